import {
  CHANGES_GIVEN,
  type FiguresQuestion,
  groupHours,
  groupReasons,
  isAsked,
  keyOfHour,
  type ReasonQuestion,
  reasonSums,
} from '../../campaigns/figures/index.ts';
import { campaignChangeOf } from '../projections/hours-changes.ts';
import { hoursNow } from '../projections/hours-now.ts';
import type { Store } from '../store.ts';
import type { FaultLine } from './faults.ts';
import { holdOutArms } from './memory-arms.ts';
import { memoryRecords } from './memory-records.ts';
import type { MemoryRows } from './memory-rows.ts';
import { memoryPromiseTallies } from './promise-figures.ts';

export function memoryFigures(
  rows: MemoryRows,
  faults: FaultLine,
): Pick<Store, 'figures' | 'reasons' | 'promiseTallies' | 'records' | 'campaignChanges' | 'holdOutArms'> {
  const { tables } = rows;
  const clientOf = (campaignId: string) => tables.campaigns.get(campaignId)?.clientId;
  const nowIn = ({ at }: FiguresQuestion) =>
    at === undefined ? [] : hoursNow(tables.agentTimes.values(), at, clientOf);
  const reasons = (question: ReasonQuestion) => [
    ...[...tables.hourReasons.values()]
      .filter((row) => row.kind === question.kind && row.orgId === question.orgId && isAsked(question, row))
      .map((row) => ({ ...row, key: keyOfHour(question.by, row) })),
    ...reasonSums(nowIn(question), question),
  ];
  const sums = (question: FiguresQuestion) => {
    const asked = [...tables.hours.values()].filter((row) => row.orgId === question.orgId && isAsked(question, row));
    return [
      ...asked.map((row) => ({ key: keyOfHour(question.by, row), counts: row })),
      ...nowIn(question)
        .filter((hour) => isAsked(question, hour))
        .map((hour) => ({ key: keyOfHour(question.by, hour), counts: hour.counts })),
    ];
  };
  return {
    figures: (question) => faults.read('figures', () => groupHours(sums(question), question)),
    reasons: (question) => faults.read('reasons', () => groupReasons(reasons(question), question)),
    promiseTallies: (question) => faults.read('promiseTallies', () => memoryPromiseTallies(rows, question)),
    records: (campaignId, after) => faults.read('records', () => memoryRecords(rows, campaignId, after)),
    holdOutArms: (campaignId) => faults.read('holdOutArms', () => holdOutArms(rows, campaignId)),
    campaignChanges: (campaignId) =>
      faults.read('campaignChanges', () => {
        const own = [...tables.campaignChanges.values()].filter((row) => row.campaignId === campaignId);
        const newest = own.sort((a, b) => b.at - a.at || (a.changeId < b.changeId ? 1 : -1));
        return newest.slice(0, CHANGES_GIVEN).map(campaignChangeOf);
      }),
  };
}
