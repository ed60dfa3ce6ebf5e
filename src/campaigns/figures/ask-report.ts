import { HOUR_MS } from '../../kernel/time.ts';
import type { ExportLanguage } from '../export/table.ts';
import { hourIn, type Period, periodBefore } from './period.ts';
import type { FigureGroup, FiguresQuestion } from './question.ts';
import { type ReportGroup, type ReportMoney, report } from './report.ts';

export type AskFigures = (question: FiguresQuestion) => Promise<readonly FigureGroup[]>;

export interface ReportQuestion extends Pick<FiguresQuestion, 'orgId' | 'clientIds' | 'campaignIds' | 'by' | 'at'> {
  readonly period: Period;
  /** With the same groups in as many days right before; of days and hours there are none. */
  readonly compared: boolean;
  readonly money?: ReportMoney;
}

/** The figures of a period, with those of the period before when they are asked for. */
export async function askReport(ask: AskFigures, question: ReportQuestion): Promise<readonly ReportGroup[]> {
  const { period, compared, money, ...asked } = question;
  const before = compared ? periodBefore(period) : undefined;
  const of = ({ from, to, zone }: Period) => ask({ ...asked, from, to, zone });
  const [now, then] = await Promise.all([of(period), before === undefined ? undefined : of(before)]);
  return report(now, money, then);
}

/** Days and hours have no counterpart of the same name in another period. */
export function canCompare(by: FiguresQuestion['by']): boolean {
  return by !== 'day' && by !== 'hour';
}

const nobody: Readonly<Record<'agent' | 'segment' | 'campaign' | 'client', Readonly<Record<ExportLanguage, string>>>> =
  {
    agent: { fr: '(sans conseiller)', en: '(no agent)' },
    segment: { fr: '(sans segment)', en: '(no segment)' },
    campaign: { fr: '(sans campagne)', en: '(no campaign)' },
    client: { fr: '(sans association)', en: '(no charity)' },
  };

/** What a group is called; `names` knows agents, campaigns and charities by their ids. */
export function groupNames(
  { by, period }: Pick<ReportQuestion, 'by' | 'period'>,
  language: ExportLanguage,
  names: ReadonlyMap<string, string>,
): (key: string) => string {
  if (by === 'total') return () => (period.first === period.last ? period.first : `${period.first} - ${period.last}`);
  if (by === 'day') return (key) => key;
  if (by === 'hour') {
    const hour = hourIn(period.zone);
    return (key) => hour(Number(key) * HOUR_MS);
  }
  return (key) => (key === '' ? nobody[by][language] : (names.get(key) ?? key));
}
