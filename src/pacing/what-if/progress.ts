/** Fewer courses than this say nothing about the tails: with nine, the 80 % interval runs from the least to the most. */
export const LEAST_COURSES = 9;

/** Shared by the workers of one question and the one who asked: how far it may go on, and the courses done. */
export type Progress = SharedArrayBuffer;

const PHASE = 0;
const DONE = 1;
/** `enough`: the deadline is past, the least number of courses suffices; `over`: stop at once. */
const phases = { running: 0, enough: 1, over: 2 } as const;

export function newProgress(): Progress {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

export function setPhase(progress: Progress, phase: keyof typeof phases): void {
  Atomics.store(new Int32Array(progress), PHASE, phases[phase]);
}

/** What a worker looks at and tells. */
export function progressOf(progress: Progress): { readonly stopped: () => boolean; readonly courseDone: () => void } {
  const cells = new Int32Array(progress);
  return {
    stopped() {
      const phase = Atomics.load(cells, PHASE);
      return phase === phases.over || (phase === phases.enough && Atomics.load(cells, DONE) >= LEAST_COURSES);
    },
    courseDone: () => void Atomics.add(cells, DONE, 1),
  };
}
