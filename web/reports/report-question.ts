/** What a report is asked for. */
export interface ReportQuestion {
  readonly from: string;
  readonly to: string;
  readonly by: Grouping;
  /** Empty: every campaign that I may see. */
  readonly campaignId: string;
  /** An hour of an agent in euros, as it was typed; empty: no cost. */
  readonly cost: string;
  readonly compare: boolean;
}

export const groupings = ['total', 'day', 'hour', 'campaign', 'segment', 'agent'] as const;
export type Grouping = (typeof groupings)[number];

/** Of these the server compares nothing with a time before: they are times themselves. */
const overTime: ReadonlySet<Grouping> = new Set(['day', 'hour']);

export function mayCompare(by: Grouping): boolean {
  return !overTime.has(by);
}

const MAX_COST_CENTS = 100_000;

/** In cents; null: none is given; undefined: it is no amount. */
export function costCents(cost: string): number | null | undefined {
  const plain = cost.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (plain === '') return null;
  const cents = Math.round(Number(plain) * 100);
  return Number.isFinite(cents) && cents >= 0 && cents <= MAX_COST_CENTS ? cents : undefined;
}

/** The field that is wrong, if any. */
export function wrongField({ from, to, cost }: ReportQuestion): 'from' | 'to' | 'cost' | undefined {
  if (from === '') return 'from';
  if (to === '' || to < from) return 'to';
  return costCents(cost) === undefined ? 'cost' : undefined;
}

/** The part after `?`, for the page and for the file alike. */
export function queryOf(question: ReportQuestion, language: string): string {
  const { from, to, by, campaignId, cost, compare } = question;
  const query = new URLSearchParams({ from, to, by, language: language === 'en' ? 'en' : 'fr' });
  if (campaignId !== '') query.set('campaignId', campaignId);
  const cents = costCents(cost);
  if (typeof cents === 'number') query.set('costCentsAnHour', String(cents));
  if (compare && mayCompare(by)) query.set('compare', 'previous');
  return query.toString();
}
