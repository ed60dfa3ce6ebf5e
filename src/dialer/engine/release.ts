import type { Candidate } from '../../campaigns/index.ts';
import type { AttemptId, CampaignId } from '../../kernel/id.ts';
import type { FloorInput } from '../input.ts';
import { record } from './emit.ts';
import { forgetContacts, isStale } from './forget-contacts.ts';
import { WAKE_MS } from './limits.ts';
import { askGate } from './plan.ts';
import type { CampaignFloor, FloorState } from './state.ts';

/** Stands for no attempt: the contact is only asked about. */
const ASKED = 'asked' as AttemptId;

/**
 * What a campaign is judged by has changed: those who are held back for want of a fact are looked at again. Without a
 * campaign: of all.
 */
export function reviewHeld(state: FloorState, campaignId?: CampaignId): void {
  for (const floor of state.campaigns.values())
    if (campaignId === undefined || floor.campaign.id === campaignId) floor.reviewDue = true;
}

/** Asks for those who are held back, one reading at a time. */
export function askForHeld(state: FloorState, floor: CampaignFloor): void {
  if (!floor.reviewDue || floor.reviewing) return;
  floor.reviewDue = false;
  floor.reviewing = true;
  state.effects.push({ type: 'review-held', campaignId: floor.campaign.id });
}

/** Frees those whom the gate would let be called, now or at an instant that it names; the others stay held. */
export function onHeldRead(state: FloorState, input: Extract<FloorInput, { type: 'held.read' }>): void {
  const floor = state.campaigns.get(input.campaignId);
  if (floor === undefined) return;
  if (input.last) floor.reviewing = false;
  let freed = false;
  for (const candidate of input.candidates) {
    if (state.busyContacts.has(candidate.contactId) || isStale(state, candidate)) continue;
    const free = freeFrom(state, floor, candidate);
    if (free === undefined) continue;
    freed = true;
    freeContact(state, candidate, { ...free, reason: 'lawful-again' });
  }
  if (freed) wakeHopper(state, floor);
}

interface Free {
  readonly dueAt: number;
  readonly agentRequired: boolean;
}

/** Of all numbers the one that may be called first; undefined when none ever may with what is known. */
function freeFrom(state: FloorState, floor: CampaignFloor, candidate: Candidate): Free | undefined {
  let first: Free | undefined;
  for (const number of candidate.numbers) {
    const { decision } = askGate(state, ASKED, floor, candidate, number, { reserved: candidate.agentRequired });
    const { agentRequired } = candidate;
    if (decision.allowed) return { dueAt: state.now, agentRequired };
    const dueAt = decision.nextAllowedWithAgentAt;
    if (dueAt === null || (first !== undefined && dueAt >= first.dueAt)) continue;
    first = { dueAt, agentRequired: agentRequired || dueAt !== decision.nextAllowedAt };
  }
  return first;
}

type Counted = Pick<
  Candidate,
  'contactId' | 'campaignId' | 'attempts' | 'technicalFailures' | 'busyToday' | 'softRefusals'
>;

/** The contact may be tried again, with what the log counts of it. */
export function freeContact(
  state: FloorState,
  { contactId, campaignId, attempts, technicalFailures, busyToday, softRefusals = 0 }: Counted,
  why: Free & { readonly reason: string; readonly actor?: string },
): void {
  const { actor, ...free } = why;
  const counts = { attempts, technicalFailures, busyToday, softRefusals };
  record(
    state,
    `campaign:${campaignId}`,
    'contact.rescheduled',
    { contactId, state: 'ready', ...free, ownerId: null, deadNumberId: null, ...counts },
    { campaignId, ...(actor === undefined ? {} : { actor }) },
  );
  forgetContacts(state, [contactId]);
}

/** There are contacts to be dialed at once: the list is read as soon as they are on disk. */
export function wakeHopper(state: FloorState, floor: CampaignFloor): void {
  floor.exhausted = false;
  floor.wokenAt = state.now;
  floor.nextFillAt = Math.min(floor.nextFillAt, state.now + WAKE_MS);
  floor.restUntil = 0;
  floor.refusalsInARow = 0;
}
