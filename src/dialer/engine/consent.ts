import type { ConsentInput } from '../input.ts';
import { isDialing } from './call.ts';
import { record } from './emit.ts';
import { forgetContacts } from './forget-contacts.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { hangUp } from './place.ts';
import type { FloorState } from './state.ts';

/**
 * The contacts are read from storage anew, with the consent as it stands now. A withdrawal ends the call that is on its
 * way to the person; whoever speaks already is not cut off.
 */
export function changeConsent(state: FloorState, input: ConsentInput): void {
  const { act, clientId, contactIds, freed, on, means } = input;
  const actor = input.actor.kind === 'user' ? input.actor.userId : 'system';
  const about = { clientId, actor };
  const data = { contactIds: [...contactIds], act, on, ...(means === undefined ? {} : { means }) };
  record(state, 'floor', 'consent.changed', data, about);
  forgetContacts(state, contactIds);
  if (act === 'withdrawn') endCallsTo(state, new Set<string>(contactIds));
  for (const { contactId, campaignId, attempts, technicalFailures, busyToday, softRefusals } of freed) {
    const counts = { attempts, technicalFailures, busyToday, softRefusals };
    record(
      state,
      `campaign:${campaignId}`,
      'contact.rescheduled',
      {
        contactId,
        state: 'ready',
        dueAt: state.now,
        agentRequired: false,
        ownerId: null,
        deadNumberId: null,
        ...counts,
        reason: 'consent',
      },
      { ...about, campaignId },
    );
    const floor = state.campaigns.get(campaignId);
    if (floor !== undefined) floor.exhausted = false;
  }
}

function endCallsTo(state: FloorState, contactIds: ReadonlySet<string>): void {
  for (const call of [...state.calls.values()]) {
    if (contactIds.has(call.candidate.contactId) && isDialing(call)) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
  }
}
