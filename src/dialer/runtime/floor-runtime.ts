import { BoundedQueue } from '../../kernel/bounded-queue.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { AgentId, CampaignId, ContactId, SwitchId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { PacingDelta, PacingPort } from '../../pacing/index.ts';
import type { FloorEffect } from '../effect.ts';
import { type ActResult, refusal } from '../engine/act-result.ts';
import type { FloorState } from '../engine/state.ts';
import { step } from '../engine/step.ts';
import { callingDay, HOUSE_ZONE } from '../engine/terms.ts';
import type { FloorEvent } from '../event.ts';
import type { FloorStore } from '../floor-store.ts';
import type { Actor, AgentCommand, FloorInput } from '../input.ts';
import type { SwitchPort } from '../switch-port.ts';
import { EventWriter } from './event-writer.ts';
import { replayForPacing } from './pacing-replay.ts';

/** Inputs waiting for the engine; beyond it the newest is refused and the caller told. */
export const MAX_INPUTS = 50_000;
/** A log that could not be read is read again after this. */
const REBUILD_RETRY_MS = 5_000;
/** Events that can't be written (a full disk) do not hold up the end for longer. */
const CLOSE_PATIENCE_MS = 10_000;
/** Who waits for a fact to be on disk is told after this that it is not. */
const NOTE_PATIENCE_MS = 10_000;
/** Inputs taken in one go before the event loop gets its turn. */
const INPUTS_PER_SLICE = 100;

type WithoutAt<T> = T extends unknown ? Omit<T, 'at'> : never;
/** An input as its source knows it; the runtime stamps the time. */
export type TimelessInput = WithoutAt<FloorInput>;

export interface FloorLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface FloorRuntimeOptions {
  readonly state: FloorState;
  readonly clock: Clock;
  readonly store: FloorStore;
  readonly switches: readonly SwitchPort[];
  readonly pacing: PacingPort;
  readonly log: FloorLog;
  /** Called with each input the engine has taken, in order, with what it decided: for replay, invariants and tests. */
  readonly observe?: (
    state: FloorState,
    input: FloorInput,
    events: readonly FloorEvent[],
    effects: readonly FloorEffect[],
  ) => void;
}

interface Queued {
  readonly input: FloorInput;
  readonly done: ((result: ActResult) => void) | undefined;
}

/** Runs the engine: stamps inputs, executes effects, writes events, and feeds each outcome back as an input. */
export class FloorRuntime {
  readonly state: FloorState;
  readonly #options: FloorRuntimeOptions;
  readonly #clock: Clock;
  readonly #ports: ReadonlyMap<SwitchId, SwitchPort>;
  readonly #queue = new BoundedQueue<Queued>(MAX_INPUTS);
  readonly #writer: EventWriter;
  readonly #listeners = new Set<(events: readonly FloorEvent[]) => void>();
  #running = false;
  #closed = false;
  #wakeAt: UtcMs | undefined;
  #cancelWake: Cancel | undefined;

  constructor(options: FloorRuntimeOptions) {
    this.#options = options;
    this.state = options.state;
    this.#clock = options.clock;
    this.#ports = new Map(options.switches.map((port) => [port.switchId, port]));
    this.#writer = new EventWriter({
      store: options.store,
      clock: options.clock,
      onDurable: (attemptIds) => this.submit({ type: 'store.durable', attemptIds }),
      onFailing: (failing, reason) => {
        if (failing)
          options.log.error({ reason }, 'storage refuses writes: nothing new is dialed until it takes them again');
        this.submit({ type: 'store.failing', failing, reason });
      },
    });
  }

  /** Events that are not on disk yet. */
  get unwritten(): number {
    return this.#writer.depth;
  }

  /** Writes down what the recovery decided, connects the switches and begins. */
  start(recovered: { readonly events: readonly FloorEvent[]; readonly effects: readonly FloorEffect[] }): void {
    this.#publish(recovered.events);
    this.#execute(recovered.effects);
    for (const port of this.#ports.values()) {
      port.open((signal) => this.#take({ ...signal, at: this.#clock.now() }, undefined));
    }
    this.submit({ type: 'tick' });
  }

  submit(input: TimelessInput): void {
    this.#take({ ...input, at: this.#clock.now() } as FloorInput, undefined);
  }

  /** An act that can be refused; resolves with whether it was possible. */
  ask(input: TimelessInput): Promise<ActResult> {
    return new Promise((resolve) => {
      this.#take({ ...input, at: this.#clock.now() } as FloorInput, resolve);
    });
  }

  /** As `ask`, but resolves only when what the input led to is on disk; refused when it is not in good time. */
  async durably(input: TimelessInput): Promise<ActResult> {
    const result = await this.ask(input);
    if (!result.ok || (await this.#writer.flushed(NOTE_PATIENCE_MS))) return result;
    return refusal(
      'not-stored',
      'Storage is not taking anything at present: look whether it is there before you try again.',
    );
  }

  /** An agent's own act; resolves with whether it was possible. */
  act(agentId: AgentId, command: AgentCommand, actor: Actor): Promise<ActResult> {
    return new Promise((resolve) => {
      this.#take({ ...command, at: this.#clock.now(), agentId, actor }, resolve);
    });
  }

  subscribe(listener: (events: readonly FloorEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * No new calls; resolves when the last call is over, or after `patienceMs`, and all of it is written down.
   * A result that an agent has not given by then is asked for again after the next start.
   */
  async drain(reason: string, patienceMs: number): Promise<void> {
    this.submit({ type: 'floor.drain', reason });
    const until = this.#clock.monotonic() + patienceMs;
    while (this.state.calls.size > 0 && this.#clock.monotonic() < until) {
      await new Promise<void>((resolve) => this.#clock.schedule(200, resolve));
    }
    await this.#writer.flushed(Math.max(CLOSE_PATIENCE_MS, until - this.#clock.monotonic()));
  }

  /** Stops at once; calls live on at the switch, and a restart finds them. */
  async close(): Promise<void> {
    if (!(await this.#writer.flushed(CLOSE_PATIENCE_MS))) {
      this.#options.log.error(
        { events: this.#writer.depth },
        'these events could not be written before the end: the next start asks the switch what came of their calls',
      );
    }
    this.#writer.stop();
    this.detach();
    await Promise.all([...this.#ports.values()].map((port) => port.close()));
    await this.#options.pacing.close();
  }

  /** Takes no further input and does nothing more, as after a crash. */
  detach(): void {
    this.#closed = true;
    this.#cancelWake?.();
  }

  #take(input: FloorInput, done: Queued['done']): void {
    if (this.#closed) return;
    if (!this.#queue.push({ input, done })) {
      this.#options.log.error(
        { inputType: input.type, maximum: MAX_INPUTS },
        'the engine is behind: an input was refused',
      );
      done?.({ ok: false, error: { code: 'wrong-state', message: 'The floor is overloaded: try again in a moment.' } });
      return;
    }
    if (!this.#running) this.#run();
  }

  #run(): void {
    this.#running = true;
    for (let taken = 0; taken < INPUTS_PER_SLICE; taken++) {
      const next = this.#queue.shift();
      if (next === undefined || this.#closed) {
        this.#running = false;
        return;
      }
      this.#step(next);
    }
    this.#clock.schedule(0, () => this.#run());
  }

  #step({ input, done }: Queued): void {
    const result = step(this.state, input);
    // Effects first: a bridge must not wait for anything. An originate is only ever emitted when its attempt is durable.
    this.#execute(result.effects);
    this.#publish(result.events);
    this.#options.observe?.(this.state, input, result.events, result.effects);
    done?.(result.act);
    this.#wake(result.wakeAt);
  }

  #publish(events: readonly FloorEvent[]): void {
    if (events.length === 0) return;
    this.#writer.write(events);
    for (const listener of this.#listeners) listener(events);
  }

  #wake(at: UtcMs | undefined): void {
    if (at === undefined || (this.#wakeAt !== undefined && this.#wakeAt <= at)) return;
    this.#cancelWake?.();
    this.#wakeAt = at;
    this.#cancelWake = this.#clock.schedule(at - this.#clock.now(), () => {
      this.#wakeAt = undefined;
      this.submit({ type: 'tick' });
    });
  }

  #execute(effects: readonly FloorEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'switch':
          this.#ports.get(effect.switchId)?.send(effect.command);
          break;
        case 'fill-hopper':
          void this.#fill(effect);
          break;
        case 'review-held':
          void this.#review(effect.campaignId);
          break;
        case 'ask-pacing':
          void this.#ask(effect);
          break;
        case 'rebuild-pacing':
          void this.#rebuild(effect);
          break;
      }
    }
  }

  async #fill({ campaignId, want }: Extract<FloorEffect, { type: 'fill-hopper' }>): Promise<void> {
    const except = new Set(this.state.busyContacts);
    const floor = this.state.campaigns.get(campaignId);
    const zone = floor === undefined ? HOUSE_ZONE : callingDay(floor).zone;
    for (const contactId of floor?.hopper.contactIds() ?? []) except.add(contactId);
    const now = this.#clock.now();
    // What is not durable yet is not in the list's history: the engine must add it from its own memory.
    const knownUntil = Math.min(now, (this.#writer.oldestAt ?? now + 1) - 1);
    const read = this.#options.store.dueContacts(campaignId, knownUntil, want, except, zone);
    const { candidates, exhausted, order } = await read.catch((error: unknown) => {
      this.#options.log.error(
        { campaignId, error: String(error) },
        'the list could not be read: it is asked again later',
      );
      return { candidates: [], exhausted: false, order: undefined };
    });
    this.submit({ type: 'hopper.filled', campaignId, candidates, exhausted, order });
  }

  /** Those who are held back, page by page, to the end or to the first page that cannot be read. */
  async #review(campaignId: CampaignId): Promise<void> {
    let after: ContactId | undefined;
    for (;;) {
      const at = Math.min(this.#clock.now(), (this.#writer.oldestAt ?? Number.POSITIVE_INFINITY) - 1);
      const page = await this.#options.store.heldContacts(campaignId, at, after).catch((error: unknown) => {
        this.#options.log.error(
          { campaignId, error: String(error) },
          'those who are held back could not be read: they are looked at again after the next change, or the next start',
        );
        return { candidates: [], next: undefined };
      });
      after = page.next;
      this.submit({ type: 'held.read', campaignId, candidates: page.candidates, last: after === undefined });
      if (after === undefined || this.#closed) return;
    }
  }

  async #ask({ request }: Extract<FloorEffect, { type: 'ask-pacing' }>): Promise<void> {
    const reply = await this.#options.pacing.ask(request);
    if (reply.kind === 'decided') {
      this.submit({ type: 'pacing.decided', decision: reply.decision });
      return;
    }
    const { groupId, version } = request;
    const lost = reply.kind === 'lost';
    this.#options.log.warn({ groupId, version, lost }, 'pacing did not answer in time: dialing 1:1 until it does');
    this.submit({ type: 'pacing.late', groupId, version, afterMs: reply.kind === 'late' ? reply.afterMs : 0, lost });
  }

  async #rebuild(effect: Extract<FloorEffect, { type: 'rebuild-pacing' }>): Promise<void> {
    const { groupId, version } = effect;
    const deltas = await this.#readDeltas(effect);
    if (deltas === undefined) {
      this.#clock.schedule(REBUILD_RETRY_MS, () => {
        if (!this.#closed) void this.#rebuild(effect);
      });
      return;
    }
    await this.#options.pacing.ask({ groupId, version, at: this.#clock.now(), deltas, rebuilt: true, campaigns: [] });
    this.submit({ type: 'pacing.rebuilt', groupId });
  }

  /** Undefined when the log can't be read, or lacks what happened last. */
  async #readDeltas(
    effect: Extract<FloorEffect, { type: 'rebuild-pacing' }>,
  ): Promise<readonly PacingDelta[] | undefined> {
    if (!(await this.#writer.flushed(REBUILD_RETRY_MS))) return undefined;
    try {
      return await replayForPacing(this.#options.store, effect, this.#clock.now());
    } catch (error) {
      this.#options.log.error(
        { groupId: effect.groupId, error: String(error) },
        'the pacing model could not be rebuilt from the log: dialing 1:1 until it can',
      );
      return undefined;
    }
  }
}
