import type { Random } from '../../kernel/random.ts';
import type { DurationMs } from '../../kernel/time.ts';
import type { Callee } from './callee.ts';
import { drawExponential } from './draw.ts';
import { refusals } from './refusal.ts';

/** The line of an agent at home. */
export interface HomeLineLaw {
  readonly answersAfterMs: DurationMs;
  /** Share of openings that fail: the phone is not reachable. */
  readonly fails: number;
  /** Mean time until the line is lost; Infinity: never. */
  readonly lostEveryMs: DurationMs;
  /** Share of losses without a word (network gone), seen only by MEDIA_TIMEOUT. */
  readonly lostSilently: number;
}

export const STEADY_LINE: HomeLineLaw = {
  answersAfterMs: 200,
  fails: 0,
  lostEveryMs: Number.POSITIVE_INFINITY,
  lostSilently: 0,
};

export function drawHomeLine(random: Random, law: HomeLineLaw): Callee {
  const fails = random.next() < law.fails;
  const leavesAfterMs = drawExponential(random, law.lostEveryMs);
  const leavesSilently = random.next() < law.lostSilently;
  return {
    signalling: fails
      ? {
          kind: 'refuses',
          progressMs: undefined,
          earlyMedia: false,
          afterMs: 120,
          ...refusals['not-reachable'],
          local: false,
        }
      : { kind: 'answers', progressMs: 20, earlyMedia: false, answerMs: law.answersAfterMs },
    conduct: { ...lineConduct, leavesAfterMs, leavesSilently },
  };
}

/** Whoever sits at an open line waits for ever. */
export const lineConduct: Callee['conduct'] = {
  party: 'line',
  patienceMs: Number.POSITIVE_INFINITY,
  talk: { lengthMs: Number.POSITIVE_INFINITY, endedBy: 'agent', lingerMs: 0 },
  listensMs: Number.POSITIVE_INFINITY,
  key: undefined,
  leavesAfterMs: Number.POSITIVE_INFINITY,
  leavesSilently: false,
};
