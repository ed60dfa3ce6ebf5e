import { patch, put, type RowChange } from '../row-change.ts';
import type { DonorRow, NumberRow } from '../rows.ts';
import type { DonorRows } from './donor-record.ts';
import { erasedNumber } from './erased-number.ts';

/** Why a donor who has been erased is never called again under the contacts that are left. */
export const ERASED = 'erased';

/**
 * Takes everything that tells who a person is out of the tables; ids, times and results stay, so that figures and the
 * log do not change. A number under objection keeps its key and loses the rest.
 */
export function planErasure({ donor, consents, numbers, contacts }: DonorRows): readonly RowChange[] {
  return [
    put('donors', blankDonor(donor)),
    ...consents.map(({ consentId }): RowChange => ({ op: 'remove', table: 'consents', key: consentId })),
    ...numbers.map((number) => put('numbers', blankNumber(number))),
    // The rank follows from what the donor gave.
    ...contacts.map(({ contactId }) => patch('contacts', contactId, { rank: 0 })),
    { op: 'forget-imports', donorId: donor.donorId },
    { op: 'forget-promises', donorId: donor.donorId },
    { op: 'refresh-contacts', by: 'donor', id: donor.donorId },
  ];
}

function blankDonor({ donorId, orgId, clientId, importedAt }: DonorRow): DonorRow {
  return {
    donorId,
    orgId,
    clientId,
    // The charity's own name for the person: the next file makes somebody new of it.
    donorCode: `${ERASED}:${donorId}`,
    civility: null,
    firstName: null,
    lastName: null,
    company: null,
    address: null,
    postalCode: null,
    city: null,
    country: null,
    email: null,
    lastGiftCents: null,
    lastGiftOn: null,
    totalGiftsCents: null,
    giftCount: null,
    comment: null,
    suppressedBecause: ERASED,
    importedAt,
    audience: null,
    relations: null,
    relationEndedOn: null,
    household: null,
  };
}

function blankNumber(number: NumberRow): NumberRow {
  return {
    ...number,
    e164: erasedNumber(number.numberId),
    kind: 'other',
    zones: '[]',
    holidayRegions: '[]',
    listed: 0,
  };
}

/** A call of which nobody can tell any more whom it was made to. */
export const SEVERED = { contactId: '', numberId: '' } as const;
