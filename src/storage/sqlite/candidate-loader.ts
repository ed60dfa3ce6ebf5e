import type { Candidate, PersonKnown } from '../../campaigns/index.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { careActs, type PastCareAttempt } from '../care-history.ts';
import { type ConsentFacts, personKnown, type RelationRow } from '../consent/person-known.ts';
import { numberHistory, type PastAttempt } from '../number-history.ts';
import { type Reaching, reaches } from '../objection-reach.ts';
import type { AttemptRow, ContactRow, NumberRow } from '../rows.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/*
 * Statements over a whole list of ids at a time: a call of the driver costs more than the row it brings.
 * CROSS JOIN keeps SQLite to the order written, which is the one the indexes are for.
 */
const IDS = 'json_each(?) AS ids CROSS JOIN';
/** All attempts on these numbers' E.164, with whichever donor of the agency. */
export const HISTORY_SQL = `SELECT asked.number_id AS ofNumberId, a.attempt_id AS attemptId, a.planned_at AS plannedAt,
    a.placed_at AS placedAt, a.bridged_at AS bridgedAt, a.abandoned_at AS abandonedAt, a.ended_at AS endedAt, a.outcome,
    a.disposition, a.disposed_at AS disposedAt, same.e164 AS number, same.donor_id AS donorId,
    a.campaign_id AS campaignId, a.client_id AS clientId
  FROM ${IDS} numbers asked ON asked.number_id = ids.value
  CROSS JOIN numbers same ON same.e164 = asked.e164 AND same.org_id = asked.org_id
  CROSS JOIN attempts a ON a.number_id = same.number_id`;
/** Talks with others who share one of these numbers, on numbers of theirs that the donor does not have. */
export const KIN_SQL = `SELECT asked.number_id AS ofNumberId, a.attempt_id AS attemptId, a.planned_at AS plannedAt,
    a.placed_at AS placedAt, a.bridged_at AS bridgedAt, a.abandoned_at AS abandonedAt, a.ended_at AS endedAt, a.outcome,
    a.disposition, a.disposed_at AS disposedAt, kin.e164 AS number, kin.donor_id AS donorId,
    a.campaign_id AS campaignId, a.client_id AS clientId
  FROM ${IDS} numbers asked ON asked.number_id = ids.value
  CROSS JOIN numbers same ON same.e164 = asked.e164 AND same.org_id = asked.org_id AND same.donor_id <> asked.donor_id
  CROSS JOIN numbers kin ON kin.donor_id = same.donor_id AND kin.e164 <> asked.e164
  CROSS JOIN attempts a ON a.number_id = kin.number_id AND a.bridged_at IS NOT NULL`;
/** Of donors who have one. */
export const HOUSEHOLD_SQL = `SELECT d.donor_id AS donorId, d.client_id AS clientId, d.household
  FROM ${IDS} donors d ON d.donor_id = ids.value WHERE d.household IS NOT NULL`;
/** Talks with the members of some households, given as a list of [client, household]. */
export const HOUSEHOLD_TALKS_SQL = `SELECT kin.client_id || ' ' || kin.household AS ofHousehold,
    a.attempt_id AS attemptId, a.planned_at AS plannedAt,
    a.placed_at AS placedAt, a.bridged_at AS bridgedAt, a.abandoned_at AS abandonedAt, a.ended_at AS endedAt, a.outcome,
    a.disposition, a.disposed_at AS disposedAt, n.e164 AS number, kin.donor_id AS donorId,
    a.campaign_id AS campaignId, a.client_id AS clientId
  FROM ${IDS} donors kin ON kin.client_id = json_extract(ids.value, '$[0]')
    AND kin.household = json_extract(ids.value, '$[1]')
  CROSS JOIN numbers n ON n.donor_id = kin.donor_id
  CROSS JOIN attempts a ON a.number_id = n.number_id AND a.bridged_at IS NOT NULL`;
const THANKING_SQL = `SELECT campaign_id FROM campaigns WHERE json_extract(settings, '$.kind') = 'welcome'`;
/** Objections to the numbers with these keys: by key, since the number they were made for may have been erased. */
export const OBJECTED_SQL = `SELECT same.number_key AS key, o.org_id AS orgId, o.scope,
    coalesce(o.client_id, same.client_id) AS clientId, o.campaign_id AS campaignId
  FROM ${IDS} numbers same ON same.number_key = ids.value
  CROSS JOIN objections o ON o.number_id = same.number_id`;

export const RELATION_SQL = `SELECT d.donor_id AS donorId, d.audience, d.relations, d.relation_ended_on AS relationEndedOn
  FROM ${IDS} donors d ON d.donor_id = ids.value
  WHERE d.audience IS NOT NULL OR d.relations IS NOT NULL OR d.relation_ended_on IS NOT NULL`;
export const CONSENT_SQL = `SELECT c.donor_id AS donorId, c.given_at AS givenAt, c.withdrawn_at AS withdrawnAt,
    c.out_of_hours AS outOfHours
  FROM ${IDS} consents c ON c.donor_id = ids.value`;

interface Wanted {
  readonly contactId: string;
  /** The contact as it stood before this attempt. */
  readonly forAttempt?: Pick<AttemptRow, 'attemptId' | 'numberId'>;
}

/** Candidates in the order asked; undefined for a contact that is gone or has no number worth dialing. */
export type LoadCandidates = (wanted: readonly Wanted[], at: UtcMs) => (Candidate | undefined)[];

/** Results of the agents that mean something to the history of a donor. */
export interface TellingResults {
  readonly refusals: ReadonlySet<string>;
  readonly agreements: ReadonlySet<string>;
}

export function candidateLoader(db: Connection, results: TellingResults, keys: NumberKeys): LoadCandidates {
  const contactRows = db.prepare<[string], ContactRow>(
    `SELECT ${columnsOf(db, 'contacts', 'c')} FROM ${IDS} contacts c ON c.contact_id = ids.value`,
  );
  const numberRows = db.prepare<[string], NumberRow>(
    `SELECT ${columnsOf(db, 'numbers', 'n')} FROM ${IDS} numbers n ON n.donor_id = ids.value`,
  );
  const history = db.prepare<[string], PastCareAttempt & { readonly ofNumberId: string }>(HISTORY_SQL);
  const kin = db.prepare<[string], PastCareAttempt & { readonly ofNumberId: string }>(KIN_SQL);
  const households = householdTalks(db);
  const thanking = db.prepare<[], string>(THANKING_SQL).pluck();
  const objected = objectedNumbers(db, keys);
  const people = peopleKnown(db);

  return (wanted, at) => {
    const contacts = contactRows.all(listOf(wanted, ({ contactId }) => contactId));
    const numbers = numberRows.all(listOf(contacts, ({ donorId }) => donorId));
    const ids = listOf(numbers, ({ numberId }) => numberId);
    const attemptsOf = Map.groupBy(history.all(ids), ({ ofNumberId }) => ofNumberId);
    const kinOf = Map.groupBy(kin.all(ids), ({ ofNumberId }) => ofNumberId);
    const isObjected = objected(numbers);
    const donorIds = listOf(contacts, ({ donorId }) => donorId);
    const personOf = people(donorIds);
    const householdOf = households(donorIds);
    const asked = { at, ...results, thanking: new Set(thanking.all()) };
    const numbersOf = Map.groupBy(numbers, ({ donorId }) => donorId);
    const contactOf = new Map(contacts.map((contact) => [contact.contactId, contact]));
    return wanted.map(({ contactId, forAttempt }) => {
      const contact = contactOf.get(contactId);
      if (contact === undefined) return undefined;
      const own = (numbersOf.get(contact.donorId) ?? []).sort(byPlace);
      const { household, talks } = householdOf(contact.donorId);
      const past: PastCareAttempt[] = own.flatMap(({ numberId }) => [
        ...(attemptsOf.get(numberId) ?? []),
        ...(kinOf.get(numberId) ?? []),
      ]);
      past.push(...talks);
      const exceptAttemptId = forAttempt?.attemptId;
      return candidateOf({
        contact,
        numbers: own,
        household,
        acts: careActs(past, { ...asked, donorId: contact.donorId, exceptAttemptId }),
        historyOf: (number) =>
          numberHistory((attemptsOf.get(number.numberId) ?? []).sort(byTime), {
            at,
            objected: isObjected(number, contact.campaignId),
            exceptAttemptId,
            refusals: results.refusals,
          }),
        person: personOf(contact.donorId),
        loadedAt: at,
        ...(forAttempt === undefined ? {} : { keepNumberId: forAttempt.numberId }),
      });
    });
  };
}

/** Whether a number is under objection for a campaign, for the numbers of one load. */
function objectedNumbers(db: Connection, keys: NumberKeys) {
  const some = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM objections)').pluck();
  const byKey = db.prepare<[string], Reaching & { readonly key: string }>(OBJECTED_SQL);
  return (numbers: readonly NumberRow[]): ((number: NumberRow, campaignId: string) => boolean) => {
    if (some.get() !== 1) return () => false;
    const keyOf = new Map(numbers.map((row) => [row.numberId, row.numberKey ?? keys.of(row.e164)]));
    const found = Map.groupBy(byKey.all(JSON.stringify([...new Set(keyOf.values())])), ({ key }) => key);
    return ({ numberId, orgId, clientId }, campaignId) =>
      found.get(keyOf.get(numberId) ?? '')?.some((each) => reaches(each, { orgId, clientId, campaignId })) === true;
  };
}

interface Household {
  readonly household: string | null;
  /** With whoever belongs to it, the donor too. */
  readonly talks: readonly PastCareAttempt[];
}
const ALONE: Household = { household: null, talks: [] };

/** The households of the donors of one load, and the talks that were had with them. */
function householdTalks(db: Connection) {
  const of = db.prepare<[string], { readonly donorId: string; readonly clientId: string; readonly household: string }>(
    HOUSEHOLD_SQL,
  );
  const talks = db.prepare<[string], PastCareAttempt & { readonly ofHousehold: string }>(HOUSEHOLD_TALKS_SQL);
  return (donorIds: string): ((donorId: string) => Household) => {
    const donors = of.all(donorIds);
    if (donors.length === 0) return () => ALONE;
    const pairs = new Map(donors.map(({ clientId, household }) => [`${clientId} ${household}`, [clientId, household]]));
    const talksOf = Map.groupBy(talks.all(JSON.stringify([...pairs.values()])), ({ ofHousehold }) => ofHousehold);
    const householdOf = new Map(donors.map((donor) => [donor.donorId, donor]));
    return (donorId) => {
      const own = householdOf.get(donorId);
      if (own === undefined) return ALONE;
      const { clientId, household } = own;
      return { household, talks: talksOf.get(`${clientId} ${household}`) ?? [] };
    };
  };
}

/** What is known of the donors of one load. */
function peopleKnown(db: Connection) {
  const donors = db.prepare<[string], RelationRow & { readonly donorId: string }>(RELATION_SQL);
  const consents = db.prepare<[string], ConsentFacts & { readonly donorId: string }>(CONSENT_SQL);
  return (donorIds: string): ((donorId: string) => PersonKnown | undefined) => {
    const donorOf = new Map(donors.all(donorIds).map((row) => [row.donorId, row]));
    const consentsOf = Map.groupBy(consents.all(donorIds), ({ donorId }) => donorId);
    return (donorId) => personKnown(donorOf.get(donorId), consentsOf.get(donorId) ?? []);
  };
}

/** The distinct ids, as the JSON list that the statements take. */
function listOf<T>(rows: readonly T[], idOf: (row: T) => string): string {
  return JSON.stringify([...new Set(rows.map(idOf))]);
}

function byPlace(a: NumberRow, b: NumberRow): number {
  return a.place - b.place || (a.numberId < b.numberId ? -1 : 1);
}

function byTime(a: PastAttempt, b: PastAttempt): number {
  return a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1);
}
