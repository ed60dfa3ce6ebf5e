import { callingOrder, LEARNED_FROM_MS, type SegmentHour } from '../../campaigns/hopper/index.ts';
import type { CallingOrder, Candidate } from '../../campaigns/index.ts';
import type { DueContacts } from '../../dialer/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import { mergeSegments } from '../merge-segments.ts';
import { plannedSettings } from '../planned-campaign.ts';
import { loadCandidate } from './memory-candidates.ts';
import type { MemoryRows } from './memory-rows.ts';

interface DueQuestion {
  readonly campaignId: CampaignId;
  readonly at: UtcMs;
  readonly want: number;
  readonly except: ReadonlySet<ContactId>;
  readonly zone: string;
}

export function dueContacts(rows: MemoryRows, { campaignId, at, want, except, zone }: DueQuestion): DueContacts {
  const queues = [...(rows.queues.get(campaignId) ?? [])].filter(([, queue]) => queue.size > 0);
  queues.sort(([one], [other]) => (one < other ? -1 : 1));
  const segments = queues.map(([segment]) => segment);
  const order = orderOf(rows, campaignId, segments, zone, at);
  const due = queues.map(([segment, queue]) => [segment, queue.due(at)] as const);
  const candidates: Candidate[] = [];
  for (const contactId of mergeSegments(due, order, at)) {
    if (except.has(contactId as ContactId)) continue;
    if (candidates.length === want) return { candidates, exhausted: false, order };
    const contact = rows.tables.contacts.get(contactId);
    const candidate = contact === undefined ? undefined : loadCandidate(rows, contact, at);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return { candidates, exhausted: true, order };
}

function orderOf(
  rows: MemoryRows,
  campaignId: CampaignId,
  segments: readonly string[],
  zone: string,
  at: UtcMs,
): CallingOrder {
  const row = rows.tables.campaigns.get(campaignId);
  const hours: SegmentHour[] = [];
  for (const row of rows.tables.hours.values()) {
    if (row.campaignId !== campaignId || row.hour < Math.floor((at - LEARNED_FROM_MS) / HOUR_MS)) continue;
    const { segment, hour, dials, rightPerson, useful } = row;
    hours.push({ segment, hour, dials, rightPerson, useful, firm: row.monthlyPromises + row.oneOffPromises });
  }
  return callingOrder(segments, row === undefined ? {} : plannedSettings(row), hours, zone, at);
}
