import { type Place, type Placing, type Planned, placeContact } from '../../campaigns/hopper/index.ts';
import type { CampaignId, ClientId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { consentChange } from '../consent/plan-consent.ts';
import { contactStart } from '../contact-row.ts';
import { type PlannedRow, plannedSettings } from '../planned-campaign.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { ConsentRow, ContactRow, DonorRow, NumberRow } from '../rows.ts';
import type { NewDonor } from '../store.ts';
import type { FreshIds } from './fresh-ids.ts';

/** Donors in one call at most: one transaction of some tens of milliseconds. */
export const IMPORT_MAXIMUM = 1_000;

export interface ImportTo {
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly at: UtcMs;
  readonly placing: Placing;
}

/** By what the campaign places its contacts. */
export function placingOf(row: PlannedRow | undefined, campaignId: string, at: UtcMs): Placing {
  const { kind, holdOut }: Planned = row === undefined ? {} : plannedSettings(row);
  const onDay = new Date(at).toISOString().slice(0, 10);
  return { campaignId, onDay, ...(kind === undefined ? {} : { kind }), ...(holdOut === undefined ? {} : { holdOut }) };
}

export interface KnownDonor {
  readonly donor: DonorRow;
  readonly numbers: readonly NumberRow[];
  readonly consents: readonly ConsentRow[];
  /** The donor's contact in the campaign of the import. */
  readonly contact: ContactRow | undefined;
}

export interface DonorImport {
  readonly changes: readonly RowChange[];
  readonly result: 'added' | 'changed' | 'unchanged';
  readonly suppressed: boolean;
}

/**
 * What one row of a file changes. What came of calls and objections stands in columns that an import never touches;
 * a suppression that a file brought stays, even when a later file says nothing of it.
 */
export function planImport(to: ImportTo, donor: NewDonor, known: KnownDonor | undefined, ids: FreshIds): DonorImport {
  const donorId = known?.donor.donorId ?? ids.donorId;
  const row = donorRow(to, donor, donorId, known?.donor);
  const donorChanged = known === undefined || differs(known.donor, row);
  const changes: RowChange[] = donorChanged ? [put('donors', row)] : [];
  const numbers = numberRows(to, donor, donorId, known?.numbers ?? [], ids);
  for (const number of numbers) {
    const old = known?.numbers.find(({ numberId }) => numberId === number.numberId);
    if (old === undefined || differs(old, number)) changes.push(put('numbers', number));
  }
  const otherContactsChange = known !== undefined && changes.length > 0;
  if (donor.consent !== undefined)
    changes.push(...consentChange(row, known?.consents ?? [], donor.consent, bySource(to.at)));
  const changed = changes.length > 0;
  const place = placeContact(donor, to.placing);
  const { contact } = known ?? {};
  if (contact === undefined) changes.push(put('contacts', contactRow(to, place, row, numbers, ids.contactId)));
  else if (contact.rank !== place.rank || contact.segment !== place.segment)
    changes.push(patch('contacts', contact.contactId, { rank: place.rank, segment: place.segment }));
  if (otherContactsChange) changes.push({ op: 'refresh-contacts', by: 'donor', id: donorId });
  return { changes, result: resultOf(contact, changed), suppressed: row.suppressedBecause !== null };
}

/** Who records what a file says. */
function bySource(at: UtcMs) {
  return { at, actor: 'system', source: 'import' } as const;
}

/** A place in the file is no fact about the donor: one row more at the top must not make all others look changed. */
function resultOf(contact: ContactRow | undefined, changed: boolean): DonorImport['result'] {
  if (contact === undefined) return 'added';
  return changed ? 'changed' : 'unchanged';
}

function donorRow(to: ImportTo, donor: NewDonor, donorId: string, known: DonorRow | undefined): DonorRow {
  return {
    donorId,
    orgId: to.orgId,
    clientId: to.clientId,
    donorCode: donor.donorCode,
    civility: donor.civility,
    firstName: donor.firstName,
    lastName: donor.lastName,
    company: donor.company,
    address: donor.address,
    postalCode: donor.postalCode,
    city: donor.city,
    country: donor.country,
    email: donor.email,
    lastGiftCents: donor.lastGiftCents,
    lastGiftOn: donor.lastGiftOn,
    totalGiftsCents: donor.totalGiftsCents,
    giftCount: donor.giftCount,
    comment: donor.comment,
    suppressedBecause: donor.suppressedBecause ?? known?.suppressedBecause ?? null,
    importedAt: known?.importedAt ?? to.at,
    // A file without the column says nothing of it.
    audience: donor.audience ?? known?.audience ?? null,
    relations: donor.relations === undefined ? (known?.relations ?? null) : JSON.stringify(donor.relations),
    relationEndedOn: donor.relationEndedOn ?? known?.relationEndedOn ?? null,
    household: donor.household ?? known?.household ?? null,
  };
}

/** The numbers of the file in its order, then those it does not name any more; each only once. */
function numberRows(
  to: ImportTo,
  donor: NewDonor,
  donorId: string,
  known: readonly NumberRow[],
  ids: FreshIds,
): NumberRow[] {
  const rows: NumberRow[] = [];
  // A donor has a handful: looking through them costs less than a table of them.
  const isThere = (e164: string) => rows.some((row) => row.e164 === e164);
  let fresh: readonly string[] | undefined;
  for (let place = 0; place < donor.numbers.length; place++) {
    const number = donor.numbers[place];
    if (number === undefined || isThere(number.number)) continue;
    const before = known.find(({ e164 }) => e164 === number.number);
    if (before === undefined) fresh ??= ids.numberIds;
    rows.push({
      numberId: before?.numberId ?? (fresh?.[place] as string),
      orgId: to.orgId,
      clientId: to.clientId,
      donorId,
      e164: number.number,
      kind: number.kind,
      zones: listText(number.zones),
      holidayRegions: listText(number.holidayRegions),
      place,
      listed: 1,
      dead: before?.dead ?? 0,
      numberKey: before?.numberKey ?? null,
    });
  }
  for (const number of known) if (!isThere(number.e164)) rows.push({ ...number, listed: 0 });
  return rows;
}

/** Most numbers have one zone, and the whole file a few of them. */
const lists = new Map<string, string>();
const MAX_LISTS = 1_000;

/** The list as JSON. */
function listText(list: readonly string[]): string {
  const [only] = list;
  if (list.length !== 1 || only === undefined) return JSON.stringify(list);
  let text = lists.get(only);
  if (text === undefined) {
    text = JSON.stringify(list);
    if (lists.size < MAX_LISTS) lists.set(only, text);
  }
  return text;
}

function contactRow(
  to: ImportTo,
  { segment, arm, rank }: Place,
  row: DonorRow,
  numbers: readonly NumberRow[],
  contactId: string,
): ContactRow {
  return {
    contactId,
    orgId: to.orgId,
    clientId: to.clientId,
    campaignId: to.campaignId,
    donorId: row.donorId,
    segment,
    arm,
    rank,
    importedAt: to.at,
    suppressed: row.suppressedBecause === null ? 0 : 1,
    reachable: arm !== 'held-out' && numbers.some((number) => number.listed === 1 && number.dead === 0) ? 1 : 0,
    ...contactStart,
    dueAt: to.at,
  };
}

function differs<T extends object>(a: T, b: T): boolean {
  for (const key in b) if (a[key] !== b[key]) return true;
  return false;
}
