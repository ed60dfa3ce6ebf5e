import type { CommandResult, SwitchCommand, SwitchPort, SwitchSignal } from '../../dialer/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { CommandId, SwitchId } from '../../kernel/id.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { isLive } from '../switch/channel.ts';
import { shutDown } from '../switch/commands.ts';
import type { SwitchEvent } from '../switch/switch-event.ts';
import { rebootModel, type SwitchModel } from '../switch/switch-model.ts';
import { drawExponential } from '../world/draw.ts';
import { chance, type Delivery, openDelivery } from './delivery.ts';
import { execute } from './execute.ts';
import { noFaults, type SwitchFaults } from './faults.ts';
import { liveChannelOf, signalOf } from './signal-map.ts';

export interface VirtualSwitchOptions {
  readonly switchId: SwitchId;
  readonly model: SwitchModel;
  readonly random: Random;
  readonly faults?: Partial<SwitchFaults>;
}

/** A `SwitchPort` on a model in the same process and the same virtual time, with what can go wrong on the way. */
export interface VirtualSwitch extends SwitchPort {
  /** The socket is lost now, for this long; the dialer notices within `noticedMs`. */
  cut(forMs: DurationMs, noticedMs?: DurationMs): void;
  /** The switch itself is started again: by SIGTERM all calls end with SYSTEM_SHUTDOWN, by a crash nothing is told. */
  restart(downMs: DurationMs, how: 'sigterm' | 'crash'): void;
  /** Every event is this late from now on; 0 ends it. */
  overload(lateMs: DurationMs): void;
}

/** The adapter's own deadline for a reply; the outcome of an originate comes with its ringing, so it has none here. */
const REPLY_DEADLINE_MS = 10 * SECOND_MS;
const CONNECT_MS = 5;
const COMMAND_MS = 1;
/** Event age above which the adapter calls a switch overloaded (T35). */
const OVERLOAD_AGE_MS = 300;

export function virtualSwitch(options: VirtualSwitchOptions): VirtualSwitch {
  return new Port(options);
}

type Link = 'closed' | 'down' | 'deaf' | 'up';

class Port implements VirtualSwitch {
  readonly switchId: SwitchId;
  readonly #model: SwitchModel;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: SwitchFaults;
  readonly #delivery: Delivery;
  readonly #pending = new Map<CommandId, SwitchCommand>();
  readonly #timers = new Set<Cancel>();
  #listener: (signal: SwitchSignal) => void = () => undefined;
  /** `deaf`: cut, and not noticed yet. */
  #link: Link = 'closed';
  #switchDown = false;
  #coreUuid: string | undefined;
  readonly #onEvent = (event: SwitchEvent) => this.#event(event);

  constructor({ switchId, model, random, faults }: VirtualSwitchOptions) {
    this.switchId = switchId;
    this.#model = model;
    this.#clock = model.clock;
    this.#random = random.fork(`port:${switchId}`);
    this.#faults = { ...noFaults, ...faults };
    this.#delivery = openDelivery(this.#clock, this.#random.fork('delivery'), this.#faults, (signal) =>
      this.#listener(signal),
    );
  }

  open(listener: (signal: SwitchSignal) => void): void {
    this.#listener = listener;
    this.#link = 'down';
    this.#model.listeners.add(this.#onEvent);
    this.#after(CONNECT_MS, () => this.#connect());
    const { cutEveryMs, restartEveryMs, overloadEveryMs } = this.#faults;
    this.#again('cut', cutEveryMs, () =>
      this.cut(drawExponential(this.#random, this.#faults.cutMs), this.#random.next() * this.#faults.noticedWithinMs),
    );
    this.#again('restart', restartEveryMs, () =>
      this.restart(this.#faults.restartMs, this.#random.next() < 0.5 ? 'sigterm' : 'crash'),
    );
    this.#again('overload', overloadEveryMs, () => {
      this.overload(this.#faults.overloadLateMs);
      this.#after(drawExponential(this.#random, this.#faults.overloadMs), () => this.overload(0));
    });
  }

  send(command: SwitchCommand): void {
    if (this.#link === 'closed') return;
    if (this.#link === 'down') {
      this.#clock.schedule(0, () =>
        this.#tell((at) => this.#ended(command, { kind: 'rejected', reason: 'the switch is not connected' }, at)),
      );
      return;
    }
    this.#pending.set(command.commandId, command);
    if (this.#link === 'deaf') return;
    this.#clock.schedule(COMMAND_MS, () => {
      const arrives =
        this.#link === 'up' || (this.#link === 'deaf' && chance(this.#random, this.#faults.executedAtCut));
      if (arrives && !this.#switchDown) execute(this.#model, command, (result) => this.#end(command, result));
    });
  }

  close(): Promise<void> {
    this.#link = 'closed';
    this.#model.listeners.delete(this.#onEvent);
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#pending.clear();
    this.#delivery.clear();
    return Promise.resolve();
  }

  cut(forMs: DurationMs, noticedMs: DurationMs = 0): void {
    if (this.#link !== 'up') return;
    this.#link = 'deaf';
    this.#delivery.clear();
    this.#after(noticedMs, () => this.#notice());
    this.#after(noticedMs + forMs, () => this.#connect());
  }

  restart(downMs: DurationMs, how: 'sigterm' | 'crash'): void {
    if (this.#switchDown) return;
    if (how === 'sigterm') shutDown(this.#model);
    this.#switchDown = true;
    this.#clock.schedule(how === 'sigterm' ? SECOND_MS : 0, () => {
      rebootModel(this.#model);
      this.cut(downMs);
      this.#clock.schedule(downMs, () => {
        this.#switchDown = false;
        this.#connect();
      });
    });
  }

  overload(lateMs: DurationMs): void {
    if (this.#link !== 'up') return;
    this.#delivery.setLate(lateMs);
    this.#tell((at) => ({
      type: 'switch.load',
      at,
      switchId: this.switchId,
      overloaded: lateMs > OVERLOAD_AGE_MS,
      eventAgeMs: lateMs,
    }));
  }

  /** The cut is noticed: everything pending ends as unknown, before or after the bad news. */
  #notice(): void {
    if (this.#link !== 'deaf') return;
    this.#link = 'down';
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    const unknowns = pending.map(
      (command) => (at: number) => this.#ended(command, { kind: 'unknown', reason: 'connection lost' }, at),
    );
    const down = (at: number): SwitchSignal => ({
      type: 'switch.down',
      at,
      switchId: this.switchId,
      reason: 'connection lost',
    });
    for (const make of this.#random.next() < 0.5 ? [down, ...unknowns] : [...unknowns, down]) this.#tell(make);
  }

  #connect(): void {
    if (this.#link !== 'down' || this.#switchDown) return;
    this.#link = 'up';
    this.#delivery.clear();
    this.#delivery.setLate(0);
    const restarted = this.#coreUuid !== undefined && this.#coreUuid !== this.#model.coreUuid;
    this.#coreUuid = this.#model.coreUuid;
    const { coreUuid } = this.#model;
    const channels = [...this.#model.channels.values()].filter(isLive).map(liveChannelOf);
    this.#tell((at) => ({ type: 'switch.up', at, switchId: this.switchId, coreUuid, restarted, channels }));
  }

  #event(event: SwitchEvent): void {
    if (this.#link !== 'up' || event.kind !== 'channel') return;
    // Read now, for the channel goes on changing; only the time of arrival is not known yet.
    const signal = signalOf(event, this.switchId, 0);
    if (signal !== undefined) this.#delivery.push((at) => ({ ...signal, at }));
  }

  #end(command: SwitchCommand, result: CommandResult): void {
    if (this.#link !== 'up' || !this.#pending.has(command.commandId)) return;
    if (!chance(this.#random, this.#faults.slowReplyShare)) {
      this.#answer(command, result);
      return;
    }
    const lateMs = this.#random.next() * this.#faults.slowReplyMs;
    const late = lateMs > REPLY_DEADLINE_MS;
    this.#after(Math.min(lateMs, REPLY_DEADLINE_MS), () =>
      this.#answer(command, late ? { kind: 'unknown', reason: 'no reply in time' } : result),
    );
  }

  #answer(command: SwitchCommand, result: CommandResult): void {
    if (this.#link !== 'up' || !this.#pending.delete(command.commandId)) return;
    this.#delivery.push((at) => this.#ended(command, result, at));
  }

  #ended(command: SwitchCommand, result: CommandResult, at: number): SwitchSignal {
    const legId = command.type === 'bridge' ? command.donorLegId : command.legId;
    return {
      type: 'command.ended',
      at,
      switchId: this.switchId,
      commandId: command.commandId,
      command: command.type,
      legId,
      result,
    };
  }

  /** Past the faults of the line: what the adapter says by itself. */
  #tell(make: (at: number) => SwitchSignal): void {
    if (this.#link !== 'closed') this.#listener(make(Math.floor(this.#clock.now())));
  }

  #after(delayMs: DurationMs, work: () => void): void {
    if (!Number.isFinite(delayMs)) return;
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      work();
    });
    this.#timers.add(cancel);
  }

  #again(name: string, everyMs: DurationMs, work: () => void): void {
    const random = this.#random.fork(name);
    const next = () =>
      this.#after(drawExponential(random, everyMs), () => {
        work();
        next();
      });
    if (Number.isFinite(everyMs)) next();
  }
}
