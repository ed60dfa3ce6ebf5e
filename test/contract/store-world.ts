import type { Campaign, NumberId } from '../../src/campaigns/index.ts';
import type { EventDataOf, EventType, FloorEvent } from '../../src/dialer/index.ts';
import {
  type AgentId,
  type AttemptId,
  type CampaignId,
  type ClientId,
  type GatewayId,
  type IdSource,
  idSource,
  type LegId,
  type OrgId,
  type SwitchId,
} from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { NewDonor, Store } from '../../src/storage/index.ts';

/** Tuesday 24 November 2026, 10:00 UTC. */
export const START = Date.UTC(2026, 10, 24, 10);
export const ORG = 'org-1' as OrgId;
export const CLIENT = 'client-1' as ClientId;
export const OTHER_CLIENT = 'client-2' as ClientId;
export const SWITCH = 'fs1' as SwitchId;
export const GATEWAY = 'gw1' as GatewayId;

/** What a store is opened with: the same clock and ids for every adapter. */
export function storeParts(): { readonly clock: SimulatedClock; readonly ids: IdSource } {
  const clock = new SimulatedClock(START);
  return { clock, ids: idSource(clock, seededRandom(7)) };
}

export function campaign(name: string, more: Partial<Campaign> = {}): Campaign {
  return {
    id: `campaign-${name}` as CampaignId,
    orgId: ORG,
    clientId: CLIENT,
    name,
    charityName: 'Les Amis du Lac',
    mode: 'predictive',
    status: 'running',
    callerId: '+33199000001' as E164,
    gatewayIds: [GATEWAY],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: 'message.wav',
    objectionFile: 'objection.wav',
    objectionKey: '9',
    ...more,
  };
}

/** Numbers from the range that ARCEP reserves for fiction. */
export function fictional(index: number): string {
  return `+33199${String(index).padStart(6, '0')}`;
}

export function donor(code: string, numbers: readonly string[], more: Partial<NewDonor> = {}): NewDonor {
  return {
    donorCode: code,
    civility: 'Mme',
    firstName: 'Jeanne',
    lastName: `Donatrice ${code}`,
    company: null,
    address: '1 rue du Lac',
    postalCode: '74000',
    city: 'Annecy',
    country: 'FR',
    email: null,
    lastGiftCents: 5_000,
    lastGiftOn: '2025-12-01',
    totalGiftsCents: 15_000,
    giftCount: 3,
    comment: null,
    numbers: numbers.map((number) => ({ number, kind: 'fixed', zones: ['Europe/Paris'], holidayRegions: ['FR'] })),
    rank: 1,
    suppressedBecause: null,
    ...more,
  };
}

type About = Partial<Pick<FloorEvent, 'at' | 'clientId' | 'campaignId' | 'stream' | 'actor'>>;

/** Writes events as the engine does: each stream numbered from 1. */
export class EventMaker {
  readonly #ids = idSource({ now: () => START }, seededRandom(11));
  readonly #seqs = new Map<string, number>();
  at = START;

  make<T extends EventType>(type: T, data: EventDataOf<T>, about: About = {}): FloorEvent {
    const named = data as { attemptId?: string | null };
    const stream = about.stream ?? (type.startsWith('call.') ? `call:${named.attemptId}` : 'floor');
    const seq = (this.#seqs.get(stream) ?? 0) + 1;
    this.#seqs.set(stream, seq);
    const event = {
      id: this.#ids.next<'event'>(),
      stream,
      seq,
      at: this.at,
      recordedAt: this.at,
      orgId: ORG,
      clientId: CLIENT,
      campaignId: 'campaign-a' as CampaignId,
      type,
      version: 1,
      actor: 'system',
      causeId: null,
      data,
      ...about,
    };
    return event as unknown as FloorEvent;
  }
}

/** A contact with a number, as `dueContacts` names it. */
export interface Target {
  readonly contactId: EventDataOf<'call.planned'>['contactId'];
  readonly numberId: NumberId;
}

export async function targets(store: Store, campaignId: CampaignId, at = START + 400 * DAY_MS): Promise<Target[]> {
  const { candidates } = await store.dueContacts(campaignId, at, 1_000, new Set(), 'Europe/Paris');
  return candidates.map(({ contactId, numbers }) => ({ contactId, numberId: numbers[0].numberId }));
}

/** The events of one attempt, from its plan to wherever the caller stops. */
export function attemptEvents(
  events: EventMaker,
  name: string,
  target: Target,
  campaignId = 'campaign-a' as CampaignId,
) {
  const attemptId = `attempt-${name}` as AttemptId;
  const legId = `leg-${name}` as LegId;
  const agentId = 'agent-1' as AgentId;
  const make = <T extends EventType>(type: T, data: EventDataOf<T>) => events.make(type, data, { campaignId });
  return {
    attemptId,
    legId,
    planned: () =>
      make('call.planned', {
        ...target,
        attemptId,
        legId,
        switchId: SWITCH,
        gatewayId: GATEWAY,
        mode: 'predictive',
        reservedAgentId: null,
        evidence: [],
        rulesVersion: 'test',
        permitExpiresAt: events.at + 60_000,
      }),
    placed: (leg = legId) => make('call.placed', { attemptId, legId: leg, reserved: false }),
    failedOver: (to: string) =>
      make('call.failed-over', {
        attemptId,
        fromLegId: legId,
        legId: to as LegId,
        switchId: SWITCH,
        gatewayId: 'gw2' as GatewayId,
        cause: 'NETWORK_OUT_OF_ORDER',
      }),
    ringing: () => make('call.ringing', { attemptId }),
    answered: () => make('call.answered', { attemptId }),
    matched: () => make('call.matched', { attemptId, agentId, waitedMs: 0, trunkLegId: null }),
    bridged: () => make('call.bridged', { attemptId, agentId, waitedMs: 100 }),
    abandoned: () => make('call.abandoned', { attemptId, waitedMs: 2_000 }),
    ended: (outcome: EventDataOf<'call.ended'>['outcome'], by: AgentId | null = null) =>
      make('call.ended', {
        ...target,
        attemptId,
        outcome,
        cause: 'NORMAL_CLEARING',
        sipStatus: null,
        by: 'donor',
        agentId: by,
        ringMs: 4_000,
        talkMs: by === null ? null : 60_000,
      }),
    disposed: (disposition: EventDataOf<'call.disposed'>['disposition']) =>
      make('call.disposed', { attemptId, contactId: target.contactId, disposition, agentId, callbackAt: null }),
    rescheduled: (more: Partial<EventDataOf<'contact.rescheduled'>> = {}) =>
      events.make(
        'contact.rescheduled',
        {
          contactId: target.contactId,
          state: 'ready',
          dueAt: events.at + DAY_MS,
          agentRequired: false,
          ownerId: null,
          deadNumberId: null,
          attempts: 1,
          technicalFailures: 0,
          busyToday: 0,
          softRefusals: 0,
          reason: 'NA',
          ...more,
        },
        { campaignId, stream: `call:${attemptId}` },
      ),
  };
}

export function agentState(
  events: EventMaker,
  agentId: string,
  from: string,
  to: string,
  attemptId: AttemptId | null = null,
) {
  type State = EventDataOf<'agent.state-changed'>['from'];
  return events.make(
    'agent.state-changed',
    {
      agentId: agentId as AgentId,
      from: from as State,
      to: to as State,
      reason: null,
      attemptId,
      lastCall: false,
      campaignIds: ['campaign-a' as CampaignId],
    },
    { stream: `agent:${agentId}`, campaignId: null, clientId: null },
  );
}

export function agentLogIn(events: EventMaker, agentId: string) {
  return events.make(
    'agent.logged-in',
    {
      agentId: agentId as AgentId,
      campaignIds: ['campaign-a' as CampaignId],
      skills: ['legacies'],
      line: { kind: 'sip', address: `${agentId}@home.test` },
      supervisor: false,
    },
    { stream: `agent:${agentId}`, campaignId: null, clientId: null },
  );
}
