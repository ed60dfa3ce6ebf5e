import type { AgentCommand, FloorRuntime } from '../../src/dialer/index.ts';
import type { AgentId, CampaignId, SwitchId } from '../../src/kernel/id.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import type { AgentLaw, Shift } from '../../src/simulator/agent-behaviour.ts';
import { heardOn } from '../../src/simulator/switch/far-end.ts';
import type { SwitchModel } from '../../src/simulator/switch/switch-model.ts';
import { type AgentScreen, type VirtualAgents, virtualAgents } from '../../src/simulator/virtual/virtual-agents.ts';

export interface DesksOptions {
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly law: AgentLaw;
  readonly agentIds: readonly AgentId[];
  readonly campaignIds: readonly CampaignId[];
  readonly models: ReadonlyMap<SwitchId, SwitchModel>;
  readonly floor: () => FloorRuntime | undefined;
}

const SYSTEM = { kind: 'system' } as const;
const BEAT_MS = 4_000;

/** The agents at home with their browsers: what they see and do reaches Foyer while both are there. */
export class Desks {
  readonly #options: DesksOptions;
  /** What each browser shows; it stays on the screen while Foyer is away. */
  readonly #screens = new Map<AgentId, AgentScreen>();
  /** Until when a browser is out of reach, elapsed ms. */
  readonly #lostUntil = new Map<AgentId, number>();
  #agents: VirtualAgents | undefined;
  /** One more person, who listens in. */
  readonly supervisorId: AgentId;

  constructor(options: DesksOptions, supervisorId: AgentId) {
    this.#options = options;
    this.supervisorId = supervisorId;
  }

  /** Begins a shift; those who are still there from the last one have gone. */
  open(shift: Shift, day: number): void {
    this.#agents?.stop();
    const { clock, random, law, agentIds, campaignIds } = this.#options;
    this.#agents = virtualAgents({
      clock,
      random: random.fork(`day:${day}`),
      law,
      agents: agentIds.map((agentId, i) => ({
        agentId,
        line: { kind: 'sip', address: `agent${i}@home.test` },
        campaignIds,
        skills: [],
        shift: { from: shift.from + i * 50, to: shift.to },
      })),
      screenOf: (agentId) => this.#screens.get(agentId),
      heardBy: (agentId) => this.#heardBy(agentId),
      act: (input) => {
        const { agentId, ...command } = input;
        this.act(agentId, command as AgentCommand);
      },
    });
  }

  /** The floor has told of an agent. */
  changed(agentId: AgentId): void {
    const agent = this.#options.floor()?.state.agents.get(agentId);
    if (agent === undefined) this.#screens.delete(agentId);
    else this.#screens.set(agentId, { state: agent.state, since: agent.since, lastCall: agent.lastCall });
    this.#agents?.changed(agentId);
    if (agent?.state === 'reserved' && agent.preview !== undefined) this.#preview(agentId);
  }

  /** Foyer is back: the browsers ask how things stand. */
  refresh(): void {
    for (const agentId of [...this.#options.agentIds, this.supervisorId]) this.changed(agentId);
  }

  act(agentId: AgentId, command: AgentCommand): void {
    if (this.#options.clock.monotonic() < (this.#lostUntil.get(agentId) ?? 0)) return;
    void this.#options.floor()?.act(agentId, command, SYSTEM);
  }

  loseBrowser(agentId: AgentId, forMs: number): void {
    this.#lostUntil.set(agentId, this.#options.clock.monotonic() + forMs);
  }

  /** The supervisor's browser: logged in all day, ready for nobody. */
  openSupervisor(): void {
    const { clock, floor, campaignIds } = this.#options;
    const beat = () => {
      const state = floor()?.state.agents.get(this.supervisorId)?.state;
      if (state === undefined) {
        const line = { kind: 'sip', address: 'supervisor@home.test' } as const;
        this.act(this.supervisorId, { type: 'agent.log-in', line, campaignIds, skills: [], supervisor: true });
      } else if (state === 'line-lost') this.act(this.supervisorId, { type: 'agent.reopen-line' });
      else if (state === 'wrap-up')
        this.act(this.supervisorId, { type: 'agent.wrap-up', disposition: 'IND', callbackAt: undefined, ready: false });
      this.act(this.supervisorId, { type: 'agent.heartbeat' });
      clock.schedule(BEAT_MS, beat);
    };
    beat();
  }

  /** A contact on the screen is read, then dialed, or given back. */
  #preview(agentId: AgentId): void {
    const random = this.#options.random.fork(`preview:${agentId}:${this.#options.clock.monotonic()}`);
    const type = random.next() < 0.85 ? 'agent.preview-dial' : 'agent.preview-skip';
    this.#options.clock.schedule(random.int(1_000, 8_000), () => this.act(agentId, { type }));
  }

  #heardBy(agentId: AgentId) {
    const agent = this.#options.floor()?.state.agents.get(agentId);
    const model = agent?.switchId === undefined ? undefined : this.#options.models.get(agent.switchId);
    const channel = agent?.lineLegId === undefined ? undefined : model?.channels.get(agent.lineLegId);
    return channel === undefined ? undefined : heardOn(channel);
  }
}
