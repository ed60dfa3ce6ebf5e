import type { NoteInput } from '../input.ts';
import { learnPlan } from './campaign-plan.ts';
import { record } from './emit.ts';
import { learnScript } from './script.ts';
import type { FloorState } from './state.ts';

/** Facts of fundraising go to the log as they are told, in the step that tells them. */
export function note(state: FloorState, { facts, actor, seqs }: NoteInput): void {
  const by = actor.kind === 'user' ? actor.userId : 'system';
  for (const [stream, seq] of seqs ?? []) state.seqs.set(stream, Math.max(seq, state.seqs.get(stream) ?? 0));
  for (const { stream, type, data, clientId, campaignId } of facts) {
    record(state, stream, type, data, { clientId, actor: by, ...(campaignId === null ? {} : { campaignId }) });
    if (type === 'script.quiz-taken' && campaignId !== null) learnScript(state, campaignId, data);
    if (type === 'campaign.plan-changed' && campaignId !== null) learnPlan(state, campaignId, data);
  }
}
