import { type Audience, parseIsoDate } from '../../compliance/index.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type ConsentGiven, type ConsentMeans, MAX_EVIDENCE } from '../consent.ts';
import type { PersonKnown } from '../contact.ts';
import { type LeadColumn, normalHeading } from './column.ts';
import { saysNo, saysYes } from './do-not-call.ts';
import type { NewDonor } from './new-donor.ts';
import type { CellNote } from './phone-cell.ts';
import { readDate, type ValueCell } from './value-cell.ts';

/** What is read of a row here. */
export interface PersonCells {
  cells(column: LeadColumn): readonly { readonly heading: string; readonly text: string }[];
  text(column: LeadColumn, maximum: number): string | null;
  value<T>(column: LeadColumn, read: (text: string) => ValueCell<T>): T | null;
  note(heading: string, note: CellNote): void;
}

type PersonPart = Pick<NewDonor, 'audience' | 'relations' | 'relationEndedOn' | 'consent'>;

/** What the person is to the charity and has consented to; only what the file says. */
export function readPerson(row: PersonCells, hasPhoneConsent: boolean): PersonPart {
  const said = row.value('relation', readRelation) ?? {};
  const relationEndedOn = row.value('fin_relation', readDate);
  const consent = readConsent(row, hasPhoneConsent);
  // Who gave until some day is a donor no more, whatever the other column still says.
  const lapsed = relationEndedOn !== null && said.audience === 'donor';
  return {
    ...said,
    ...(lapsed ? { audience: 'lapsed_donor' } : {}),
    ...(relationEndedOn === null ? {} : { relationEndedOn }),
    ...(consent === undefined ? {} : { consent }),
  };
}

/** The same facts, as the gate takes them. */
export function personIn({ audience, relations, relationEndedOn, consent }: PersonPart): PersonKnown | undefined {
  if (audience === undefined && relations === undefined && relationEndedOn === undefined && consent === undefined)
    return undefined;
  return {
    ...(audience === undefined ? {} : { audience }),
    ...(relations === undefined ? {} : { relations }),
    ...(relationEndedOn === undefined ? {} : { relationEndedOn }),
    ...(consent === undefined
      ? {}
      : {
          consent: {
            callAt: consent.givenAt,
            outOfHours: consent.outOfHours,
            ...(consent.withdrawnAt === null ? {} : { withdrawnAt: consent.withdrawnAt }),
          },
        }),
  };
}

interface Relation {
  readonly audience?: Audience;
  readonly relations?: readonly string[];
}

const audienceWords: Readonly<Record<Audience, readonly string[]>> = {
  prospect: ['prospect', 'prospecte', 'non donateur', 'lead'],
  donor: [
    'donateur',
    'donatrice',
    'donateur actif',
    'donateur regulier',
    'donateur ponctuel',
    'donor',
    'active donor',
    'regular donor',
    'regular giver',
  ],
  lapsed_donor: ['ancien donateur', 'ancienne donatrice', 'donateur inactif', 'lapsed', 'lapsed donor', 'former donor'],
  member: ['adherent', 'adherente', 'membre', 'member'],
  volunteer: ['benevole', 'volunteer'],
  customer: ['client', 'cliente', 'acheteur', 'customer'],
};
/** Standing relations that rule packs name. */
const relationWords: Readonly<Record<string, readonly string[]>> = {
  current_contract: ['contrat en cours', 'current contract'],
  existing_business_relationship: ['relation commerciale', 'existing business relationship'],
};

const readings = new Map<string, Relation>([
  ...Object.entries(audienceWords).flatMap(([audience, words]) =>
    words.map((word): [string, Relation] => [word, { audience: audience as Audience }]),
  ),
  ...Object.entries(relationWords).flatMap(([relation, words]) =>
    words.map((word): [string, Relation] => [word, { relations: [relation] }]),
  ),
]);

function readRelation(text: string): ValueCell<Relation> {
  const value = readings.get(normalHeading(text));
  return value === undefined ? { value: null, note: { code: 'relation-unreadable', detail: text.trim() } } : { value };
}

const meansWords: readonly (readonly [ConsentMeans, RegExp])[] = [
  ['email', /\b(e ?mail|courriel)\b/],
  ['web', /\b(web|site|internet|en ligne|online)\b/],
  ['phone', /\b(tel|telephone|phone|appel|call|oral)\b/],
  ['paper', /\b(papier|paper|courrier|bulletin|letter|post)\b/],
];

/**
 * A consent needs its date: a bare "yes" proves nothing. Where the file has a column for calls, the date counts only with
 * a yes there, since it may be that of another consent.
 */
function readConsent(row: PersonCells, hasPhoneConsent: boolean): ConsentGiven | undefined {
  const givenAt = row.value('date_consentement', readInstant);
  const withdrawnAt = row.value('retrait_consentement', readInstant);
  const means = row.text('moyen_consentement', MAX_EVIDENCE);
  const proof = row.text('preuve_consentement', MAX_EVIDENCE);
  if (givenAt === null) return undefined;
  if (hasPhoneConsent && !row.cells('accord_telephone').some(({ text }) => saysYes(text) && !saysNo(text)))
    return undefined;
  const known = means === null ? undefined : meansWords.find(([, pattern]) => pattern.test(normalHeading(means)))?.[0];
  const unread = known === undefined ? means : null;
  const evidence = [unread, proof]
    .filter((part) => part !== null)
    .join(' ')
    .slice(0, MAX_EVIDENCE);
  return {
    givenAt,
    means: known ?? 'unstated',
    evidence: evidence === '' ? null : evidence,
    outOfHours: row.cells('consentement_hors_horaires').some(({ text }) => saysYes(text)),
    withdrawnAt,
  };
}

/** The beginning of a day, UTC. */
function readInstant(text: string): ValueCell<number> {
  const { value, ...rest } = readDate(text);
  const day = value === null ? undefined : parseIsoDate(value);
  return { value: day === undefined ? null : day * DAY_MS, ...rest };
}
