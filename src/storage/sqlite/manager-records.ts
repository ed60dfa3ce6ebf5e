import type { PacingTrial } from '../../campaigns/index.ts';
import type { AgentId, CampaignId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { FLOOR_NOTES_GIVEN, type FloorNote, floorNoteOf, floorNoteRow } from '../floor-note.ts';
import { TRIALS_GIVEN } from '../pacing-trial-store.ts';
import { pacingTrialOf } from '../projections/pacing-trials.ts';
import { put } from '../row-change.ts';
import type { FloorNoteRow, PacingTrialRow } from '../rows.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

/** Trials of settings, and messages on the floor. */
export function managerQuestions(db: Connection) {
  const trials = `SELECT ${columnsOf(db, 'pacingTrials')} FROM pacing_trials`;
  const ofCampaign = db.prepare<[string], PacingTrialRow>(
    `${trials} WHERE campaign_id = ? ORDER BY began_at DESC, trial_id DESC LIMIT ${TRIALS_GIVEN}`,
  );
  const open = db.prepare<[string], PacingTrialRow>(
    `${trials} WHERE org_id = ? AND ended_at IS NULL ORDER BY began_at, trial_id`,
  );
  const notes = db.prepare<[string], FloorNoteRow>(
    `SELECT ${columnsOf(db, 'floorNotes')} FROM floor_notes WHERE agent_id = ?
     ORDER BY note_id DESC LIMIT ${FLOOR_NOTES_GIVEN}`,
  );
  const unread = db.prepare<[string], { readonly agentId: AgentId; readonly notes: number }>(
    `SELECT agent_id AS agentId, count(*) AS notes FROM floor_notes
     WHERE org_id = ? AND to_agent = 0 AND read_at IS NULL GROUP BY agent_id ORDER BY agent_id`,
  );
  return {
    pacingTrials: (campaignId: CampaignId): PacingTrial[] => ofCampaign.all(campaignId).map(pacingTrialOf),
    openTrials: (orgId: OrgId): PacingTrial[] => open.all(orgId).map(pacingTrialOf),
    floorNotes: (agentId: AgentId): FloorNote[] => notes.all(agentId).map(floorNoteOf),
    unreadNotes: (orgId: OrgId): { readonly agentId: AgentId; readonly notes: number }[] => unread.all(orgId),
  };
}

export function floorNoteWriter(db: Connection, apply: ApplyChange) {
  const forget = db.prepare<[number]>('DELETE FROM floor_notes WHERE at < ?');
  const read = db.prepare<[number, string, number]>(
    'UPDATE floor_notes SET read_at = ? WHERE agent_id = ? AND to_agent = ? AND read_at IS NULL',
  );
  return {
    addFloorNote: db.transaction((note: FloorNote, forgetBefore: UtcMs): void => {
      forget.run(forgetBefore);
      apply(put('floorNotes', floorNoteRow(note)), 0);
    }).immediate,
    markNotesRead: (agentId: AgentId, toAgent: boolean, at: UtcMs): void => {
      read.run(at, agentId, toAgent ? 1 : 0);
    },
  };
}
