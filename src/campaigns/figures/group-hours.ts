import { HOUR_MS } from '../../kernel/time.ts';
import type { HourAddition } from './agent-time.ts';
import { dayIn } from './period.ts';
import type { FigureGroup, FigureGrouping, FiguresQuestion } from './question.ts';
import { type HourCount, hourCounts, tally } from './tally.ts';

type Counts = Readonly<Partial<Record<HourCount, number>>>;

/** Sums of hours by the finest key that the question needs: the hour where it asks for days. */
export interface HourSum {
  readonly key: string | number | null;
  readonly counts: Counts;
}

/** An hour of a campaign, with its client. */
export type HourOfClient = HourAddition & { readonly clientId: string | null };

export function keyOfHour(by: FigureGrouping, hour: Omit<HourOfClient, 'counts'>): string | number | null {
  switch (by) {
    case 'total':
      return '';
    case 'hour':
    case 'day':
      return hour.hour;
    case 'agent':
      return hour.agentId;
    case 'segment':
      return hour.segment;
    case 'campaign':
      return hour.campaignId;
    case 'client':
      return hour.clientId;
  }
}

/** The hours of a question: the first, and the one after the last. */
export function hoursAsked({ from, to }: FiguresQuestion): { readonly first: number; readonly end: number } {
  return { first: Math.ceil(from / HOUR_MS), end: Math.ceil(to / HOUR_MS) };
}

export function isAsked(question: FiguresQuestion, hour: Omit<HourOfClient, 'counts'>): boolean {
  const { first, end } = hoursAsked(question);
  const { clientIds, campaignIds } = question;
  return (
    hour.hour >= first &&
    hour.hour < end &&
    (campaignIds === undefined || (campaignIds as readonly string[]).includes(hour.campaignId)) &&
    (clientIds === undefined || (clientIds as readonly (string | null)[]).includes(hour.clientId))
  );
}

/** Groups in the order of their keys. A total is there always, other groups where something was counted. */
export function groupHours(sums: Iterable<HourSum>, { by, zone }: FiguresQuestion): readonly FigureGroup[] {
  const groups = new Map<string, Record<HourCount, number>>();
  const day = by === 'day' ? dayIn(zone) : undefined;
  const keyed = (key: HourSum['key']) => (day === undefined ? String(key ?? '') : day(Number(key) * HOUR_MS));
  if (by === 'total') groups.set('', tally());
  for (const { key, counts } of sums) {
    const name = keyed(key);
    const known = groups.get(name) ?? tally();
    groups.set(name, tally(added(known, counts)));
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, sum]) => ({ key, tally: tally(sum) }));
}

function added(sum: Readonly<Record<HourCount, number>>, counts: Counts): Record<HourCount, number> {
  const result = { ...sum };
  for (const name of hourCounts) result[name] += counts[name] ?? 0;
  return result;
}
