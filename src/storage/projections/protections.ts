import type { FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';

/** People in a fragile situation who wait for a trained person to look, and what was decided. */
export function projectProtections(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'vulnerable.flagged': {
      const { orgId, clientId, campaignId, at } = event;
      const { contactId, attemptId, agentId } = event.data;
      const row = { contactId, orgId, clientId, campaignId: campaignId ?? '', attemptId, agentId, flaggedAt: at };
      return [put('protections', { ...row, outcome: null, reviewedAt: null, reviewedBy: null })];
    }
    case 'protection.reviewed': {
      const { contactId, outcome } = event.data;
      const free = outcome === 'may-be-called';
      return [
        patch('protections', contactId, { outcome, reviewedAt: event.at, reviewedBy: event.actor }),
        patch('contacts', contactId, { livedState: free ? 'ready' : 'closed', dueAt: free ? event.at : null }),
      ];
    }
    default:
      return [];
  }
}
