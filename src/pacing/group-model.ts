import type { DurationMs, UtcMs } from '../kernel/time.ts';
import { decide } from './decide.ts';
import { applyDelta } from './model/apply-delta.ts';
import { type PacingModel, pacingModel } from './model/state.ts';
import type {
  PacingCampaignSettings,
  PacingDecision,
  PacingDelta,
  PacingGroupId,
  PacingRequest,
} from './pacing-port.ts';

/** A decision that takes longer is late: the floor dials 1:1 meanwhile. */
export const DECISION_DEADLINE_MS: DurationMs = 50;

/** The model of one group with the number of deltas it stands at. */
export interface GroupModel {
  model: PacingModel;
  version: number;
}

/** A piece of work for the owner of a group's model: deltas in order, and perhaps a question after them. */
export interface PacingTask {
  readonly groupId: PacingGroupId;
  /** Forget everything first: the deltas are the history. */
  readonly reset: boolean;
  /** Number of deltas of the group after these. */
  readonly version: number;
  readonly deltas: readonly PacingDelta[];
  readonly ask: { readonly at: UtcMs; readonly campaigns: readonly PacingCampaignSettings[] } | undefined;
}

export type PacingTaskReply =
  | { readonly kind: 'learned' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'decided'; readonly decision: PacingDecision };

export function groupModel(): GroupModel {
  return { model: pacingModel(), version: 0 };
}

/** Learns the deltas if it has every one before them, and answers the question; with a gap, it is lost and learns nothing. */
export function work(group: GroupModel, task: PacingTask): PacingTaskReply {
  if (task.reset) group.model = pacingModel();
  else if (group.version !== task.version - task.deltas.length) return { kind: 'lost' };
  group.version = task.version;
  for (const delta of task.deltas) applyDelta(group.model, delta);
  if (task.ask === undefined) return { kind: 'learned' };
  const { groupId, version } = task;
  return { kind: 'decided', decision: decide(group.model, { groupId, version, deltas: [], ...task.ask }) };
}

/** The request as tasks of at most `size` deltas; only the last one asks. */
export function tasksOf(request: PacingRequest, size: number): PacingTask[] {
  const { groupId, version, deltas, at, campaigns } = request;
  const tasks: PacingTask[] = [];
  for (let from = 0; from < Math.max(1, deltas.length); from += size) {
    const end = Math.min(deltas.length, from + size);
    const last = end === deltas.length;
    tasks.push({
      groupId,
      reset: request.rebuilt === true && from === 0,
      version: version - (deltas.length - end),
      deltas: deltas.slice(from, end),
      ask: last ? { at, campaigns } : undefined,
    });
  }
  return tasks;
}
