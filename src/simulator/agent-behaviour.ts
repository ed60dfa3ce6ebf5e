import type { DispositionCode } from '../campaigns/index.ts';
import type { AgentCommand, AgentState, PauseReason } from '../dialer/index.ts';
import type { Random } from '../kernel/random.ts';
import { type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { drawExponential, drawLength, drawWeighted, type LengthLaw } from './world/draw.ts';
import { drawWrapUp } from './world/wrap-up.ts';

/*
 * A simulated agent at home, as a pure state machine: what he or she sees and remembers in, one act out.
 *
 *   before the shift -> log in -> ready -> (talk -> write up)* -> last call -> log out
 *   line lost -> reopen it after a moment         paused -> ready when the break is over
 */

/** How agents behave, as data. */
export interface AgentLaw {
  readonly wrapUp: LengthLaw;
  /** From an open line, the end of a pause or a lost line to the next act. */
  readonly reactionMs: DurationMs;
  /** Share of calls after which the agent takes a short pause nobody knew of. */
  readonly pauseAfterCall: number;
  readonly pauseMs: LengthLaw;
  /** Regular breaks: this long after the last one, taken by `breakShare` of the agents. */
  readonly breakEveryMs: DurationMs;
  readonly breakShare: number;
  readonly breakMs: LengthLaw;
  /** The agent knows a machine when this long has been heard of it. */
  readonly knowsMachineMs: LengthLaw;
  /** Last call is asked for this long before the end of the shift. */
  readonly lastCallBeforeMs: DurationMs;
}

export const agentLaw: AgentLaw = {
  wrapUp: { meanMs: 25 * SECOND_MS, variation: 0.7 },
  reactionMs: 3 * SECOND_MS,
  pauseAfterCall: 0.03,
  pauseMs: { meanMs: 3 * MINUTE_MS, variation: 0.6 },
  breakEveryMs: 2 * HOUR_MS,
  breakShare: 1,
  breakMs: { meanMs: 10 * MINUTE_MS, variation: 0.2 },
  knowsMachineMs: { meanMs: 6 * SECOND_MS, variation: 0.3 },
  lastCallBeforeMs: 3 * MINUTE_MS,
};

/** What the agent hears on the line. */
export interface Heard {
  readonly party: 'person' | 'machine';
  /** They have said goodbye; the agent is the one to hang up. */
  readonly over: boolean;
  /** When that will be, where it is known beforehand (virtual time): saves looking again and again. */
  readonly overAt?: UtcMs;
}

/** What the agent's screen and ear tell. */
export interface AgentView {
  readonly state: AgentState;
  /** When it became so, UTC ms. */
  readonly since: UtcMs;
  readonly lastCall: boolean;
  /** Undefined when nothing is heard, or nobody can say: an agent who hears nothing leaves the end of a talk to the donor. */
  readonly heard: Heard | undefined;
}

export interface Shift {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** What the agent remembers from one look to the next; plain data, made by `openMind`. */
export interface AgentMind {
  readonly nextBreakAt: UtcMs;
  /** The state this was decided for, and the instant it began. */
  readonly decidedFor: string;
  /** When the act of the present state is due. */
  readonly actAt: UtcMs;
  /** Whom the last talk was with, and how long it went on. */
  readonly lastTalk: { readonly party: 'person' | 'machine'; readonly lengthMs: DurationMs } | undefined;
  readonly pauseReason: PauseReason | undefined;
}

/** An act at the desk. The caller adds what only it knows: the line and the campaigns of a log-in. */
export type AgentAct = { readonly type: 'agent.log-in' } | Extract<AgentCommand, { type: ActType }>;
type ActType =
  | 'agent.log-out'
  | 'agent.reopen-line'
  | 'agent.ready'
  | 'agent.pause'
  | 'agent.last-call'
  | 'agent.hang-up'
  | 'agent.wrap-up';

/** An act that changed nothing (refused, or lost on the way) is tried again after this. */
const RETRY_MS = 20 * SECOND_MS;

export interface NextAct {
  readonly act: AgentAct | undefined;
  readonly mind: AgentMind;
  /** Look again at this instant, or when the view changes; Infinity: only then. */
  readonly wakeAt: UtcMs;
}

export function openMind(shift: Shift, law: AgentLaw, random: Random): AgentMind {
  const takesBreaks = random.next() < law.breakShare;
  const nextBreakAt = takesBreaks ? shift.from + law.breakEveryMs * (0.5 + random.next()) : Number.POSITIVE_INFINITY;
  return { nextBreakAt, decidedFor: '', actAt: Number.POSITIVE_INFINITY, lastTalk: undefined, pauseReason: undefined };
}

/** Pure but for the draws from `random`: one act that is due now, or when to look again. */
export function nextAct(
  view: AgentView,
  mind: AgentMind,
  shift: Shift,
  law: AgentLaw,
  now: UtcMs,
  random: Random,
): NextAct {
  const decided = mind.decidedFor === stateKey(view) ? mind : decide(view, mind, law, now, random);
  const early = endOfShift(view, decided, shift, law, now);
  if (early !== undefined) return early;
  const heard = listen(view, decided, law, now, random);
  if (now < heard.actAt)
    return { act: undefined, mind: heard, wakeAt: Math.min(heard.actAt, shiftPoint(view, shift, law, now)) };
  return act(view, heard, law, now, random);
}

function stateKey(view: AgentView): string {
  return `${view.state}@${view.since}`;
}

/** When the act of a state that has just begun is due. */
function decide(view: AgentView, mind: AgentMind, law: AgentLaw, now: UtcMs, random: Random): AgentMind {
  const reaction = () => now + Math.round(law.reactionMs * (0.5 + random.next()));
  const due: Partial<Record<AgentState, () => UtcMs>> = {
    'not-ready': reaction,
    'line-lost': reaction,
    ghost: reaction,
    'wrap-up': () => view.since + drawWrapUp(random, law.wrapUp),
    paused: () => view.since + drawLength(random, mind.pauseReason === 'lunch' ? law.breakMs : law.pauseMs),
  };
  const actAt = due[view.state]?.() ?? Number.POSITIVE_INFINITY;
  const lastTalk = view.state === 'wrap-up' ? mind.lastTalk : undefined;
  return { ...mind, decidedFor: stateKey(view), actAt, lastTalk };
}

/** In a talk: who is there, and whether it is over. */
function listen(view: AgentView, mind: AgentMind, law: AgentLaw, now: UtcMs, random: Random): AgentMind {
  if (view.state !== 'talking' || view.heard === undefined) return mind;
  const lastTalk = { party: view.heard.party, lengthMs: now - view.since };
  if (view.heard.over) return { ...mind, lastTalk, actAt: Math.min(mind.actAt, now) };
  if (view.heard.party === 'person' || Number.isFinite(mind.actAt)) return { ...mind, lastTalk };
  return { ...mind, lastTalk, actAt: view.since + drawLength(random, law.knowsMachineMs) };
}

/** The start and the end of the shift come before anything else that is due. */
function endOfShift(view: AgentView, mind: AgentMind, shift: Shift, law: AgentLaw, now: UtcMs): NextAct | undefined {
  if (view.state === 'offline') {
    if (now < shift.from) return { act: undefined, mind, wakeAt: shift.from };
    if (now >= shift.to) return { act: undefined, mind, wakeAt: Number.POSITIVE_INFINITY };
    return { act: { type: 'agent.log-in' }, mind, wakeAt: now + RETRY_MS };
  }
  const idle =
    view.state === 'not-ready' || view.state === 'ready' || view.state === 'paused' || view.state === 'line-lost';
  if (now >= shift.to && idle) return { act: { type: 'agent.log-out' }, mind, wakeAt: now + RETRY_MS };
  if (now < shift.to - law.lastCallBeforeMs || view.lastCall) return undefined;
  // An agent who is between calls has had the last one.
  if (view.state === 'not-ready' || view.state === 'paused')
    return { act: { type: 'agent.log-out' }, mind, wakeAt: now + RETRY_MS };
  return { act: { type: 'agent.last-call', on: true }, mind, wakeAt: shift.to };
}

function shiftPoint(view: AgentView, shift: Shift, law: AgentLaw, now: UtcMs): UtcMs {
  if (view.state === 'offline') return now < shift.from ? shift.from : Number.POSITIVE_INFINITY;
  const lastCallAt = shift.to - law.lastCallBeforeMs;
  if (!view.lastCall && now < lastCallAt) return lastCallAt;
  return now < shift.to ? shift.to : Number.POSITIVE_INFINITY;
}

/** The act of the present state, which is due. */
function act(view: AgentView, mind: AgentMind, law: AgentLaw, now: UtcMs, random: Random): NextAct {
  const done = (act: AgentAct, more: Partial<AgentMind> = {}): NextAct => ({
    act,
    mind: { ...mind, actAt: now + RETRY_MS, ...more },
    wakeAt: now + RETRY_MS,
  });
  if (view.state === 'line-lost') return done({ type: 'agent.reopen-line' });
  if (view.state === 'talking') return done({ type: 'agent.hang-up' });
  if (view.state === 'wrap-up') return writeUp(view, mind, law, now, random, done);
  if (view.lastCall) return done({ type: 'agent.log-out' });
  if (view.state === 'paused' || view.state === 'ghost')
    return done({ type: 'agent.ready' }, { pauseReason: undefined });
  if (now >= mind.nextBreakAt)
    return done(
      { type: 'agent.pause', reason: 'lunch' },
      { nextBreakAt: now + law.breakEveryMs, pauseReason: 'lunch' },
    );
  if (mind.pauseReason !== undefined) return done({ type: 'agent.pause', reason: mind.pauseReason });
  return done({ type: 'agent.ready' });
}

type Done = (act: AgentAct, more?: Partial<AgentMind>) => NextAct;

function writeUp(view: AgentView, mind: AgentMind, law: AgentLaw, now: UtcMs, random: Random, done: Done): NextAct {
  const disposition = drawResult(mind.lastTalk, random);
  const pauses = random.next() < law.pauseAfterCall;
  const callbackAt = disposition === 'RAP' ? now + drawExponential(random, 4 * HOUR_MS) + HOUR_MS : undefined;
  const ready = !pauses && !view.lastCall && now < mind.nextBreakAt;
  return done(
    { type: 'agent.wrap-up', disposition, callbackAt, ready },
    { pauseReason: pauses ? 'personal' : undefined },
  );
}

/** What comes of a talk, by its length: a refusal is short, a promise takes its time. Weights are defaults, not facts. */
export function drawResult(talk: AgentMind['lastTalk'], random: Random): DispositionCode {
  if (talk?.party === 'machine') return 'REP';
  const lengthMs = talk?.lengthMs ?? 90 * SECOND_MS;
  if (lengthMs < 20 * SECOND_MS) return drawWeighted(random, { RAC: 5, FN: 1, TIE: 1, OPP: 0.3 });
  if (lengthMs < 90 * SECOND_MS)
    return drawWeighted(random, { REF: 55, BMO: 12, RAP: 10, TIE: 8, DEJ: 5, FN: 3, OPP: 2, DCD: 1 });
  if (lengthMs < 240 * SECOND_MS)
    return drawWeighted(random, { REF: 40, IND: 25, DON: 15, RAP: 8, PA: 6, DEJ: 4, INF: 2 });
  return drawWeighted(random, { PA: 30, DON: 26, IND: 18, REF: 16, UPG: 4, INF: 4, RAP: 2 });
}
