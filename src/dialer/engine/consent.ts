import type { ConsentInput } from '../input.ts';
import { isDialing } from './call.ts';
import { record } from './emit.ts';
import { forgetContacts } from './forget-contacts.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { hangUp } from './place.ts';
import { freeContact, wakeHopper } from './release.ts';
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
  for (const contact of freed) {
    freeContact(state, contact, { dueAt: state.now, agentRequired: false, reason: 'consent', actor });
    const floor = state.campaigns.get(contact.campaignId);
    if (floor !== undefined) wakeHopper(state, floor);
  }
}

function endCallsTo(state: FloorState, contactIds: ReadonlySet<string>): void {
  for (const call of [...state.calls.values()]) {
    if (contactIds.has(call.candidate.contactId) && isDialing(call)) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
  }
}
