import type { DispositionCode } from '../../src/campaigns/index.ts';
import { SECOND_MS } from '../../src/kernel/time.ts';
import type { Callee, Conduct, Dialed, World } from '../../src/simulator/index.ts';

/** What one dial of a number meets. */
export type Meeting =
  | { readonly kind: 'rings-out' | 'not-there' | 'busy' | 'rejects' }
  /** Picks up while the line of the agent who is held for the call is gone, and hears nobody. */
  | { readonly kind: 'meets-silence' }
  | { readonly kind: 'talks'; readonly code: DispositionCode; readonly place: number };

/** Of 1,000 records, how many close with which result; the other 380 are never reached. */
const closing: readonly (readonly [DispositionCode, number])[] = [
  ['REF', 286],
  ['PA', 48],
  ['DON', 66],
  ['IND', 40],
  ['OPP', 25],
  ['VUL', 5],
  ['LNG', 5],
  ['FN', 70],
  ['DEM', 10],
  ['DCD', 5],
  ['RAC', 60],
];
const RECORDS = 1_000;
const ATTEMPTS = 6;
/** Records that somebody else picks up for once; they are never reached themselves. */
const THIRD_PARTIES = 140;
/** Refusals that were met by silence before. */
const SILENCES = 12;
/** Results that came with the second dial. */
const SECOND_DIALS = 428;

/** What the nth dial of each record meets: 3,400 dials in all. */
export function goldenPlan(): readonly (readonly Meeting[])[] {
  const codes = closing.flatMap(([code, count]) => Array.from({ length: count }, (_, place) => ({ code, place })));
  const closed = codes.map(({ code, place }, index): readonly Meeting[] => {
    const talk = { kind: 'talks', code, place } as const;
    if (index < SILENCES) return [{ kind: 'meets-silence' }, talk];
    // A call that was rejected and one that was cut short end the record.
    if (code === 'RAC') return [{ kind: 'rejects' }, talk];
    if (index >= SILENCES + SECOND_DIALS) return [talk];
    return [index % 4 === 0 ? { kind: 'busy' } : missed(index), talk];
  });
  const never = Array.from({ length: RECORDS - codes.length }, (_, index): readonly Meeting[] =>
    Array.from({ length: ATTEMPTS }, (__, nth) =>
      index < THIRD_PARTIES && index % ATTEMPTS === nth
        ? { kind: 'talks', code: 'TIE', place: index }
        : missed(index + nth),
    ),
  );
  // Mixed, but for the first: the ten agents' lines are gone at the same time then, and nobody can step in.
  const rest = [...closed.slice(10), ...never];
  const mixed = rest.map((_, i) => rest[(i * 317) % rest.length] as readonly Meeting[]);
  return [...closed.slice(0, 10), ...mixed];
}

function missed(index: number): Meeting {
  return { kind: index % 3 === 0 ? 'rings-out' : 'not-there' };
}

export const RING_LIMIT_MS = 15 * SECOND_MS;
const RINGS_MS = 4 * SECOND_MS;
/** Not at an instant at which other calls end, so that no agent is free just then. */
export const RINGS_UNHEARD_MS = 4_430;
export const SHORT_TALK_MS = 50 * SECOND_MS;

const patient: Conduct = {
  party: 'person',
  patienceMs: Number.POSITIVE_INFINITY,
  talk: { lengthMs: Number.POSITIVE_INFINITY, endedBy: 'agent', lingerMs: 0 },
  listensMs: Number.POSITIVE_INFINITY,
  key: undefined,
  leavesAfterMs: Number.POSITIVE_INFINITY,
  leavesSilently: false,
};
const answers = { kind: 'answers', progressMs: 20, earlyMedia: false, answerMs: RINGS_MS } as const;
const refuses = { kind: 'refuses', progressMs: undefined, earlyMedia: false, local: false } as const;

function rowOf(number: string): number {
  return Number(number.slice(-4));
}

export interface GoldenWorld extends World {
  /** What the last dial of this number meets. */
  meeting(number: string): Meeting;
}

/** The donors at their telephones, and the agents' lines. */
export function goldenWorld(plan: readonly (readonly Meeting[])[]): GoldenWorld {
  const dials = new Map<number, number>();
  const meeting = (number: string): Meeting => {
    const row = rowOf(number);
    const nth = (dials.get(row) ?? 0) - 1;
    const met = plan[row]?.[nth];
    if (met === undefined) throw new Error(`donor ${row} is not to be dialed for the ${nth + 1}. time`);
    return met;
  };
  return {
    meeting,
    call({ line, user }: Dialed): Callee {
      if (line) return { signalling: { ...answers, answerMs: 200 }, conduct: { ...patient, party: 'line' } };
      dials.set(rowOf(user), (dials.get(rowOf(user)) ?? 0) + 1);
      return calleeOf(meeting(user));
    },
  };
}

function calleeOf(met: Meeting): Callee {
  switch (met.kind) {
    case 'rings-out':
      return { signalling: { kind: 'rings', progressMs: 20 }, conduct: patient };
    case 'not-there':
      return {
        signalling: { ...refuses, progressMs: 20, afterMs: 6 * SECOND_MS, sipStatus: 480, cause: 'NO_ANSWER' },
        conduct: patient,
      };
    case 'busy':
      return { signalling: { ...refuses, afterMs: 120, sipStatus: 486, cause: 'USER_BUSY' }, conduct: patient };
    case 'rejects':
      return {
        signalling: { ...refuses, progressMs: 20, afterMs: 3_000, sipStatus: 603, cause: 'CALL_REJECTED' },
        conduct: patient,
      };
    case 'meets-silence':
      return {
        signalling: { ...answers, answerMs: RINGS_UNHEARD_MS },
        conduct: { ...patient, leavesAfterMs: 200 },
      };
    case 'talks':
      return met.code === 'RAC'
        ? {
            signalling: answers,
            conduct: { ...patient, talk: { lengthMs: SHORT_TALK_MS, endedBy: 'donor', lingerMs: 0 } },
          }
        : { signalling: answers, conduct: patient };
  }
}
