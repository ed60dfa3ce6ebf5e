import type { FloorState } from '../../src/dialer/index.ts';
import type { SwitchId } from '../../src/kernel/id.ts';
import { type Channel, isLive } from '../../src/simulator/switch/channel.ts';
import type { SwitchModel } from '../../src/simulator/switch/switch-model.ts';
import { roleOf } from '../../src/simulator/virtual/signal-map.ts';

/** What the floor and a switch may disagree about for this long, while each hears the other. */
const DISAGREE_MS = 3_000;
/** A donor who hears nothing: the limit, a bridge that fails, and the lateness of a bad line. */
const SILENCE_MS = 8_000;

export interface SwitchWatchOptions {
  readonly models: ReadonlyMap<SwitchId, SwitchModel>;
  readonly say: (what: string) => void;
}

/** Looks at the switches themselves, as somebody would who can hear every line. */
export class SwitchWatch {
  readonly #options: SwitchWatchOptions;
  /** Since when a thing has been wrong, by its words. */
  #since = new Map<string, number>();
  readonly #said = new Set<string>();

  constructor(options: SwitchWatchOptions) {
    this.#options = options;
  }

  /** `calmSince`: since when Foyer and this switch have heard each other without a fault; undefined: they do not. */
  look(nowMs: number, state: FloorState | undefined, calmSince: (id: SwitchId) => number | undefined): void {
    const next = new Map<string, number>();
    const numbers = new Map<string, string>();
    for (const [switchId, model] of this.#options.models) {
      const calm = state === undefined ? undefined : calmSince(switchId);
      for (const channel of model.channels.values()) {
        if (!isLive(channel)) continue;
        this.#sound(channel, numbers);
        if (state === undefined || calm === undefined) continue;
        const check = (what: string, limitMs: number) => this.#lasts(next, what, nowMs, calm, limitMs);
        known(state, channel, check);
        rightAgent(state, channel, calmSince, check);
        silent(state, channel, check);
      }
    }
    this.#since = next;
  }

  /** Never true for a moment: two voices on one line, two calls to one number. */
  #sound(channel: Channel, numbers: Map<string, string>): void {
    const { partner } = channel;
    if (channel.activity === 'bridged' && partner !== undefined && partner.partner !== channel)
      this.#say(`channel ${channel.uuid} is bridged to ${partner.uuid}, which is bridged to another`);
    if (roleOf(channel) !== 'donor') return;
    const { user } = channel.destination;
    const other = numbers.get(user);
    if (other !== undefined) this.#say(`two live calls to ${user}: ${other} and ${channel.uuid}`);
    numbers.set(user, channel.uuid);
  }

  #lasts(next: Map<string, number>, what: string, nowMs: number, calm: number, limitMs: number): void {
    const since = Math.max(this.#since.get(what) ?? nowMs, calm);
    next.set(what, since);
    if (nowMs - since > limitMs) this.#say(`${what}, for ${nowMs - since} ms`);
  }

  #say(what: string): void {
    const key = what.replace(/, for \d+ ms$/, '');
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#options.say(what);
  }
}

type Check = (what: string, limitMs: number) => void;

/** A channel of ours that nobody accounts for. */
function known(state: FloorState, channel: Channel, check: Check): void {
  const role = roleOf(channel);
  const legId = channel.uuid as never;
  if (role === undefined || state.callByLeg.has(legId) || state.agentByLine.has(legId) || state.callByTrunk.has(legId))
    return;
  // The far end of a trunk that carries a talk goes with the talk; a restart does not learn its name.
  if (role === 'trunk' && channel.direction === 'inbound' && channel.activity === 'bridged') return;
  check(`channel ${channel.uuid} (${role}, ${channel.activity}) is unknown to Foyer`, DISAGREE_MS);
}

/** The donor whom the agent of a line hears is the one Foyer believes to be with that agent. */
function rightAgent(
  state: FloorState,
  channel: Channel,
  calmSince: (id: SwitchId) => number | undefined,
  check: Check,
): void {
  if (roleOf(channel) !== 'agent' || channel.activity !== 'bridged') return;
  const agent = state.agentByLine.get(channel.uuid as never);
  const donor = donorBehind(channel);
  if (agent === undefined || donor === undefined) return;
  const call = state.callByLeg.get(donor.uuid as never);
  if (call !== undefined && calmSince(call.switchId) === undefined) return;
  if (call !== undefined && (call.agentId === agent.id || call.transferTo === agent.id)) return;
  const believed = call === undefined ? 'no call' : `${call.state} with ${call.agentId ?? 'nobody'}`;
  check(`agent ${agent.id} (${agent.state}) hears donor ${donor.uuid}, who is ${believed} to Foyer`, DISAGREE_MS);
}

function donorBehind(line: Channel): Channel | undefined {
  const near = line.partner;
  if (near === undefined || roleOf(near) === 'donor') return near;
  const far = near.peer?.partner;
  return far !== undefined && roleOf(far) === 'donor' ? far : undefined;
}

/** A donor who picked up, and to whom nobody and nothing speaks. */
function silent(state: FloorState, channel: Channel, check: Check): void {
  if (roleOf(channel) !== 'donor' || channel.answeredAt === undefined) return;
  const { activity } = channel;
  if (activity === 'playing' || activity === 'bridged') return;
  const call = state.callByLeg.get(channel.uuid as never);
  const believed = call === undefined ? 'unknown' : `${call.state}${call.dying ? ', dying' : ''}`;
  check(`donor ${channel.uuid} (${believed}) hears nothing`, SILENCE_MS);
}
