import type { DurationMs } from '../kernel/time.ts';
import { SECOND_MS } from '../kernel/time.ts';
import { type DispositionCode, type Outcome, systemDisposition } from './disposition.ts';

/** What happened in a call, as far as the server saw it. */
export interface CallFacts {
  readonly outcome: Outcome;
  readonly talkMs: DurationMs;
  /** Set by the agent in the call. */
  readonly vulnerable: boolean;
  readonly objected: boolean;
  readonly callbackSet: boolean;
  /** An agreement that was saved in the call. */
  readonly promise?:
    | 'one-off'
    | 'monthly'
    | 'monthly-signed'
    | 'paid'
    | 'upgrade'
    | 'downgrade'
    | 'pause'
    | 'undetermined';
  readonly offerStated: boolean;
  /** Keys of the objections that were answered. */
  readonly objections: readonly number[];
  readonly hungUpBy: 'donor' | 'agent' | 'system' | 'unknown';
}

/** A donor who goes within this time has not heard the request. */
const EARLY_MS = 15 * SECOND_MS;

const byPromise = {
  'one-off': 'DON',
  monthly: 'PA',
  'monthly-signed': 'PAS',
  paid: 'DONP',
  upgrade: 'UPG',
  downgrade: 'BAI',
  pause: 'BAI',
  undetermined: 'IND',
} as const satisfies Readonly<Record<NonNullable<CallFacts['promise']>, DispositionCode>>;

/** The result that what happened points to, best first; the agent confirms one or takes another. */
export function suggestDisposition(facts: CallFacts): readonly DispositionCode[] {
  if (facts.vulnerable) return ['VUL'];
  if (facts.objected) return ['OPP', 'OPT'];
  const ofSystem = systemDisposition(facts.outcome);
  if (ofSystem !== undefined) return [ofSystem];
  if (facts.promise !== undefined) return [byPromise[facts.promise]];
  if (facts.callbackSet) return ['RAP'];
  if (facts.offerStated) return facts.objections.length > 0 ? ['REF', 'IND', 'DEJ'] : ['REF', 'IND', 'INF'];
  if (facts.talkMs < EARLY_MS) return facts.hungUpBy === 'agent' ? ['REP', 'FN', 'RAC'] : ['RAC', 'REP', 'FN'];
  return ['BMO', 'TIE', 'RAC'];
}
