import type { Candidate, ContactNumber, DonorId, NumberId, PersonKnown } from '../campaigns/index.ts';
import type { CareAct, NumberHistory } from '../compliance/index.ts';
import type { AgentId, CampaignId, ContactId } from '../kernel/id.ts';
import { type E164, isE164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { ContactRow, NumberRow } from './rows.ts';

export interface CandidateParts {
  readonly contact: ContactRow;
  /** All numbers of the donor, in the order of the import. */
  readonly numbers: readonly NumberRow[];
  readonly household?: string | null;
  readonly acts: readonly CareAct[];
  readonly historyOf: (number: NumberRow) => NumberHistory;
  readonly person: PersonKnown | undefined;
  readonly loadedAt: UtcMs;
  /** The number of a live attempt stays, even when it has been given up or taken off the list meanwhile. */
  readonly keepNumberId?: string;
}

/** A contact as the hopper wants it; undefined when it has no number worth dialing. */
export function candidateOf(parts: CandidateParts): Candidate | undefined {
  const { contact } = parts;
  const usable = parts.numbers.filter(
    (number) => (number.listed === 1 && number.dead === 0) || number.numberId === parts.keepNumberId,
  );
  const givenUp = parts.numbers.flatMap((row) => (usable.includes(row) || !isE164(row.e164) ? [] : [named(row)]));
  const [first, ...others] = usable.map((number) => contactNumber(number, parts.historyOf(number)));
  if (first === undefined) return undefined;
  return {
    contactId: contact.contactId as ContactId,
    campaignId: contact.campaignId as CampaignId,
    donorId: contact.donorId as DonorId,
    numbers: [first, ...others],
    ...(givenUp.length === 0 ? {} : { givenUp }),
    dueAt: contact.dueAt ?? contact.importedAt,
    rank: contact.rank,
    ...(contact.segment === '' ? {} : { segment: contact.segment }),
    attempts: contact.attempts,
    technicalFailures: contact.technicalFailures,
    busyToday: contact.busyToday,
    softRefusals: contact.softRefusals,
    agentRequired: contact.agentRequired === 1,
    ...(contact.callbacks === 0 ? {} : { callbacks: contact.callbacks }),
    ...(contact.livedState === 'callback' ? { askedForCall: true } : {}),
    ownerId: contact.ownerId === null ? undefined : (contact.ownerId as AgentId),
    ...(parts.household == null ? {} : { household: parts.household }),
    ...(parts.acts.length === 0 ? {} : { acts: parts.acts }),
    ...(parts.person === undefined ? {} : { person: parts.person }),
    loadedAt: parts.loadedAt,
  };
}

function named({ numberId, e164 }: NumberRow): Pick<ContactNumber, 'numberId' | 'number'> {
  return { numberId: numberId as NumberId, number: e164 as E164 };
}

function contactNumber(number: NumberRow, history: NumberHistory): ContactNumber {
  return {
    ...named(number),
    kind: number.kind,
    zones: JSON.parse(number.zones) as string[],
    holidayRegions: JSON.parse(number.holidayRegions) as string[],
    history,
  };
}
