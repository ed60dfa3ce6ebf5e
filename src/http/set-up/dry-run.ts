import { type Campaign, type Candidate, countBlocked } from '../../campaigns/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { DryRun } from '../contract/index.ts';
import type { Parts } from '../parts.ts';
import { blockedViews } from '../why/views.ts';

const DONORS = 10;
/** Enough to tell one number from another, too few to dial it. */
const SHOWN_DIGITS = 2;

interface DryRunParts extends Pick<Parts, 'store' | 'floor'> {
  readonly at: UtcMs;
}

/** The next donors of the queue, put before the gate as the floor would; no call is made and none is noted. */
export async function dryRunOf(parts: DryRunParts, campaign: Campaign): Promise<DryRun> {
  const { store, floor, at } = parts;
  const zone = floor.snapshot().campaigns.find(({ campaignId }) => campaignId === campaign.id)?.zone ?? 'Europe/Paris';
  const { candidates } = await store.dueContacts(campaign.id, at, DONORS, new Set(), zone);
  const donors = await Promise.all(candidates.map((each) => donorOf(parts, each)));
  return { at, callerId: campaign.callerId, donors };
}

async function donorOf({ store, floor, at }: DryRunParts, candidate: Candidate): Promise<DryRun['donors'][number]> {
  const { contactId, segment = null, numbers, dueAt } = candidate;
  const counter = countBlocked(floor.gate, (each) => floor.plannedCalls(each), at);
  counter.add({ contactId, state: 'ready', dueAt, candidate });
  const [blocked] = blockedViews(counter.result().blocked);
  const card = await store.donorCard(contactId);
  return {
    contactId,
    donorCode: card?.donorCode ?? '',
    segment,
    numberEnd: numbers[0].number.slice(-SHOWN_DIGITS),
    blocked: blocked === undefined ? null : { ...blocked.words },
    freeAt: blocked?.nextAt ?? null,
  };
}
