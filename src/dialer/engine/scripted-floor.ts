import type { Campaign, Candidate, DialingMode, NumberId } from '../../campaigns/index.ts';
import { createObjectionBook, createRegisterBook, type Gate } from '../../compliance/index.ts';
import {
  type AgentId,
  type AttemptId,
  type CampaignId,
  type ClientId,
  type ContactId,
  type GatewayId,
  idSource,
  type LegId,
  type OrgId,
  type SwitchId,
} from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { seededRandom } from '../../kernel/random.ts';
import type { FloorEffect } from '../effect.ts';
import type { EventOf, EventType, FloorEvent } from '../event.ts';
import { type AgentCommand, type FloorInput, SYSTEM } from '../input.ts';
import type { SwitchCommand, SwitchSignal } from '../switch-port.ts';
import { recover } from './recover.ts';
import { type FloorState, openFloor } from './state.ts';
import { step } from './step.ts';

type Draft<T> = T extends unknown ? Omit<T, 'at'> : never;
type SignalDraft =
  Draft<SwitchSignal> extends infer D
    ? D extends unknown
      ? Omit<D, 'switchId'> & { switchId?: SwitchId }
      : never
    : never;

/** Nothing is at rest here: a known secret will do. */
const KEYS = numberKeys(new Uint8Array(32));

export const NODE = 'fs1' as SwitchId;
export const CAMPAIGN = 'campaign-1' as CampaignId;

/** A floor driven input by input, as the state machines are specified: given these, when that, then these effects and events. */
export class ScriptedFloor {
  readonly state: FloorState;
  now: number;
  effects: FloorEffect[] = [];
  events: FloorEvent[] = [];

  constructor(gate: Gate, startAt: number, switchIds: readonly SwitchId[] = [NODE]) {
    this.now = startAt;
    this.state = openFloor({
      orgId: 'org-1' as OrgId,
      gate,
      objections: createObjectionBook(KEYS),
      registers: createRegisterBook(KEYS),
      switches: switchIds.map((id) => ({
        id,
        maxCps: 100,
        maxChannels: 500,
        peers: switchIds.filter((other) => other !== id),
        gateways: [
          { id: 'carrier' as GatewayId, maxCps: 100, maxLines: 200 },
          { id: 'spare' as GatewayId, maxCps: 100, maxLines: 200 },
        ],
      })),
      makeIds: (clock) => idSource(clock, seededRandom(7)),
      startAt,
    });
    recover(this.state, { campaigns: [], attempts: [], wrapUps: [], sessions: [], seqs: new Map() }, startAt);
    for (const id of switchIds)
      this.signal({ type: 'switch.up', switchId: id, coreUuid: `core-${id}`, restarted: false, channels: [] });
  }

  input(input: Draft<FloorInput>): ReturnType<typeof step> {
    const result = step(this.state, { ...input, at: this.now } as FloorInput);
    this.effects.push(...result.effects);
    this.events.push(...result.events);
    return result;
  }

  signal(signal: SignalDraft): ReturnType<typeof step> {
    return this.input({ switchId: NODE, ...signal } as Draft<FloorInput>);
  }

  act(agentId: string, command: AgentCommand): ReturnType<typeof step> {
    return this.input({ ...command, agentId: agentId as AgentId, actor: SYSTEM } as Draft<FloorInput>);
  }

  /** Moves time, ticking at every deadline on the way. */
  wait(ms: number): void {
    const until = this.now + ms;
    for (
      let due = this.state.deadlines.peek()?.at;
      due !== undefined && due <= until;
      due = this.state.deadlines.peek()?.at
    ) {
      this.now = Math.max(this.now, due);
      this.input({ type: 'tick' });
    }
    this.now = until;
    this.input({ type: 'tick' });
  }

  campaign(mode: DialingMode, change: Partial<Campaign> = {}): void {
    this.input({ type: 'campaign.put', campaign: { ...campaign(mode), ...change }, actor: SYSTEM });
  }

  /** Logs an agent in, answers the line, and makes the agent ready. */
  readyAgent(id: string, change: Partial<Extract<AgentCommand, { type: 'agent.log-in' }>> = {}): void {
    this.logIn(id, change);
    this.act(id, { type: 'agent.ready' });
  }

  logIn(id: string, change: Partial<Extract<AgentCommand, { type: 'agent.log-in' }>> = {}): void {
    this.act(id, {
      type: 'agent.log-in',
      line: { kind: 'sip', address: id },
      campaignIds: [CAMPAIGN],
      skills: [],
      supervisor: false,
      ...change,
    });
    const agent = this.state.agents.get(id as AgentId);
    if (agent?.lineLegId !== undefined)
      this.signal({
        type: 'leg.answered',
        legId: agent.lineLegId,
        role: 'agent',
        ...(agent.switchId === undefined ? {} : { switchId: agent.switchId }),
      });
  }

  fill(...candidates: Candidate[]): void {
    const loaded = candidates.map((each) => ({ ...each, loadedAt: this.now }));
    this.input({ type: 'hopper.filled', campaignId: CAMPAIGN, candidates: loaded, exhausted: true });
  }

  /** Everything planned so far is on disk. */
  durable(): void {
    const planned = [...this.state.calls.values()]
      .filter((call) => call.state === 'planned')
      .map((call) => call.attemptId);
    if (planned.length > 0) this.input({ type: 'store.durable', attemptIds: planned });
  }

  commands<T extends SwitchCommand['type']>(type: T): Extract<SwitchCommand, { type: T }>[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'switch' && effect.command.type === type
        ? [effect.command as Extract<SwitchCommand, { type: T }>]
        : [],
    );
  }

  log<T extends EventType>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> & FloorEvent => event.type === type);
  }

  agent(id: string): NonNullable<ReturnType<FloorState['agents']['get']>> {
    const agent = this.state.agents.get(id as AgentId);
    if (agent === undefined) throw new Error(`no agent ${id}`);
    return agent;
  }

  lineOf(id: string): LegId {
    const legId = this.agent(id).lineLegId;
    if (legId === undefined) throw new Error(`agent ${id} has no line`);
    return legId;
  }

  /** The leg of the only call in flight. */
  onlyLeg(): LegId {
    const [call] = this.state.calls.values();
    if (call === undefined) throw new Error('no call in flight');
    return call.legId;
  }

  onlyAttempt(): AttemptId {
    const [call] = this.state.calls.values();
    if (call === undefined) throw new Error('no call in flight');
    return call.attemptId;
  }

  answer(legId: LegId = this.onlyLeg()): void {
    this.signal({ type: 'leg.ringing', legId, role: 'donor' });
    this.signal({ type: 'leg.answered', legId, role: 'donor' });
  }

  /** Confirms the last bridge that was asked for. */
  bridged(): void {
    const last = this.commands('bridge').at(-1);
    if (last !== undefined) this.signal({ type: 'leg.bridged', legId: last.donorLegId, otherLegId: last.agentLegId });
  }

  /** The switch takes the last command of this kind. */
  accept(type: 'play' | 'bridge' | 'originate'): void {
    const last = this.commands(type).at(-1);
    if (last === undefined) throw new Error(`no ${type} was sent`);
    const legId = last.type === 'bridge' ? last.donorLegId : last.legId;
    this.signal({
      type: 'command.ended',
      commandId: last.commandId,
      command: type,
      legId,
      result: { kind: 'accepted' },
    });
  }

  hungUp(legId: LegId, cause = 'NORMAL_CLEARING'): void {
    this.signal({ type: 'leg.ended', legId, role: 'donor', cause, sipStatus: undefined, by: 'remote' });
  }

  decide(lines: number): void {
    const [group] = this.state.groups.values();
    if (group === undefined) return;
    if (group.rebuilding) this.input({ type: 'pacing.rebuilt', groupId: group.id });
    this.wait(1_000);
    const words = { fr: `${lines} lignes`, en: `${lines} lines` };
    this.input({
      type: 'pacing.decided',
      decision: {
        groupId: group.id,
        version: group.version,
        lines: { [CAMPAIGN]: lines },
        cancel: [],
        mode: { [CAMPAIGN]: 'predictive' },
        figures: {},
        words,
      },
    });
  }
}

function campaign(mode: DialingMode): Campaign {
  return {
    id: CAMPAIGN,
    orgId: 'org-1' as OrgId,
    clientId: 'client-1' as ClientId,
    name: 'Test',
    charityName: 'Secours des Rivages',
    mode,
    status: 'running',
    callerId: '+33162000000' as E164,
    gatewayIds: ['carrier' as GatewayId, 'spare' as GatewayId],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: 'message.wav',
    objectionFile: 'objection.wav',
    objectionKey: '9',
  };
}

export function candidate(n: number, change: Partial<Candidate> = {}): Candidate {
  const digits = String(n).padStart(4, '0');
  return {
    contactId: `contact-${n}` as ContactId,
    campaignId: CAMPAIGN,
    donorId: `donor-${n}` as Candidate['donorId'],
    numbers: [
      {
        numberId: `number-${n}` as NumberId,
        number: `+3319900${digits}` as E164,
        kind: 'fixed',
        zones: ['Europe/Paris'],
        holidayRegions: ['FR'],
        history: {
          attemptedAt: [],
          contactedAt: [],
          lastAbandonedAt: undefined,
          lastRefusalAt: undefined,
          objected: false,
        },
      },
    ],
    dueAt: 0,
    rank: n,
    attempts: 0,
    technicalFailures: 0,
    busyToday: 0,
    agentRequired: false,
    ownerId: undefined,
    loadedAt: 0,
    ...change,
  };
}
