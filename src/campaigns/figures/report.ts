import type { Cell, ExportLanguage, Table, TableColumn } from '../export/table.ts';
import { type ShareDifference, shareDifference } from './compare.ts';
import { withCost } from './cost.ts';
import { figures } from './figures.ts';
import type { FigureGroup, FigureGrouping } from './question.ts';
import { type ReportColumn, reportColumns } from './report-columns.ts';
import type { Share } from './share.ts';
import { type Tally, tally } from './tally.ts';

/** What the figures of money rest on, beside the counts. */
export interface ReportMoney {
  /** Of an agent's hour of production; missing: what things cost is not told. */
  readonly costCentsAnHour?: number;
  /** Share of signed monthly gifts that are still given over the year, 0 to 1. */
  readonly retention?: number;
}

/** A figure of a group, with what the period before had. */
export interface ReportValue {
  readonly id: string;
  readonly value: number | null;
  /** Of what was counted one by one: the counts, and the interval of 95 %. */
  readonly share: Share | null;
  readonly before: number | null;
  readonly difference: ShareDifference | null;
}

export interface ReportGroup {
  readonly key: string;
  readonly tally: Tally;
  readonly values: readonly ReportValue[];
}

/** The figures of each group; `before`: the same groups in the period that they are compared with. */
export function report(
  groups: readonly FigureGroup[],
  money: ReportMoney = {},
  before?: readonly FigureGroup[],
): readonly ReportGroup[] {
  const earlier = new Map(before?.map((group) => [group.key, group.tally]));
  return groups.map(({ key, tally: counted }) => {
    const now = costed(counted, money);
    const then = before === undefined ? undefined : costed(earlier.get(key) ?? tally(), money);
    return { key, tally: now.tally, values: reportColumns.map((column) => reportValue(column, now, then)) };
  });
}

type Costed = ReturnType<typeof costed>;

function costed(counted: Tally, { costCentsAnHour, retention }: ReportMoney) {
  const sums = costCentsAnHour === undefined ? counted : withCost(counted, costCentsAnHour);
  return { tally: sums, figures: figures(sums, retention) };
}

function reportValue(column: ReportColumn, now: Costed, then: Costed | undefined): ReportValue {
  if (!('share' in column)) {
    const before = then === undefined ? null : column.of(then);
    return { id: column.id, value: column.of(now), share: null, before, difference: null };
  }
  const share = column.share(now.figures);
  const earlier = then === undefined ? undefined : column.share(then.figures);
  return {
    id: column.id,
    value: share.value,
    share,
    before: earlier?.value ?? null,
    difference: earlier === undefined ? null : shareDifference(earlier, share),
  };
}

const groupTitles: Readonly<Record<FigureGrouping, Readonly<Record<ExportLanguage, string>>>> = {
  total: { fr: 'Total', en: 'Total' },
  hour: { fr: 'Heure', en: 'Hour' },
  day: { fr: 'Jour', en: 'Day' },
  agent: { fr: 'Conseiller', en: 'Agent' },
  segment: { fr: 'Segment', en: 'Segment' },
  campaign: { fr: 'Campagne', en: 'Campaign' },
  client: { fr: 'Association', en: 'Charity' },
};

/** What the first column of a report is called. */
export function groupTitle(by: FigureGrouping, language: ExportLanguage): string {
  return groupTitles[by][language];
}

export interface ReportTableOptions {
  readonly by: FigureGrouping;
  readonly language: ExportLanguage;
  /** What a group is called. */
  readonly nameOf: (key: string) => string;
  readonly name: string;
  readonly compared: boolean;
}

/** One row a group, all figures; shares with the ends of their interval, and with what they were before when compared. */
export function reportTable(groups: readonly ReportGroup[], options: ReportTableOptions): Table {
  const { by, language, nameOf, name, compared } = options;
  const columns = reportColumns.flatMap((column) => columnsOf(column, language, compared));
  return {
    name,
    columns: [{ title: groupTitle(by, language), kind: 'text' }, ...columns],
    rows: groups.map(({ key, values }): readonly Cell[] => [
      nameOf(key),
      ...values.flatMap((value) => cellsOf(value, compared)),
    ]),
  };
}

function columnsOf(column: ReportColumn, language: ExportLanguage, compared: boolean): readonly TableColumn[] {
  const [unit, least, most, before] =
    language === 'fr' ? [' (%)', 'bas', 'haut', 'avant'] : [' (%)', 'low', 'high', 'before'];
  const title = `${column[language]}${column.kind === 'share' ? unit : ''}`;
  const kind = column.kind;
  return [
    { title, kind },
    ...('share' in column ? [least, most].map((end) => ({ title: `${title} ${end}`, kind })) : []),
    ...(compared ? [{ title: `${title} ${before}`, kind }] : []),
  ];
}

function cellsOf({ value, share, before }: ReportValue, compared: boolean): readonly Cell[] {
  const ends = share === null ? [] : share.value === null ? [null, null] : [share.low, share.high];
  return [value, ...ends, ...(compared ? [before] : [])];
}
