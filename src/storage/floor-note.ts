import type { AgentId, OrgId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { FloorNoteRow } from './rows.ts';

/** A message between an agent and those who run the floor. */
export interface FloorNote {
  /** In the order of their writing. */
  readonly noteId: string;
  readonly orgId: OrgId;
  /** The agent it is to or from: each has one thread with all who run the floor. */
  readonly agentId: AgentId;
  readonly fromUserId: string;
  readonly toAgent: boolean;
  readonly text: string;
  readonly at: UtcMs;
  /** When the other side had it on the screen; null: not yet. */
  readonly readAt: UtcMs | null;
}

/** `of` gives at most so many. */
export const FLOOR_NOTES_GIVEN = 100;

export interface FloorNoteStore {
  /** Writes it down, and forgets those from before an instant. */
  add(note: FloorNote, forgetBefore: UtcMs): Promise<void>;
  /** Of one agent, the newest first. */
  of(agentId: AgentId): Promise<readonly FloorNote[]>;
  /** Those to the agent, or from the agent, have been seen. */
  markRead(agentId: AgentId, toAgent: boolean, at: UtcMs): Promise<void>;
  /** How many of each agent those who run the floor have not seen. */
  unread(orgId: OrgId): Promise<readonly { readonly agentId: AgentId; readonly notes: number }[]>;
}

export function floorNoteRow({ toAgent, ...note }: FloorNote): FloorNoteRow {
  return { ...note, toAgent: toAgent ? 1 : 0 };
}

export function floorNoteOf({ toAgent, agentId, orgId, ...row }: FloorNoteRow): FloorNote {
  return { ...row, orgId: orgId as OrgId, agentId: agentId as AgentId, toAgent: toAgent === 1 };
}
