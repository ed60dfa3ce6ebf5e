import type { ExportLanguage, Table } from '../export/table.ts';
import type { FiguresQuestion } from './question.ts';
import { type Share, share } from './share.ts';

export const promiseGroupings = ['ask', 'channel', 'agent', 'kind'] as const;
export type PromiseGrouping = (typeof promiseGroupings)[number];

/** Promises that were agreed in a period, with what has come of them by now. */
export interface PromiseQuestion extends Pick<FiguresQuestion, 'orgId' | 'clientIds' | 'campaignIds' | 'from' | 'to'> {
  readonly by: PromiseGrouping;
}

/** What was promised on the telephone (gross), and what is signed and paid of it (net). Money in cents. */
export interface PromiseTally {
  /** Of an ask 1 to 3; '' where the donor named the amount, no way was chosen, or nobody took it down. */
  readonly key: string;
  readonly promises: number;
  /** Of one-off gifts with an amount, and those that are paid. */
  readonly oneOff: number;
  readonly oneOffCents: number;
  readonly paid: number;
  readonly paidCents: number;
  /** Of regular gifts, and those that are signed; cents of one debit turned into a month. */
  readonly monthly: number;
  readonly monthlyCents: number;
  readonly signed: number;
  readonly signedMonthlyCents: number;
  /** Regular gifts of which a debit has arrived. */
  readonly debited: number;
  readonly undetermined: number;
  /** Cancelled, lapsed or not confirmed. */
  readonly lost: number;
}

export interface PromiseFigure extends PromiseTally {
  /** Signed of the regular gifts, and paid of the one-off gifts. */
  readonly signature: Share;
  readonly fulfilment: Share;
  /** What is paid of what was promised once; null: nothing was. */
  readonly fulfilmentOfValue: number | null;
}

export function promiseFigures(tallies: readonly PromiseTally[]): readonly PromiseFigure[] {
  return tallies.map((tally) => ({
    ...tally,
    signature: share(tally.signed, tally.monthly),
    fulfilment: share(tally.paid, tally.oneOff),
    fulfilmentOfValue: tally.oneOffCents === 0 ? null : tally.paidCents / tally.oneOffCents,
  }));
}

const titles: Readonly<Record<PromiseGrouping, Readonly<Record<ExportLanguage, string>>>> = {
  ask: { fr: 'Palier', en: 'Ask' },
  channel: { fr: 'Canal', en: 'Way' },
  agent: { fr: 'Conseiller', en: 'Agent' },
  kind: { fr: 'Type', en: 'Kind' },
};
const nobody: Readonly<Record<PromiseGrouping, Readonly<Record<ExportLanguage, string>>>> = {
  ask: { fr: '(montant du donateur)', en: "(the donor's own amount)" },
  channel: { fr: '(aucun)', en: '(none)' },
  agent: { fr: '(sans conseiller)', en: '(no agent)' },
  kind: { fr: '', en: '' },
};

/** What a group of promises is called; `agentName` knows agents by their ids. */
export function promiseGroupName(
  by: PromiseGrouping,
  key: string,
  language: ExportLanguage,
  agentName: (agentId: string) => string,
): string {
  if (key === '') return nobody[by][language];
  return by === 'agent' ? agentName(key) : key;
}

/** One row a group: gross, net, and what lies between. */
export function promiseTable(
  figures: readonly PromiseFigure[],
  by: PromiseGrouping,
  language: ExportLanguage,
  agentName: (agentId: string) => string,
): Table {
  const fr = language === 'fr';
  return {
    name: fr ? 'Promesses' : 'Promises',
    columns: [
      { title: titles[by][language], kind: 'text' },
      { title: fr ? 'Promesses' : 'Promises', kind: 'count' },
      { title: fr ? 'Dons promis' : 'One-off promised', kind: 'count' },
      { title: fr ? 'Dons promis (montant)' : 'One-off promised (amount)', kind: 'cents' },
      { title: fr ? 'Dons encaissés' : 'One-off paid', kind: 'count' },
      { title: fr ? 'Dons encaissés (montant)' : 'One-off paid (amount)', kind: 'cents' },
      { title: fr ? 'Concrétisation (%)' : 'Fulfilment (%)', kind: 'share' },
      { title: fr ? 'Concrétisation en valeur (%)' : 'Fulfilment in value (%)', kind: 'share' },
      { title: fr ? 'PA promis' : 'Monthly promised', kind: 'count' },
      { title: fr ? 'PA promis (par mois)' : 'Monthly promised (a month)', kind: 'cents' },
      { title: fr ? 'PA signés' : 'Monthly signed', kind: 'count' },
      { title: fr ? 'PA signés (par mois)' : 'Monthly signed (a month)', kind: 'cents' },
      { title: fr ? 'Signature (%)' : 'Signed (%)', kind: 'share' },
      { title: fr ? 'PA prélevés' : 'Monthly debited', kind: 'count' },
      { title: fr ? 'Indéterminées' : 'Undetermined', kind: 'count' },
      { title: fr ? 'Perdues' : 'Lost', kind: 'count' },
    ],
    rows: figures.map((each) => [
      promiseGroupName(by, each.key, language, agentName),
      each.promises,
      each.oneOff,
      each.oneOffCents,
      each.paid,
      each.paidCents,
      each.fulfilment.value,
      each.fulfilmentOfValue,
      each.monthly,
      each.monthlyCents,
      each.signed,
      each.signedMonthlyCents,
      each.signature.value,
      each.debited,
      each.undetermined,
      each.lost,
    ]),
  };
}
