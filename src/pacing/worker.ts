import { type GroupModel, groupModel, type PacingTask, type PacingTaskReply, work } from './group-model.ts';
import type { PacingGroupId } from './pacing-port.ts';

/** Models in one worker; the one not asked for longest is forgotten beyond, and its group rebuilt when it asks again. */
const MAX_MODELS = 64;

const groups = new Map<PacingGroupId, GroupModel>();

/** The piscina worker: owns the learned state of its groups, and does their tasks one by one. */
export default function pace(task: PacingTask): PacingTaskReply {
  const group = groups.get(task.groupId) ?? groupModel();
  groups.delete(task.groupId);
  // Put back only afterwards: a model that threw half-way through its deltas is not to be trusted.
  const reply = work(group, task);
  groups.set(task.groupId, group);
  if (groups.size > MAX_MODELS) forgetOldest();
  return reply;
}

function forgetOldest(): void {
  for (const groupId of groups.keys()) {
    groups.delete(groupId);
    return;
  }
}
