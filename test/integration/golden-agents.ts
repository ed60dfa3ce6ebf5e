import {
  type AgreedTerms,
  type DispositionCode,
  type PromiseAct,
  type PromiseDesk,
  scriptSkill,
} from '../../src/campaigns/index.ts';
import type { AgentCommand, Floor, FloorRuntime } from '../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import type { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import type { SwitchModel } from '../../src/simulator/index.ts';
import { leave } from '../../src/simulator/switch/far-end.ts';
import { CLIENT } from '../simulation/world-parts.ts';
import { type GoldenWorld, type Meeting, RINGS_UNHEARD_MS, SHORT_TALK_MS } from './golden-plan.ts';

export const CAMPAIGN = 'campaign-golden' as CampaignId;
const SYSTEM = { kind: 'system' } as const;
const LONG_TALK_MS = 240 * SECOND_MS;
const WRAP_UP_MS = 30 * SECOND_MS;
const LUNCH_MS = 5 * MINUTE_MS;
const HEARTBEAT_MS = 9 * SECOND_MS;
/** From the agent's act until the floor knows that the leg is gone. */
const HANG_UP_MS = 2;
/** One-off gifts of which the money arrives. */
const PAID = 42;

export const script = {
  version: 1,
  steps: ['accueil', 'offre', 'demande', 'recapitulatif'],
  offers: ['offre', 'demande'],
  asks: [{ step: 'demande', ask: 1 }],
  mandatory: [{ step: 'recapitulatif', leastMs: 5 * SECOND_MS }],
  usefulTalkMs: 30 * SECOND_MS,
  protectedClosing: null,
};
const useful: ReadonlySet<DispositionCode> = new Set(['PA', 'DON', 'IND', 'REF']);
const refusals = ['budget', 'not-now', 'too-many-calls'] as const;
const kinds = { PA: 'monthly', DON: 'one-off', IND: 'undetermined' } as const;

export const agentIds = Array.from({ length: 10 }, (_, i) => `agent-${i}` as AgentId);

/** What an agent does with a talk, by what the plan says it brings. */
interface Talk {
  readonly agentId: AgentId;
  readonly attemptId: AttemptId;
  readonly met: Extract<Meeting, { kind: 'talks' }>;
}

export interface AgentsParts {
  readonly clock: SimulatedClock;
  readonly runtime: FloorRuntime;
  readonly floor: Floor;
  readonly desk: PromiseDesk;
  readonly model: SwitchModel;
  readonly world: GoldenWorld;
  /** Takes note of what was refused. */
  say(asked: Promise<{ readonly ok: boolean }>): void;
}

/** The agents at home, who act on the floor's door only: what they do with a talk is in the plan. */
export class GoldenAgents {
  readonly #parts: AgentsParts;
  /** Who has had a call in this shift, and who of them has not paused yet. */
  readonly #lunched = new Set<AgentId>();
  readonly #hungry = new Set<AgentId>();
  readonly #talks = new Map<AttemptId, Talk['met']>();

  constructor(parts: AgentsParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#lunched.clear();
    for (const agentId of agentIds) this.#logIn(agentId);
  }

  end(): void {
    for (const agentId of agentIds) this.#act(agentId, { type: 'agent.log-out' });
  }

  #later(delayMs: number, work: () => void): void {
    this.#parts.clock.schedule(delayMs, work);
  }

  #act(agentId: AgentId, command: AgentCommand): void {
    this.#parts.say(this.#parts.floor.act(agentId, command, SYSTEM));
  }

  #logIn(agentId: AgentId): void {
    const line = { kind: 'sip', address: `${agentId}@home.test` } as const;
    const skills = [scriptSkill(CAMPAIGN, script.version)];
    this.#act(agentId, { type: 'agent.log-in', line, campaignIds: [CAMPAIGN], skills, supervisor: false });
    const beat = () => {
      if (!this.#parts.runtime.state.agents.has(agentId)) return;
      void this.#parts.floor.act(agentId, { type: 'agent.heartbeat' }, SYSTEM);
      this.#later(HEARTBEAT_MS, beat);
    };
    this.#later(HEARTBEAT_MS, beat);
  }

  /** What an agent's screen shows has changed. */
  look(agentId: AgentId): void {
    const agent = this.#parts.runtime.state.agents.get(agentId);
    if (agent === undefined) return;
    const { state, attemptId, since } = agent;
    const still = (work: () => void) => () => {
      const now = this.#parts.runtime.state.agents.get(agentId);
      if (now?.state === state && now.since === since) work();
    };
    if (state === 'not-ready')
      this.#later(
        0,
        still(() => this.#goOn(agentId)),
      );
    if (state === 'paused')
      this.#later(
        LUNCH_MS,
        still(() => this.#act(agentId, { type: 'agent.ready' })),
      );
    if (state === 'line-lost')
      this.#later(
        SECOND_MS,
        still(() => this.#act(agentId, { type: 'agent.reopen-line' })),
      );
    if (attemptId === undefined) return;
    if (state === 'talking') this.#talk(agentId, attemptId, since);
    if (state === 'wrap-up')
      this.#later(
        since + WRAP_UP_MS - this.#parts.clock.now(),
        still(() => this.#writeUp(agentId, attemptId)),
      );
  }

  /** The first pause between two calls of a shift is for lunch. */
  #goOn(agentId: AgentId): void {
    const lunch = this.#hungry.delete(agentId);
    this.#act(agentId, lunch ? { type: 'agent.pause', reason: 'lunch' } : { type: 'agent.ready' });
  }

  ringing(attemptId: AttemptId): void {
    const call = this.#parts.runtime.state.calls.get(attemptId);
    if (call === undefined || this.#parts.world.meeting(call.number.number).kind !== 'meets-silence') return;
    const held =
      call.reservedAgentId === undefined ? undefined : this.#parts.runtime.state.agents.get(call.reservedAgentId);
    const line = held?.lineLegId === undefined ? undefined : this.#parts.model.channels.get(held.lineLegId);
    if (line !== undefined) this.#later(RINGS_UNHEARD_MS - 100, () => leave(this.#parts.model, line));
  }

  #talk(agentId: AgentId, attemptId: AttemptId, since: number): void {
    const call = this.#parts.runtime.state.calls.get(attemptId);
    const met = call === undefined ? undefined : this.#parts.world.meeting(call.number.number);
    if (met?.kind !== 'talks' || this.#talks.has(attemptId)) return;
    this.#talks.set(attemptId, met);
    const at = (afterMs: number, work: () => void) => this.#later(since + afterMs - this.#parts.clock.now(), work);
    const step = (afterMs: number, name: string, ticked = false) =>
      at(afterMs, () => this.#act(agentId, { type: 'agent.step', step: name, ticked }));
    const { code } = met;
    step(2 * SECOND_MS, 'accueil');
    if (code === 'VUL') at(20 * SECOND_MS, () => this.#act(agentId, { type: 'agent.flag-vulnerable' }));
    if (useful.has(code)) {
      step(30 * SECOND_MS, 'offre');
      step(90 * SECOND_MS, 'demande');
      step(180 * SECOND_MS, 'recapitulatif');
      step(200 * SECOND_MS, 'recapitulatif', true);
    }
    if (code in kinds) at(190 * SECOND_MS, () => this.#promise({ agentId, attemptId, met }));
    // The person hangs up by himself.
    if (code === 'RAC') return;
    const lengthMs = useful.has(code) ? LONG_TALK_MS : SHORT_TALK_MS;
    at(lengthMs - HANG_UP_MS, () => this.#act(agentId, { type: 'agent.hang-up' }));
  }

  #writeUp(agentId: AgentId, attemptId: AttemptId): void {
    const met = this.#talks.get(attemptId);
    if (met === undefined) throw new Error(`${agentId} has nothing to write up`);
    const { code, place } = met;
    const first = !this.#lunched.has(agentId);
    if (first) this.#hungry.add(agentId);
    this.#lunched.add(agentId);
    this.#act(agentId, {
      type: 'agent.wrap-up',
      disposition: code,
      callbackAt: undefined,
      ready: !first,
      ...(code === 'REF' ? { refusalReason: refusals[place % refusals.length] ?? 'budget' } : {}),
    });
  }

  #promise({ agentId, attemptId, met: { code, place } }: Talk): void {
    const call = this.#parts.runtime.state.calls.get(attemptId);
    if (call === undefined || (code !== 'PA' && code !== 'DON' && code !== 'IND')) return;
    const monthly = code === 'PA';
    const terms: AgreedTerms = {
      clientId: CLIENT,
      campaignId: CAMPAIGN,
      contactId: call.candidate.contactId,
      attemptId,
      agentId,
      kind: kinds[code],
      amountCents: monthly ? monthlyCents(place) : code === 'DON' ? 5_000 : null,
      currency: 'EUR',
      frequency: monthly ? 'monthly' : 'once',
      debitDay: monthly ? 10 : null,
      askStep: 1,
      donorNamed: false,
      channel: monthly ? 'sms' : null,
    };
    this.#parts.say(
      this.#parts.desk.agree(terms, SYSTEM, `agree-${attemptId}`).then((agreed) => {
        if (agreed.ok && monthly && signs(place)) this.#later(HOUR_MS, () => this.#sign(agreed.value.promiseId, place));
        if (agreed.ok && code === 'DON' && place < PAID) this.#later(DAY_MS, () => this.#pay(agreed.value.promiseId));
        return agreed;
      }),
    );
  }

  #sign(promiseId: string, place: number): void {
    const draft = { mandateId: `mandate-${place}`, rum: `LAC-${place}`, creditorId: 'FR72ZZZ123456' };
    const tell = (act: PromiseAct) => this.#parts.desk.act(promiseId, act, SYSTEM, `${act.type}-${promiseId}`);
    const signed = { type: 'sign', method: 'code-sms', proofHash: 'a'.repeat(64) } as const;
    this.#parts.say(tell({ type: 'send-link', channel: 'sms', draft }).then((sent) => (sent.ok ? tell(signed) : sent)));
  }

  #pay(promiseId: string): void {
    const act = { type: 'settle', cents: 5_200, source: 'transfer' } as const;
    this.#parts.say(this.#parts.desk.act(promiseId, act, SYSTEM, `pay-${promiseId}`));
  }
}

/** 30 x EUR 10, 12 x 15 and 6 x 20 a month. */
function monthlyCents(place: number): number {
  return place < 30 ? 1_000 : place < 42 ? 1_500 : 2_000;
}

/** 21 of EUR 10, 9 of 15, 4 of 20. */
function signs(place: number): boolean {
  return place < 21 || (place >= 30 && place < 39) || (place >= 42 && place < 46);
}
