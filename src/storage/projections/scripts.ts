import type { FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';

/** Versions of scripts, and who is certified for which: the log has the whole of each document. */
export function projectScripts(event: FloorEvent): readonly RowChange[] {
  const { campaignId, orgId, clientId, at, actor } = event;
  if (campaignId === null) return [];
  switch (event.type) {
    case 'script.drafted': {
      const { version, document } = event.data;
      const none = { approvedAt: null, approvedBy: null, onBehalf: null, liveAt: null };
      const row = { scriptId: scriptId(campaignId, version), orgId, clientId, campaignId, version };
      return [put('scripts', { ...row, document: JSON.stringify(document), draftedAt: at, draftedBy: actor, ...none })];
    }
    case 'script.approved': {
      const { version, onBehalf } = event.data;
      return [patch('scripts', scriptId(campaignId, version), { approvedAt: at, approvedBy: actor, onBehalf })];
    }
    case 'script.went-live':
      return [patch('scripts', scriptId(campaignId, event.data.script.version), { liveAt: at })];
    case 'script.quiz-taken': {
      const { agentId, version, right, of, passed } = event.data;
      const certificationId = `${agentId}:${scriptId(campaignId, version)}`;
      const row = {
        certificationId,
        orgId,
        clientId,
        campaignId,
        agentId,
        version,
        rightAnswers: right,
        asked: of,
        takenAt: at,
      };
      // Whoever has passed stays certified, whatever a later try comes to.
      return passed ? [put('certifications', { ...row, passed: 1 })] : [];
    }
    default:
      return [];
  }
}

function scriptId(campaignId: string, version: number): string {
  return `${campaignId}:${version}`;
}
