import { z } from 'zod';
import { dispositions } from '../disposition.ts';
import { dayIn } from '../figures/period.ts';
import { refusalWords } from '../refusal-reason.ts';
import type { CampaignRecord, ReadRecords } from './record.ts';
import type { Cell, ColumnKind, ExportLanguage, Table } from './table.ts';

type Field = { readonly kind: ColumnKind; readonly of: (record: CampaignRecord, words: Words) => Cell };

interface Words {
  readonly language: ExportLanguage;
  readonly day: (at: number) => string;
  readonly agentName: (agentId: string) => string;
}

const text = (of: (record: CampaignRecord, words: Words) => string | null): Field => ({ kind: 'text', of });
const date = (of: (record: CampaignRecord) => number | null): Field => ({
  kind: 'date',
  of: (record, { day }) => {
    const at = of(record);
    return at === null ? null : day(at);
  },
});
const yes = (of: (record: CampaignRecord) => boolean): Field =>
  text((record, { language }) => (of(record) ? (language === 'fr' ? 'oui' : 'yes') : language === 'fr' ? 'non' : 'no'));

/** What a column of the file can hold. */
const fields = {
  donorCode: text(({ donorCode }) => donorCode),
  civility: text(({ civility }) => civility),
  firstName: text(({ firstName }) => firstName),
  lastName: text(({ lastName }) => lastName),
  company: text(({ company }) => company),
  postalCode: text(({ postalCode }) => postalCode),
  city: text(({ city }) => city),
  email: text(({ email }) => email),
  comment: text(({ comment }) => comment),
  state: text(({ state }) => state),
  attempts: { kind: 'count', of: ({ attempts }) => attempts },
  outcome: text(({ outcome }) => outcome),
  outcomeWords: text(({ outcome }, { language }) => (outcome === null ? null : dispositions[outcome][language])),
  outcomeDate: date(({ outcomeAt }) => outcomeAt),
  agent: text(({ agentId }, { agentName }) => (agentId === null ? null : agentName(agentId))),
  refusal: text(({ refusalReason }, { language }) =>
    refusalReason === null ? null : refusalWords[refusalReason][language],
  ),
  refusalCode: text(({ refusalReason }) => refusalReason),
  promise: text(({ promiseKind }) => promiseKind),
  amount: { kind: 'cents', of: ({ amountCents }) => amountCents },
  frequency: text(({ frequency }) => frequency),
  channel: text(({ channel }) => channel),
  askStep: { kind: 'count', of: ({ askStep }) => askStep },
  rum: text(({ rum }) => rum),
  offer: text(({ offerTitle }) => offerTitle),
  offerMonths: { kind: 'count', of: ({ offerMonths }) => offerMonths },
  renewalDate: { kind: 'date', of: ({ renewsOn }) => renewsOn },
  mandateStatus: text(({ promiseState }) => promiseState),
  signedDate: date(({ signedAt }) => signedAt),
  paid: { kind: 'cents', of: ({ paidCents }) => paidCents },
  optOut: yes(({ objected }) => objected === 1),
  deceased: yes(
    ({ outcome, suppressedBecause }) => outcome === 'DCD' || suppressedBecause?.startsWith('deceased') === true,
  ),
} as const satisfies Readonly<Record<string, Field>>;

type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as [FieldName, ...FieldName[]];
const MAX_COLUMNS = 200;

const column = z.strictObject({
  title: z.string().min(1).max(200),
  /** One of the fields, or the same text in every row. */
  field: z.enum(fieldNames).optional(),
  text: z.string().max(1_000).optional(),
  /** The client's own words or codes for Foyer's. */
  values: z.record(z.string(), z.string()).optional(),
});

/** A client's own layout of the end-of-campaign file. */
export const recordLayout = z.strictObject({
  columns: z
    .array(
      column.refine(
        ({ field, text: same }) => (field === undefined) !== (same === undefined),
        'needs either "field" or "text"',
      ),
    )
    .min(1)
    .max(MAX_COLUMNS),
});
export type RecordLayout = z.infer<typeof recordLayout>;

const usual: readonly (readonly [fr: string, en: string, field: FieldName])[] = [
  ['Code donateur', 'Donor code', 'donorCode'],
  ['Résultat', 'Outcome code', 'outcome'],
  ['Libellé', 'Outcome', 'outcomeWords'],
  ['Date', 'Date', 'outcomeDate'],
  ['Appels', 'Dials', 'attempts'],
  ['Motif de refus', 'Refusal', 'refusal'],
  ['Promesse', 'Promise', 'promise'],
  ['Montant', 'Amount', 'amount'],
  ['Fréquence', 'Frequency', 'frequency'],
  ['Statut du mandat', 'Mandate status', 'mandateStatus'],
  ['Signé le', 'Signed on', 'signedDate'],
  ['Encaissé', 'Paid', 'paid'],
  ['Opposition', 'Opt-out', 'optOut'],
  ['Décédé', 'Deceased', 'deceased'],
  ['Commentaire', 'Comment', 'comment'],
];

export function usualLayout(language: ExportLanguage): RecordLayout {
  return { columns: usual.map(([fr, en, field]) => ({ title: language === 'fr' ? fr : en, field })) };
}

export interface RecordTableOptions {
  readonly campaignId: string;
  readonly name: string;
  readonly layout: RecordLayout;
  readonly language: ExportLanguage;
  /** Where dates are told. */
  readonly zone: string;
  readonly agentName: (agentId: string) => string;
}

/** One row a record, read page by page as the table is written. */
export function recordTable(read: ReadRecords, options: RecordTableOptions): Table {
  const { campaignId, name, layout, language, zone, agentName } = options;
  const words: Words = { language, day: dayIn(zone), agentName };
  const columns = layout.columns.map(({ title, field }) => ({
    title,
    kind: field === undefined ? ('text' as const) : fields[field].kind,
  }));
  const rows = async function* (): AsyncGenerator<readonly Cell[]> {
    for (let page = await read(campaignId, ''); page.length > 0; ) {
      for (const record of page) yield layout.columns.map((each) => cellOf(each, record, words));
      page = await read(campaignId, page.at(-1)?.contactId ?? '');
    }
  };
  return { name, columns, rows: rows() };
}

function cellOf(
  { field, text: same, values }: RecordLayout['columns'][number],
  record: CampaignRecord,
  words: Words,
): Cell {
  if (field === undefined) return same ?? null;
  const cell = fields[field].of(record, words);
  return typeof cell === 'string' ? (values?.[cell] ?? cell) : cell;
}
