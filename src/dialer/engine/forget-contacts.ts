import type { Candidate } from '../../campaigns/index.ts';
import type { ContactId } from '../../kernel/id.ts';
import type { FloorState } from './state.ts';

/** Takes people off the hoppers; a read of the list that was under way does not bring them back. */
export function forgetContacts(state: FloorState, contactIds: readonly ContactId[]): void {
  for (const contactId of contactIds) {
    state.touchedContacts.set(contactId, state.now);
    for (const { hopper } of state.campaigns.values()) hopper.remove(contactId);
  }
}

/** Storage was read before what happened last to this contact was on disk: what it says is not true any more. */
export function isStale(
  state: FloorState,
  { contactId, loadedAt }: Pick<Candidate, 'contactId' | 'loadedAt'>,
): boolean {
  const touchedAt = state.touchedContacts.get(contactId);
  return touchedAt !== undefined && loadedAt <= touchedAt;
}
