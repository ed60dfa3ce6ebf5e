import { CHANGES_GIVEN, type FiguresQuestion, groupHours, isAsked, keyOfHour } from '../../campaigns/figures/index.ts';
import { campaignChangeOf } from '../projections/hours-changes.ts';
import { hoursNow } from '../projections/hours-now.ts';
import type { Store } from '../store.ts';
import type { FaultLine } from './faults.ts';
import { holdOutArms } from './memory-arms.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memoryFigures(
  rows: MemoryRows,
  faults: FaultLine,
): Pick<Store, 'figures' | 'campaignChanges' | 'holdOutArms'> {
  const { tables } = rows;
  const sums = (question: FiguresQuestion) => {
    const asked = [...tables.hours.values()].filter((row) => row.orgId === question.orgId && isAsked(question, row));
    const clientOf = (campaignId: string) => tables.campaigns.get(campaignId)?.clientId;
    const now = question.at === undefined ? [] : hoursNow(tables.agentTimes.values(), question.at, clientOf);
    return [
      ...asked.map((row) => ({ key: keyOfHour(question.by, row), counts: row })),
      ...now
        .filter((hour) => isAsked(question, hour))
        .map((hour) => ({ key: keyOfHour(question.by, hour), counts: hour.counts })),
    ];
  };
  return {
    figures: (question) => faults.read('figures', () => groupHours(sums(question), question)),
    holdOutArms: (campaignId) => faults.read('holdOutArms', () => holdOutArms(rows, campaignId)),
    campaignChanges: (campaignId) =>
      faults.read('campaignChanges', () => {
        const own = [...tables.campaignChanges.values()].filter((row) => row.campaignId === campaignId);
        const newest = own.sort((a, b) => b.at - a.at || (a.changeId < b.changeId ? 1 : -1));
        return newest.slice(0, CHANGES_GIVEN).map(campaignChangeOf);
      }),
  };
}
