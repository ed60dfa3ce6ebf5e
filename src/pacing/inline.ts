import { DECISION_DEADLINE_MS, type GroupModel, groupModel, tasksOf, work } from './group-model.ts';
import type { PacingGroupId, PacingPort, PacingReply, PacingRequest } from './pacing-port.ts';

/** What befalls the reply to this version, for simulations: `late` (learned, but told too late) or `lost` (the model is gone). */
export type PacingFault = 'late' | 'lost' | undefined;

/** The same models in this process, for virtual time: the reply is there at once, and each run the same. */
export class InlinePacing implements PacingPort {
  readonly #groups = new Map<PacingGroupId, GroupModel>();
  readonly #stall: (version: number, groupId: PacingGroupId) => PacingFault;
  #closed = false;

  constructor(stall: (version: number, groupId: PacingGroupId) => PacingFault = () => undefined) {
    this.#stall = stall;
  }

  ask(request: PacingRequest): Promise<PacingReply> {
    return Promise.resolve(this.#answer(request));
  }

  #answer(request: PacingRequest): PacingReply {
    const { groupId, version } = request;
    const lost = { kind: 'lost', groupId, version } as const;
    const fault = request.rebuilt === true ? undefined : this.#stall(version, groupId);
    if (fault === 'lost') this.#groups.delete(groupId);
    if (fault === 'lost' || this.#closed) return lost;
    const group = this.#groups.get(groupId) ?? groupModel();
    this.#groups.set(groupId, group);
    const [task] = tasksOf(request, Number.POSITIVE_INFINITY);
    const reply = task === undefined ? lost : work(group, task);
    if (reply.kind !== 'decided') return lost;
    return fault === 'late' ? { kind: 'late', groupId, version, afterMs: DECISION_DEADLINE_MS } : reply;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#groups.clear();
    return Promise.resolve();
  }
}
