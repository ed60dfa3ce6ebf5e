import type { ContactId } from '../../kernel/id.ts';
import type { FloorState } from './state.ts';

/** Takes people off the hoppers; a read of the list that was under way does not bring them back. */
export function forgetContacts(state: FloorState, contactIds: readonly ContactId[]): void {
  for (const contactId of contactIds) {
    state.touchedContacts.set(contactId, state.now);
    for (const { hopper } of state.campaigns.values()) hopper.remove(contactId);
  }
}
