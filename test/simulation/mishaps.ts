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

interface Moment {
  readonly options: MishapsOptions;
  readonly random: Random;
  readonly agentId: AgentId;
  readonly pick: () => AgentId;
}

type Whim = readonly [weight: number, work: (moment: Moment) => void];

const does = (weight: number, command: (moment: Moment) => AgentCommand): Whim => [
  weight,
  (moment) => moment.options.act(moment.agentId, command(moment)),
];

/** What an agent may do at a bad moment, by weight. */
const whims = {
  pause: does(15, () => ({ type: 'agent.pause', reason: 'personal' })),
  ready: does(15, () => ({ type: 'agent.ready' })),
  notReady: does(4, () => ({ type: 'agent.not-ready' })),
  lastCall: does(6, ({ random }) => ({ type: 'agent.last-call', on: random.next() < 0.5 })),
  hangUp: does(15, () => ({ type: 'agent.hang-up' })),
  transfer: does(14, ({ options, random, pick }) => ({
    type: 'agent.transfer',
    toAgentId: random.next() < 0.3 ? options.supervisorId : pick(),
  })),
  join: [
    8,
    ({ options, random, agentId }) => {
      const way = random.next() < 0.5 ? 'listen' : 'three-way';
      options.act(options.supervisorId, { type: 'supervisor.join', targetAgentId: agentId, way });
    },
  ],
  leave: [3, ({ options }) => options.act(options.supervisorId, { type: 'supervisor.leave' })],
  logOut: does(5, () => ({ type: 'agent.log-out' })),
  loseLine: [
    9,
    ({ options, random, agentId }) => options.does.loseLine(random.next() < 0.9 ? agentId : options.supervisorId),
  ],
  loseBrowser: [5, ({ options, random, agentId }) => options.does.loseBrowser(agentId, random.int(2_000, 60_000))],
  reopen: does(4, () => ({ type: 'agent.reopen-line' })),
  dial: [3, ({ options, random, agentId }) => dial(options, random, agentId)],
} satisfies Record<string, Whim>;

type WhimName = keyof typeof whims;
const weights = Object.fromEntries(Object.entries(whims).map(([name, [weight]]) => [name, weight])) as Record<
  WhimName,
  number
>;

function person(options: MishapsOptions, random: Random): void {
  const { agentIds } = options;
  const pick = () => agentIds[random.int(0, agentIds.length - 1)] as AgentId;
  const agentId = pick();
  const [, work] = whims[drawWeighted(random, weights)];
  work({ options, random, agentId, pick });
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
    clock.schedule(random.int(500, 20_000), () =>
      options.floor()?.submit({ type: 'campaign.start', campaignId, actor }),
    );
  } else if (draw < 0.6) {
    const mode = (['progressive', 'predictive', 'predictive', 'preview'] as const)[random.int(0, 3)] ?? 'predictive';
    floor.submit({ type: 'campaign.set-mode', campaignId, mode, actor });
  } else {
    const calls = [...floor.state.calls.values()];
    const call = calls[random.int(0, Math.max(0, calls.length - 1))];
    if (call !== undefined) does.object(call.number.number, clientId);
  }
}
