import type { CommandId, LegId } from '../../kernel/id.ts';
import type { CommandResult, SwitchCommandType } from '../switch-port.ts';

/** Commands under way on one switch. */
export const MAX_PENDING_COMMANDS = 10_000;

export interface PendingCommand {
  readonly commandId: CommandId;
  readonly command: SwitchCommandType;
  readonly legId: LegId;
  /** On the monotonic clock. */
  readonly deadlineAt: number;
  /** It makes a leg: CHANNEL_ANSWER of that leg ends it, whatever its job says later. */
  readonly makesLeg: boolean;
}

export type CommandEnd = (pending: PendingCommand, result: CommandResult) => void;

/** Every command that has been sent; each ends exactly once, and what comes for it later finds nothing. */
export class JobTable {
  readonly #pending = new Map<CommandId, PendingCommand>();
  readonly #byNewLeg = new Map<LegId, CommandId>();
  readonly #onEnd: CommandEnd;

  constructor(onEnd: CommandEnd) {
    this.#onEnd = onEnd;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** False when the table is full. */
  add(pending: PendingCommand): boolean {
    if (this.#pending.size >= MAX_PENDING_COMMANDS) return false;
    this.#pending.set(pending.commandId, pending);
    if (pending.makesLeg) this.#byNewLeg.set(pending.legId, pending.commandId);
    return true;
  }

  end(commandId: CommandId, result: CommandResult): void {
    const pending = this.#pending.get(commandId);
    if (pending === undefined) return;
    this.#pending.delete(commandId);
    if (pending.makesLeg) this.#byNewLeg.delete(pending.legId);
    this.#onEnd(pending, result);
  }

  /** The leg was answered: its job may still say ORIGINATOR_CANCEL, which means nothing (docs/freeswitch.md, T6). */
  legAnswered(legId: LegId): void {
    const commandId = this.#byNewLeg.get(legId);
    if (commandId !== undefined) this.end(commandId, { kind: 'accepted' });
  }

  /** Ends what is overdue as unknown. */
  expire(nowMonotonic: number): void {
    for (const { commandId, deadlineAt } of [...this.#pending.values()]) {
      if (deadlineAt <= nowMonotonic)
        this.end(commandId, { kind: 'unknown', reason: 'no answer from the switch in time' });
    }
  }

  /** The connection is gone: how they ended can't be known, and none is sent again. */
  loseAll(reason: string): void {
    for (const commandId of [...this.#pending.keys()]) this.end(commandId, { kind: 'unknown', reason });
  }
}

/**
 * What a reply or a job's text means. `-ERR CAUSE` and `-USAGE: …` are refusals; an `api` reply has no status but its
 * text (T2), so anything else that does not begin with `+OK` is one too.
 */
export function resultOf(text: string): CommandResult {
  if (text.startsWith('+OK')) return { kind: 'accepted' };
  const line = text.slice(0, 200).split('\n')[0]?.trim() ?? '';
  return { kind: 'rejected', reason: line.replace(/^-ERR\s*/, '') || 'refused without a reason' };
}
