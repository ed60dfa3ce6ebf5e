import type { FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';

/** What was made of the script in each call: the steps shown, and whether it was a useful contact. */
export function projectScriptCalls(event: FloorEvent): readonly RowChange[] {
  const { campaignId, orgId, clientId, at, actor } = event;
  switch (event.type) {
    case 'call.step-reached': {
      const { attemptId, agentId, step, state, ticked, objection } = event.data;
      const said = { ticked: ticked === true ? 1 : 0, objection: objection ?? null };
      const row = { visitId: event.id, orgId, clientId, attemptId, agentId, step, at };
      return [put('stepVisits', { ...row, talking: state === 'talking' ? 1 : 0, ...said })];
    }
    case 'useful-contact.computed': {
      const { attemptId, contactId, agentId, useful, reasons, talkMs, scriptVersion, asks, objections } = event.data;
      return [
        put('usefulContacts', {
          attemptId,
          orgId,
          clientId,
          campaignId: campaignId ?? '',
          contactId,
          agentId,
          at,
          useful: useful ? 1 : 0,
          reasons: JSON.stringify(reasons),
          talkMs,
          scriptVersion,
          asks: JSON.stringify(asks),
          objections: JSON.stringify(objections),
          disputedAt: null,
          disputedBy: null,
          disputeReason: null,
          arbitratedAt: null,
          arbitratedBy: null,
          arbitrationReason: null,
        }),
      ];
    }
    case 'useful-contact.disputed': {
      const { attemptId, by, reason } = event.data;
      return [patch('usefulContacts', attemptId, { disputedAt: at, disputedBy: by, disputeReason: reason })];
    }
    case 'useful-contact.arbitrated': {
      const { attemptId, useful, reason } = event.data;
      const set = { useful: useful ? 1 : 0, arbitratedAt: at, arbitratedBy: actor, arbitrationReason: reason };
      return [patch('usefulContacts', attemptId, set)];
    }
    default:
      return [];
  }
}
