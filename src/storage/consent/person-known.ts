import type { PersonKnown } from '../../campaigns/index.ts';
import type { Consent } from '../../compliance/index.ts';
import type { ConsentRow, DonorRow } from '../rows.ts';

export type RelationRow = Pick<DonorRow, 'audience' | 'relations' | 'relationEndedOn'>;
export type ConsentFacts = Pick<ConsentRow, 'givenAt' | 'withdrawnAt' | 'outOfHours'>;

/** What is known of the person for the gate; undefined: nothing, which it counts against a call wherever a rule asks. */
export function personKnown(
  donor: RelationRow | undefined,
  consents: readonly ConsentFacts[],
): PersonKnown | undefined {
  const consent = consentNow(consents);
  const { audience = null, relations = null, relationEndedOn = null } = donor ?? {};
  if (consent === undefined && audience === null && relations === null && relationEndedOn === null) return undefined;
  return {
    ...(audience === null ? {} : { audience }),
    ...(relations === null ? {} : { relations: JSON.parse(relations) as string[] }),
    ...(relationEndedOn === null ? {} : { relationEndedOn }),
    ...(consent === undefined ? {} : { consent }),
  };
}

/** The newest consent; a withdrawal ends all that were given up to it, whichever is learned of later. */
function consentNow(consents: readonly ConsentFacts[]): Consent | undefined {
  const newest = consents.reduce<ConsentFacts | undefined>(
    (a, b) => (a === undefined || b.givenAt > a.givenAt ? b : a),
    undefined,
  );
  if (newest === undefined) return undefined;
  const withdrawnAt = Math.max(...consents.map((row) => row.withdrawnAt ?? Number.NEGATIVE_INFINITY));
  return {
    callAt: newest.givenAt,
    ...(newest.outOfHours === 1 ? { outOfHours: true } : {}),
    ...(withdrawnAt >= newest.givenAt ? { withdrawnAt } : {}),
  };
}
