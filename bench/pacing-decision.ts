import type { AgentId, AttemptId, CampaignId } from '../src/kernel/id.ts';
import { seededRandom } from '../src/kernel/random.ts';
import { systemClock } from '../src/kernel/system-clock.ts';
import {
  applyDelta,
  decide,
  type PacingCampaignSettings,
  type PacingDelta,
  type PacingGroupId,
  PiscinaPacing,
  pacingModel,
} from '../src/pacing/index.ts';

/*
 * How long one pacing decision takes: the decision alone, and through its worker (questions one at a time, with
 * the deltas of a busy second). Processor time of the thread beside the time that passed, which on a shared machine
 * counts others' work too. Run: node bench/pacing-decision.ts
 */
const GROUP = 'group' as PacingGroupId;
const CAMPAIGN = 'campaign' as CampaignId;
const NOW = 3_600_000;
const WARM_UP = 300;
const DECISIONS = 2_000;
const ASKED = 500;

interface Case {
  readonly name: string;
  readonly agents: number;
  readonly readyShare: number;
  readonly lines: number;
}

const cases: readonly Case[] = [
  { name: '20 agents, 4 lines', agents: 20, readyShare: 0.15, lines: 4 },
  { name: '200 agents, 20 lines', agents: 200, readyShare: 0.05, lines: 20 },
  { name: '500 agents, 40 lines', agents: 500, readyShare: 0.05, lines: 40 },
  { name: '500 agents, 2000 lines', agents: 500, readyShare: 0.02, lines: 2_000 },
  { name: '500 agents, all waiting, no line', agents: 500, readyShare: 1, lines: 0 },
];

const settings: PacingCampaignSettings = {
  campaignId: CAMPAIGN,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  window: '24h',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

/** An hour of learned answers, then the floor as the case says. */
function history({ agents, readyShare, lines }: Case): PacingDelta[] {
  const random = seededRandom(1);
  const deltas: PacingDelta[] = [];
  for (let n = 0; n < 2_000; n++) {
    const callId = `old-${n}` as AttemptId;
    const at = n * 1_700;
    deltas.push({ type: 'placed', at, callId, campaignId: CAMPAIGN, reserved: false });
    deltas.push({
      type: 'ended',
      at: at + random.int(4_000, 25_000),
      callId,
      as: random.next() < 0.3 ? 'person' : 'no-answer',
    });
  }
  for (let n = 0; n < agents; n++) {
    const state = n < agents * readyShare ? 'ready' : n % 6 === 0 ? 'wrap-up' : 'talking';
    const at = NOW - random.int(0, state === 'wrap-up' ? 40_000 : 300_000);
    deltas.push({
      type: 'agent',
      at,
      agentId: `agent-${n}` as AgentId,
      state,
      campaignIds: [CAMPAIGN],
      lastCall: false,
    });
  }
  for (let n = 0; n < lines; n++) {
    deltas.push({
      type: 'placed',
      at: NOW - random.int(0, 25_000),
      callId: `call-${n}` as AttemptId,
      campaignId: CAMPAIGN,
      reserved: false,
    });
  }
  return deltas;
}

function summary(samples: readonly number[]): { readonly p50: number; readonly p95: number; readonly p99: number } {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

interface Timed {
  /** Microseconds that passed, of each run. */
  readonly passedUs: number[];
  /** Processor time of this thread, microseconds a run: the system counts it in ticks, too coarse for one run. */
  readonly processorUs: number;
}

function time(runs: number, work: (run: number) => void): Timed {
  const passedUs: number[] = [];
  const processorFrom = process.threadCpuUsage();
  for (let run = 0; run < runs; run++) {
    const from = systemClock.monotonic();
    work(run);
    passedUs.push((systemClock.monotonic() - from) * 1_000);
  }
  const { user, system } = process.threadCpuUsage(processorFrom);
  return { passedUs, processorUs: (user + system) / runs };
}

async function timeAsked(deltas: readonly PacingDelta[]): Promise<number[]> {
  const pacing = new PiscinaPacing({ clock: systemClock });
  await pacing.ask({ groupId: GROUP, version: 0, at: NOW, deltas, rebuilt: true, campaigns: [settings] });
  const samples: number[] = [];
  for (let n = 1; n <= ASKED; n++) {
    const told = Array.from(
      { length: 40 },
      (_, i): PacingDelta => ({ type: 'ringing', at: NOW, callId: `call-${i}` as AttemptId }),
    );
    const from = systemClock.monotonic();
    await pacing.ask({ groupId: GROUP, version: n * told.length, at: NOW + n, deltas: told, campaigns: [settings] });
    samples.push((systemClock.monotonic() - from) * 1_000);
  }
  await pacing.close();
  return samples.slice(50);
}

for (const one of cases) {
  const deltas = history(one);
  const model = pacingModel();
  const learned = time(1, () => {
    for (const delta of deltas) applyDelta(model, delta);
  });
  const ask = (run: number) =>
    decide(model, { groupId: GROUP, version: run, at: NOW + run, deltas: [], campaigns: [settings] });
  time(WARM_UP, ask);
  const alone = time(DECISIONS, ask);
  const passed = summary(alone.passedUs);
  const asked = summary(await timeAsked(deltas));
  const row = {
    case: one.name,
    lines: ask(1).lines[CAMPAIGN],
    decisionUsP50: passed.p50,
    decisionUsP95: passed.p95,
    decisionUsP99: passed.p99,
    processorUsMean: Math.round(alone.processorUs),
    askedUsP50: asked.p50,
    askedUsP99: asked.p99,
    deltaUsMean: Number(((learned.passedUs[0] ?? 0) / deltas.length).toFixed(1)),
  };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
