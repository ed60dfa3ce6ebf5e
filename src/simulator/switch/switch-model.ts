import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { World } from '../world/callee.ts';
import { type Gateway, type GatewaySettings, openGateway } from '../world/carrier.ts';
import type { Channel, HangUp } from './channel.ts';
import type { ChannelDetail, ChannelEventName, SwitchEvent, VerboseEventName } from './switch-event.ts';

/** Session threads look round in steps of 20 ms, and time stamps are rounded down to them. */
export const STEP_MS: DurationMs = 20;

/** What varies from one FreeSWITCH to another, or by load. */
export interface SwitchHabits {
  /** Share of answers which the originate's thread sees before any client can act on them; else one step later (T6). */
  readonly noticesAtOnce: number;
  /** Commands in the first 50 ms of a bridge may destroy the agent's line (T17). */
  readonly hazards: boolean;
  /** Share of hang-ups by command whose thread reacts at once instead of a step later. */
  readonly reactsAtOnce: number;
}

/** An idle machine sees nearly every answer at once, a loaded one a fifth of them: 42 of 100 were measured under light load. */
export const usualHabits: SwitchHabits = { noticesAtOnce: 0.42, hazards: true, reactsAtOnce: 0.05 };

export interface SwitchModelOptions {
  /** Host name, and the host by which its peers dial it. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly world: World;
  readonly gateways: readonly GatewaySettings[];
  readonly habits?: Partial<SwitchHabits>;
  readonly sessionsPerSecond?: number;
  readonly maxSessions?: number;
  /** Length of a sound file; undefined: there is no such file. */
  readonly sounds?: (file: string) => DurationMs | undefined;
}

/** What the lower files of this folder may ask of the upper ones; given by `createSwitch`. */
export interface SwitchActs {
  hangUp(channel: Channel, how: HangUp): void;
  /** The next application of the channel's list; hangs up at its end. */
  runNext(channel: Channel): void;
}

/** One FreeSWITCH, alive as long as the object: ports and sockets come and go. */
export interface SwitchModel {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly world: World;
  readonly habits: SwitchHabits;
  readonly sounds: (file: string) => DurationMs | undefined;
  readonly gateways: Map<string, Gateway>;
  /** Other switches by name, for trunks. */
  readonly peers: Map<string, SwitchModel>;
  readonly channels: Map<string, Channel>;
  readonly acts: SwitchActs;
  readonly listeners: Set<(event: SwitchEvent) => void>;
  /** How many listeners want the verbose events. */
  verbose: number;
  coreUuid: string;
  startedAt: UtcMs;
  seq: number;
  sessions: number;
  peakSessions: number;
  limits: SessionLimits;
  paused: boolean;
  /** `elegant`: no new calls, gone with the last one. */
  shuttingDown: boolean;
}

interface SessionLimits {
  perSecond: number;
  maxSessions: number;
  left: number;
  second: number;
  lastSecond: number;
  peak: number;
}

const USUAL_SOUND_MS: DurationMs = 8 * SECOND_MS;

/** Files named after a number of seconds have that length; one that is called missing is. Tones and silences say their own. */
export function usualSounds(file: string): DurationMs | undefined {
  if (/nosuch|missing/.test(file)) return undefined;
  const tone = /^tone_stream:\/\/%\((\d+),(\d+)/.exec(file) ?? /^silence_stream:\/\/(\d+)/.exec(file);
  if (tone !== null) return Number(tone[1]) + Number(tone[2] ?? 0);
  if (/abandon/.test(file)) return 2 * SECOND_MS;
  if (/short/.test(file)) return SECOND_MS;
  return USUAL_SOUND_MS;
}

export function switchState(options: SwitchModelOptions, actsFor: (model: SwitchModel) => SwitchActs): SwitchModel {
  const random = options.random.fork(`switch:${options.name}`);
  const perSecond = options.sessionsPerSecond ?? 1_000;
  const model: SwitchModel = {
    name: options.name,
    clock: options.clock,
    random,
    world: options.world,
    habits: { ...usualHabits, ...options.habits },
    sounds: options.sounds ?? usualSounds,
    gateways: new Map(options.gateways.map((settings) => [settings.name, openGateway(settings)])),
    peers: new Map(),
    channels: new Map(),
    acts: { hangUp: (channel, how) => acts.hangUp(channel, how), runNext: (channel) => acts.runNext(channel) },
    listeners: new Set(),
    verbose: 0,
    coreUuid: randomUuid(random),
    startedAt: options.clock.now(),
    seq: random.int(400, 4_000),
    sessions: 0,
    peakSessions: 0,
    limits: {
      perSecond,
      maxSessions: options.maxSessions ?? 10_000,
      left: perSecond,
      second: 0,
      lastSecond: 0,
      peak: 0,
    },
    paused: false,
    shuttingDown: false,
  };
  const acts = actsFor(model);
  return model;
}

/** A process that has just been started again: another Core-UUID, and nothing of before. */
export function rebootModel(model: SwitchModel): void {
  for (const channel of model.channels.values()) {
    for (const cancel of [...channel.legTimers, ...channel.activityTimers]) cancel();
    channel.endPeer?.();
    channel.partner = undefined;
    channel.completed = true;
    channel.hangup = { cause: 'SYSTEM_SHUTDOWN', by: 'switch', sipStatus: undefined, disposition: undefined };
  }
  model.channels.clear();
  for (const gateway of model.gateways.values()) gateway.lines = 0;
  model.coreUuid = randomUuid(model.random);
  model.startedAt = model.clock.now();
  model.seq = model.random.int(400, 4_000);
  model.sessions = 0;
  model.paused = false;
  model.shuttingDown = false;
}

/** The time of an event: the server's clock moves in steps. */
export function stamp(model: SwitchModel): UtcMs {
  return Math.floor(model.clock.now() / STEP_MS) * STEP_MS;
}

export function emit(model: SwitchModel, channel: Channel, name: ChannelEventName, detail: ChannelDetail = {}): void {
  const seq = ++model.seq;
  if (model.listeners.size > 0) publish(model, { kind: 'channel', name, seq, at: stamp(model), channel, detail });
}

/** Counted always, made only while somebody asked for it. */
export function emitVerbose(
  model: SwitchModel,
  channel: Channel,
  name: VerboseEventName,
  detail: ChannelDetail = {},
): void {
  if (model.verbose > 0) emit(model, channel, name, detail);
  else model.seq++;
}

export function publish(model: SwitchModel, event: SwitchEvent): void {
  for (const listener of model.listeners) listener(event);
}

export function nextSeq(model: SwitchModel): number {
  return ++model.seq;
}

/** Runs `work` after so many steps of the session threads, unless the leg's activity changes before. */
export function inActivity(model: SwitchModel, channel: Channel, delayMs: DurationMs, work: () => void): void {
  if (Number.isFinite(delayMs)) channel.activityTimers.push(model.clock.schedule(delayMs, work));
}

/** The same, unless the leg ends before. */
export function inLeg(model: SwitchModel, channel: Channel, delayMs: DurationMs, work: () => void): void {
  if (Number.isFinite(delayMs)) channel.legTimers.push(model.clock.schedule(delayMs, work));
}

export function cancelActivity(channel: Channel): void {
  for (const cancel of channel.activityTimers) cancel();
  channel.activityTimers = [];
}

export function cancelLeg(channel: Channel): void {
  cancelActivity(channel);
  for (const cancel of channel.legTimers) cancel();
  channel.legTimers = [];
}

/**
 * Each transfer and each bridge adds its line to `transfer_history`, for as long as the leg lives (T22); `uuid_setvar`
 * with no value clears it.
 */
export function noteTransfer(model: SwitchModel, channel: Channel, text: string): void {
  const source = `${Math.floor(model.clock.now() / SECOND_MS)}:${randomUuid(model.random)}:${text}`;
  const history = channel.variables.get('transfer_history');
  channel.transfers++;
  channel.revision++;
  channel.variables.set('transfer_history', history === undefined ? source : `${history}|:${source}`);
  channel.variables.set('transfer_source', source);
}

/** UUID version 4 from the seeded stream. */
export function randomUuid(random: Random): string {
  const hex = (digits: number) =>
    random
      .int(0, 16 ** digits - 1)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(6)}${hex(2)}-${hex(4)}-4${hex(3)}-${(8 + random.int(0, 3)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`;
}
