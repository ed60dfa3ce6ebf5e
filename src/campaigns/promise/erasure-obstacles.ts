import type { MandateRecord } from './promise-record.ts';

/** Mandates by which an account can still be debited. */
const debitable: ReadonlySet<string> = new Set(['signed', 'exported', 'active', 'suspended']);

/**
 * Why a person is not erased yet: mandates by which an account can still be debited, and nobody could tell whose it was.
 * Empty: nothing stands against it.
 */
export function erasureObstacles(
  mandates: readonly Pick<MandateRecord, 'rum' | 'state' | 'promiseId'>[],
): readonly string[] {
  return mandates
    .filter(({ state }) => debitable.has(state))
    .map(
      ({ rum, state, promiseId }) =>
        `mandate ${rum} is ${state}: end it first (POST /api/promises/${promiseId}/cancel, because "donor"), and tell the charity, whose bank may still debit it`,
    );
}
