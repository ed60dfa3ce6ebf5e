import type { AgentId } from '../../src/kernel/id.ts';
import type { PacingAgentState } from '../../src/pacing/index.ts';
import { type Agent, type Call, type Floor, lawsOf } from './floor.ts';
import { hintsOf } from './hints.ts';
import { exponential, MACHINE_HOLDS_MS } from './scenario.ts';
import type { TalliedState } from './tally.ts';

/** The agents of a world: ready, in a call, writing up, away. */
export class Team {
  readonly #floor: Floor;
  readonly #agents: Agent[];
  /** Ready, the longest first. */
  readonly #idle: Agent[] = [];
  readonly #nextWaiting: () => Call | undefined;

  /** `nextWaiting` gives the answer that has waited longest for an agent, and forgets it. */
  constructor(floor: Floor, nextWaiting: () => Call | undefined) {
    this.#floor = floor;
    this.#nextWaiting = nextWaiting;
    this.#agents = Array.from({ length: floor.plan.agents }, (_, index) => ({
      id: `agent-${index + 1}` as AgentId,
      state: 'offline',
      since: floor.agenda.now,
      leaving: false,
      absence: 0,
      call: undefined,
    }));
  }

  /** Everybody at once. */
  logIn(): void {
    for (const agent of this.#agents) {
      agent.leaving = false;
      agent.since = this.#floor.agenda.now;
      this.#free(agent);
    }
    const { unrest } = this.#floor.plan.scenario;
    if (unrest !== undefined) this.#floor.agenda.after(unrest.awayEveryMs / 2, () => this.#sendAway());
  }

  logOut(): void {
    for (const agent of this.#agents) this.#leave(agent, 'offline');
  }

  /** Books the time spent up to now. */
  flush(): void {
    for (const agent of this.#agents) this.#spend(agent);
  }

  /** Puts the call through to the agent who has been ready longest; false when nobody is. */
  take(call: Call): boolean {
    const [agent] = this.#idle;
    if (agent === undefined) return false;
    this.#connect(call, agent);
    return true;
  }

  #spend(agent: Agent): void {
    const { open, tally, agenda } = this.#floor;
    if (open) tally.spent(agent.state, agenda.now - agent.since);
    agent.since = agenda.now;
  }

  #move(agent: Agent, state: TalliedState): void {
    this.#spend(agent);
    if (agent.state === 'ready') this.#idle.splice(this.#idle.indexOf(agent), 1);
    agent.state = state;
    if (state === 'ready') this.#idle.push(agent);
    this.#tell(agent, undefined);
  }

  #tell(agent: Agent, step: string | undefined): void {
    const floor = this.#floor;
    const state: PacingAgentState = agent.state === 'machine' ? 'talking' : agent.state;
    const delta = {
      type: 'agent',
      at: floor.agenda.now,
      agentId: agent.id,
      state,
      campaignIds: floor.campaignIds,
      lastCall: false,
    } as const;
    floor.pacer.on(step === undefined ? delta : { ...delta, step });
    floor.changed = floor.open;
  }

  /** Ready for the next call: at once if somebody waits. */
  #free(agent: Agent): void {
    agent.call = undefined;
    if (agent.leaving) {
      this.#move(agent, this.#floor.open ? 'paused' : 'offline');
      return;
    }
    this.#move(agent, 'ready');
    const call = this.#nextWaiting();
    if (call !== undefined) this.#connect(call, agent);
  }

  #connect(call: Call, agent: Agent): void {
    const { pacer, agenda, tally, plan, random, open } = this.#floor;
    call.agent = agent;
    agent.call = call;
    pacer.on({ type: 'bridged', at: agenda.now, callId: call.id, agentId: agent.id });
    if (!call.isPerson) {
      this.#move(agent, 'machine');
      const holdsMs = lawsOf(plan, call.campaign).machinesHoldMs ?? MACHINE_HOLDS_MS;
      agenda.after(holdsMs, () => this.#endTalk(call, agent));
      return;
    }
    if (open) tally.slot.connected++;
    this.#move(agent, 'talking');
    const talkMs = lawsOf(plan, call.campaign).talkMs(random.talk, agenda.now);
    this.#hint(agent, 'talking', talkMs);
    agenda.after(talkMs, () => this.#endTalk(call, agent));
  }

  #endTalk(call: Call, agent: Agent): void {
    const { pacer, agenda, plan, random } = this.#floor;
    call.over = true;
    pacer.on({ type: 'ended', at: agenda.now, callId: call.id, as: call.isPerson ? 'person' : 'machine' });
    if (!call.isPerson) {
      this.#free(agent);
      return;
    }
    this.#move(agent, 'wrap-up');
    const wrapMs = lawsOf(plan, call.campaign).wrapMs(random.wrap);
    this.#hint(agent, 'wrap-up', wrapMs);
    agenda.after(wrapMs, () => this.#endWrapUp(agent));
  }

  #hint(agent: Agent, state: 'talking' | 'wrap-up', lengthMs: number): void {
    const { plan, random, agenda } = this.#floor;
    if (plan.hints !== true) return;
    const { call } = agent;
    for (const { step, afterMs } of hintsOf(random.hints, state, lengthMs)) {
      agenda.after(afterMs, () => {
        if (agent.call === call && agent.state === state) this.#tell(agent, step);
      });
    }
  }

  #endWrapUp(agent: Agent): void {
    const { plan, random } = this.#floor;
    const { unrest } = plan.scenario;
    if (unrest === undefined || agent.leaving || random.agents.next() >= unrest.pauseShare) {
      this.#free(agent);
      return;
    }
    agent.call = undefined;
    this.#leave(agent, 'paused');
    this.#backAfter(agent, exponential(random.agents, unrest.pauseMeanMs));
  }

  /** At once if nobody is on the line, after the present call otherwise. */
  #leave(agent: Agent, to: 'paused' | 'offline'): void {
    if (agent.call !== undefined) agent.leaving = true;
    else if (agent.state !== to) this.#move(agent, to);
  }

  #backAfter(agent: Agent, ms: number): void {
    const absence = ++agent.absence;
    this.#floor.agenda.after(ms, () => {
      if (agent.absence !== absence) return;
      agent.leaving = false;
      if (this.#floor.open && agent.call === undefined && agent.state !== 'ready') this.#free(agent);
    });
  }

  #sendAway(): void {
    const { plan, random, agenda, open } = this.#floor;
    const { unrest } = plan.scenario;
    if (unrest === undefined || !open) return;
    const going = Math.round(unrest.awayShare * this.#agents.length);
    for (let n = 0; n < going; n++) {
      // Not the same ones each time.
      const agent = this.#agents[(n + random.agents.int(0, 1) * going) % this.#agents.length];
      if (agent === undefined) continue;
      this.#leave(agent, 'paused');
      this.#backAfter(agent, unrest.awayMs);
    }
    agenda.after(unrest.awayEveryMs, () => this.#sendAway());
  }
}
