import type { Creditor, MandateRecord, PromiseDetails, PromisePerson, PromiseRecord } from '../campaigns/index.ts';
import type { ClientId, OrgId } from '../kernel/id.ts';
import type { ContactRow, DonorRow, NumberRow, Tables } from './rows.ts';

export function promiseOf(row: Tables['promises']): PromiseRecord {
  return { ...row, donorNamed: row.donorNamed === 1, paused: row.paused === 1 } as PromiseRecord;
}

export function mandateOf(row: Tables['mandates']): MandateRecord {
  return { ...row } as MandateRecord;
}

export function detailsOf(row: Tables['promiseDetails']): PromiseDetails {
  return { ...row } as PromiseDetails;
}

export function creditorOf({ address, ...row }: Tables['creditors']): Creditor {
  const { clientId, orgId, ...rest } = row;
  return { ...rest, clientId: clientId as ClientId, orgId: orgId as OrgId, address: JSON.parse(address) as string[] };
}

export function creditorRow({ address, ...creditor }: Creditor): Tables['creditors'] {
  return { ...creditor, address: JSON.stringify(address) };
}

export function personOf(
  donor: DonorRow,
  contact: Pick<ContactRow, 'suppressed' | 'livedState'>,
  numbers: readonly Pick<NumberRow, 'e164' | 'kind' | 'listed' | 'dead' | 'place'>[],
): PromisePerson {
  const mobiles = numbers
    .filter(({ kind, listed, dead }) => kind === 'mobile' && listed === 1 && dead === 0)
    .toSorted((a, b) => a.place - b.place);
  const { donorId, orgId, clientId, email, lastGiftCents } = donor;
  const lines = [nameOf(donor), donor.address, [donor.postalCode, donor.city].filter(Boolean).join(' ')].filter(
    Boolean,
  );
  return {
    donorId,
    orgId,
    clientId,
    name: nameOf(donor),
    email,
    mobiles: mobiles.map(({ e164 }) => e164),
    postal: donor.address === null ? null : lines.join('\n'),
    lastGiftCents,
    held: contact.suppressed === 1 || contact.livedState === 'held' || contact.livedState === 'suppressed',
  };
}

function nameOf({ civility, firstName, lastName, company }: DonorRow): string {
  const person = [civility, firstName, lastName].filter((part) => part !== null && part !== '').join(' ');
  return lastName === null || lastName === '' ? (company ?? person) : person;
}
