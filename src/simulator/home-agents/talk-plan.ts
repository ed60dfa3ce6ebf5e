import type { DispositionCode } from '../../campaigns/index.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import type { Role } from './cast.ts';
import { afterYes, type ScreenStep, type ScriptOnScreen, stepAfter, stepsUntil } from './script-on-screen.ts';

export type TalkMove =
  | { readonly type: 'step'; readonly step: string; readonly ticked?: true; readonly objection?: number }
  /** The donor has said yes to this ask. */
  | { readonly type: 'promise'; readonly ask: number }
  /** "I shall send something." */
  | { readonly type: 'think' }
  | { readonly type: 'call-back' }
  | { readonly type: 'object' }
  | { readonly type: 'protect' }
  /** They stay on the line until the donor has signed, or gives up. */
  | { readonly type: 'wait-for-signature' }
  | { readonly type: 'hang-up' };

/** One thing the agent does in a talk. */
export interface Beat {
  /** After the one before. */
  readonly afterMs: DurationMs;
  readonly move: TalkMove;
  /** What the call came to when it ends right after this; missing: as before. */
  readonly result?: DispositionCode;
}

/** How long a step is read out and talked about, at tempo 1. */
const stepMs: Readonly<Record<ScreenStep['kind'], DurationMs>> = {
  opening: 5 * SECOND_MS,
  'recording-notice': 3 * SECOND_MS,
  thanks: 4 * SECOND_MS,
  listening: 8 * SECOND_MS,
  case: 7 * SECOND_MS,
  ask: 7 * SECOND_MS,
  objection: 5 * SECOND_MS,
  closing: 5 * SECOND_MS,
  legal: 6 * SECOND_MS,
  goodbye: 3 * SECOND_MS,
};
/** A step that must have its time is ticked a moment after it had it. */
const TICK_MS = SECOND_MS;
const SHORT_MS = 2 * SECOND_MS;

/** The talk of an agent who reads the script to a donor of this role, as long as the donor stays on the line. */
export function planTalk(script: ScriptOnScreen, role: Role, random: Random): readonly Beat[] {
  const reading = new Reading(role.tempo);
  const [first] = script.steps;
  const opening = stepsUntil(script, first, ({ kind }) => kind === 'ask');
  if (role.part === 'busy') return busy(reading, script, first);
  if (role.part === 'fragile') return fragile(reading, script, opening.slice(0, -1));
  for (const step of opening) reading.read(step);
  const ask = opening.at(-1);
  if (ask?.kind !== 'ask') return reading.beats;
  switch (role.part) {
    case 'objects':
      return objects(reading, script);
    case 'refuses':
      return refuses(reading, script, ask, random);
    case 'thinks':
      reading.do({ type: 'think' }, 'IND');
      return goodbye(reading, script);
    default:
      return agrees(reading, script, ask, role, random);
  }
}

/** Beats as they come: each step takes its time before the next thing happens. */
class Reading {
  readonly beats: Beat[] = [];
  readonly #tempo: number;
  #dueMs: DurationMs = 0;

  constructor(tempo: number) {
    this.#tempo = tempo;
  }

  read(
    { id, kind, mandatory }: ScreenStep,
    { objection, result }: { readonly objection?: number; readonly result?: DispositionCode } = {},
  ): void {
    const said = objection === undefined ? {} : { objection };
    this.do({ type: 'step', step: id, ...said }, result ?? (kind === 'ask' ? 'REF' : undefined));
    if (mandatory !== null) {
      this.#dueMs = mandatory.leastSeconds * SECOND_MS + TICK_MS;
      this.do({ type: 'step', step: id, ticked: true });
    } else this.#dueMs = Math.round(stepMs[kind] * this.#tempo);
  }

  do(move: TalkMove, result?: DispositionCode): void {
    this.beats.push({ afterMs: this.#dueMs, move, ...(result === undefined ? {} : { result }) });
    this.#dueMs = SHORT_MS;
  }
}

function busy(reading: Reading, script: ScriptOnScreen, first: ScreenStep | undefined): readonly Beat[] {
  if (first !== undefined) reading.read(first);
  reading.do({ type: 'call-back' }, 'BMO');
  return goodbye(reading, script);
}

function fragile(reading: Reading, script: ScriptOnScreen, opening: readonly ScreenStep[]): readonly Beat[] {
  for (const step of opening) reading.read(step);
  reading.do({ type: 'protect' }, 'VUL');
  const closing = script.steps.find(({ id }) => id === script.protectedClosing);
  if (closing !== undefined) reading.read(closing);
  reading.do({ type: 'hang-up' });
  return reading.beats;
}

function objects(reading: Reading, script: ScriptOnScreen): readonly Beat[] {
  reading.do({ type: 'object' }, 'OPP');
  return goodbye(reading, script);
}

function refuses(reading: Reading, script: ScriptOnScreen, ask: ScreenStep, random: Random): readonly Beat[] {
  const { objections } = script;
  const objection = objections[random.int(0, Math.max(0, objections.length - 1))];
  const back = script.steps.find(({ id }) => id === objection?.to);
  let last = ask;
  if (objection !== undefined && back !== undefined) {
    reading.read(back, { objection: objection.key });
    last = back;
  }
  const next = stepAfter(script, last);
  if (next?.kind === 'ask' && random.next() < 0.5) reading.read(next);
  return goodbye(reading, script);
}

function agrees(
  reading: Reading,
  script: ScriptOnScreen,
  first: ScreenStep,
  { part }: Role,
  random: Random,
): readonly Beat[] {
  const asks = stepsUntil(script, first, (step) => stepAfter(script, step)?.kind !== 'ask');
  const gift = asks.at(-1) ?? first;
  // Most of those who give by the month agree to the first ask or, once it is lowered, to the second.
  const accepted = part === 'gives' ? gift : random.next() < 0.7 ? first : (asks[1] ?? first);
  for (const ask of asks.slice(1, asks.indexOf(accepted) + 1)) reading.read(ask);
  const legal = afterYes(script, accepted);
  // Who hangs up now has said yes, and promised nothing.
  if (legal !== undefined) reading.read(legal, { result: 'IND' });
  reading.do({ type: 'promise', ask: accepted.ask ?? 1 });
  const closing = legal === undefined ? undefined : stepAfter(script, legal);
  if (closing?.kind === 'closing') reading.read(closing);
  if (part === 'signs') reading.do({ type: 'wait-for-signature' });
  return goodbye(reading, script);
}

function goodbye(reading: Reading, script: ScriptOnScreen): readonly Beat[] {
  const last = script.steps.find(({ id, kind }) => kind === 'goodbye' && id !== script.protectedClosing);
  if (last !== undefined) reading.read(last);
  reading.do({ type: 'hang-up' });
  return reading.beats;
}
