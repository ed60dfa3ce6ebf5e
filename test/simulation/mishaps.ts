import type { AgentCommand, FloorRuntime } from '../../src/dialer/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { AgentId, CampaignId, ClientId } from '../../src/kernel/id.ts';
import type { Random } from '../../src/kernel/random.ts';
import { drawExponential, drawWeighted } from '../../src/simulator/world/draw.ts';

/** Mean time from one mishap of a kind to the next, for the whole floor; Infinity: never. */
export interface MishapRates {
  readonly personMs: number;
  readonly managerMs: number;
  readonly crashMs: number;
  readonly cutMs: number;
  readonly switchRestartMs: number;
  readonly overloadMs: number;
  readonly clockJumpMs: number;
}

export const noMishaps: MishapRates = {
  personMs: Number.POSITIVE_INFINITY,
  managerMs: Number.POSITIVE_INFINITY,
  crashMs: Number.POSITIVE_INFINITY,
  cutMs: Number.POSITIVE_INFINITY,
  switchRestartMs: Number.POSITIVE_INFINITY,
  overloadMs: Number.POSITIVE_INFINITY,
  clockJumpMs: Number.POSITIVE_INFINITY,
};

/** Half an hour of it is worse than a year of any real floor. */
export const terribleDay: MishapRates = {
  personMs: 3_000,
  managerMs: 60_000,
  crashMs: 240_000,
  cutMs: 120_000,
  switchRestartMs: 1_200_000,
  overloadMs: 300_000,
  clockJumpMs: 300_000,
};

export interface MishapsOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly rates: MishapRates;
  readonly agentIds: readonly AgentId[];
  readonly supervisorId: AgentId;
  readonly campaignIds: readonly CampaignId[];
  readonly clientId: ClientId;
  readonly floor: () => FloorRuntime | undefined;
  readonly act: (agentId: AgentId, command: AgentCommand) => void;
  readonly does: {
    readonly loseLine: (agentId: AgentId) => void;
    readonly loseBrowser: (agentId: AgentId, forMs: number) => void;
    readonly object: (number: string, clientId: ClientId) => void;
    readonly crash: () => void;
    readonly cut: () => void;
    readonly restartSwitch: () => void;
    readonly overload: () => void;
    readonly jump: (byMs: number) => void;
  };
}

/** Begins to make things go wrong, each kind from a stream of its own; the result ends it. */
export function startMishaps(options: MishapsOptions): () => void {
  const { clock, rates, does } = options;
  let over = false;
  const every = (name: string, meanMs: number, work: (random: Random) => void) => {
    if (!Number.isFinite(meanMs)) return;
    const random = options.random.fork(name);
    const next = () =>
      clock.schedule(drawExponential(random, meanMs), () => {
        if (over) return;
        work(random);
        next();
      });
    next();
  };
  every('person', rates.personMs, (random) => person(options, random));
  every('manager', rates.managerMs, (random) => manager(options, random));
  every('crash', rates.crashMs, () => does.crash());
  every('cut', rates.cutMs, () => does.cut());
  every('switch', rates.switchRestartMs, () => does.restartSwitch());
  every('overload', rates.overloadMs, () => does.overload());
  every('clock', rates.clockJumpMs, (random) => does.jump(random.int(-10_000, 10_000)));
  return () => {
    over = true;
  };
}

/** An agent, at a bad moment. */
function person(options: MishapsOptions, random: Random): void {
  const { agentIds, supervisorId, does } = options;
  const pick = () => agentIds[random.int(0, agentIds.length - 1)] as AgentId;
  const agentId = pick();
  const what = drawWeighted(random, {
    pause: 15, ready: 15, notReady: 4, lastCall: 6, hangUp: 15, transfer: 14, join: 8, leave: 3, logOut: 5, loseLine: 9, loseBrowser: 5, reopen: 4, dial: 3,
  });
  const go = (command: AgentCommand) => options.act(agentId, command);
  switch (what) {
    case 'pause':
      return go({ type: 'agent.pause', reason: 'personal' });
    case 'ready':
      return go({ type: 'agent.ready' });
    case 'notReady':
      return go({ type: 'agent.not-ready' });
    case 'lastCall':
      return go({ type: 'agent.last-call', on: random.next() < 0.5 });
    case 'hangUp':
      return go({ type: 'agent.hang-up' });
    case 'transfer':
      return go({ type: 'agent.transfer', toAgentId: random.next() < 0.3 ? supervisorId : pick() });
    case 'join':
      return options.act(supervisorId, { type: 'supervisor.join', targetAgentId: agentId, way: random.next() < 0.5 ? 'listen' : 'three-way' });
    case 'leave':
      return options.act(supervisorId, { type: 'supervisor.leave' });
    case 'logOut':
      return go({ type: 'agent.log-out' });
    case 'loseLine':
      return does.loseLine(random.next() < 0.9 ? agentId : supervisorId);
    case 'loseBrowser':
      return does.loseBrowser(agentId, random.int(2_000, 60_000));
    case 'reopen':
      return go({ type: 'agent.reopen-line' });
    case 'dial':
      return dial(options, random, agentId);
  }
}

/** By hand, a contact that waits in the hopper. */
function dial(options: MishapsOptions, random: Random, agentId: AgentId): void {
  const hoppers = [...(options.floor()?.state.campaigns.values() ?? [])].map(({ hopper }) => [...hopper.contactIds()]);
  const contactIds = hoppers.flat();
  const contactId = contactIds[random.int(0, Math.max(0, contactIds.length - 1))];
  if (contactId !== undefined) options.act(agentId, { type: 'agent.dial', contactId, numberId: undefined });
}

/** What managers and donors' letters bring. */
function manager(options: MishapsOptions, random: Random): void {
  const { clock, campaignIds, clientId, does } = options;
  const floor = options.floor();
  const campaignId = campaignIds[random.int(0, campaignIds.length - 1)] as CampaignId;
  const actor = { kind: 'system' } as const;
  const draw = random.next();
  if (floor === undefined) return;
  if (draw < 0.35) {
    floor.submit({ type: 'campaign.stop', campaignId, actor });
    clock.schedule(random.int(500, 20_000), () => options.floor()?.submit({ type: 'campaign.start', campaignId, actor }));
  } else if (draw < 0.6) {
    const mode = (['progressive', 'predictive', 'predictive', 'preview'] as const)[random.int(0, 3)] ?? 'predictive';
    floor.submit({ type: 'campaign.set-mode', campaignId, mode, actor });
  } else {
    const calls = [...floor.state.calls.values()];
    const call = calls[random.int(0, Math.max(0, calls.length - 1))];
    if (call !== undefined) does.object(call.number.number, clientId);
  }
}
