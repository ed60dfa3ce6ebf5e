import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import type { Callee, Conduct, Dialed, Signalling, World } from './callee.ts';
import { lineConduct } from './home-line.ts';

const rings = (answerMs: DurationMs, more: Partial<Signalling> = {}): Signalling =>
  ({ kind: 'answers', progressMs: 20, earlyMedia: false, answerMs, ...more }) as Signalling;

const refuses = (sipStatus: number, cause: string, more: Partial<Signalling> = {}): Signalling =>
  ({
    kind: 'refuses',
    progressMs: undefined,
    earlyMedia: false,
    afterMs: 120,
    sipStatus,
    cause,
    local: false,
    ...more,
  }) as Signalling;

/**
 * The called numbers of the recorded transcripts: 10 rings 200 ms and answers, 11 rings 2 s, 12 early media, 13 rings
 * for ever, 14 busy, 15 rejected, 16 unallocated, 17 congestion, 20 hangs up after 3 s, 22 early media and then busy,
 * 23 answers without ringing, 32 no reply at all, 39 hangs up after 8 s, 40 rings 4 s and then 480.
 */
const bySignal: Readonly<Record<string, Signalling>> = {
  '10': rings(212),
  '11': rings(2_020),
  '12': rings(2_020, { earlyMedia: true }),
  '13': { kind: 'rings', progressMs: 20 },
  '14': refuses(486, 'USER_BUSY'),
  '15': refuses(603, 'CALL_REJECTED', { afterMs: 140 }),
  '16': refuses(404, 'UNALLOCATED_NUMBER', { afterMs: 140 }),
  '17': refuses(503, 'NORMAL_TEMPORARY_FAILURE', { afterMs: 140 }),
  '18': refuses(480, 'NO_USER_RESPONSE', { afterMs: 140 }),
  '20': rings(220),
  '21': rings(220),
  '22': refuses(486, 'USER_BUSY', { progressMs: 20, earlyMedia: true, afterMs: 1_520 }),
  '23': rings(20, { progressMs: undefined }),
  '24': refuses(408, 'RECOVERY_ON_TIMER_EXPIRE', { afterMs: 140 }),
  '25': refuses(500, 'NORMAL_TEMPORARY_FAILURE', { afterMs: 140 }),
  '27': refuses(403, 'CALL_REJECTED', { afterMs: 140 }),
  '28': refuses(410, 'NUMBER_CHANGED', { afterMs: 140 }),
  '29': refuses(484, 'INVALID_NUMBER_FORMAT', { afterMs: 140 }),
  '30': refuses(404, 'UNALLOCATED_NUMBER', { afterMs: 140 }),
  '31': rings(220),
  '32': { kind: 'silent' },
  '39': rings(220),
  '40': refuses(480, 'NO_ANSWER', { progressMs: 20, afterMs: 4_020 }),
};

const leavesAfter: Readonly<Record<string, DurationMs>> = { '20': 3 * SECOND_MS + 10, '39': 8 * SECOND_MS };

const DEAD_PORT = refuses(503, 'NORMAL_TEMPORARY_FAILURE', { afterMs: 1, local: true });

const PATIENT: Conduct = { ...lineConduct, party: 'person' };

/** The two digits that say it: the first of a short number, the last but two of one in E.164 (`+331990010..`). */
function prefixOf(user: string): string {
  return user.length > 7 ? user.slice(-4, -2) : user.slice(0, 2);
}

/** Numbers with a fixed behaviour, for tests and for trying things out by hand. */
export function numberedWorld(): World {
  return {
    call(dialed: Dialed): Callee {
      const prefix = prefixOf(dialed.user);
      const known = dialed.line && !(prefix in leavesAfter) ? rings(212) : bySignal[prefix];
      const signalling = dialed.host.endsWith(':5098') ? DEAD_PORT : (known ?? rings(220));
      const conduct: Conduct = dialed.line ? lineConduct : PATIENT;
      return { signalling, conduct: { ...conduct, leavesAfterMs: leavesAfter[prefix] ?? Number.POSITIVE_INFINITY } };
    },
  };
}
