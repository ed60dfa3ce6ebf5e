import { randomUUID } from 'node:crypto';
import type { FloorRuntime } from '../src/dialer/index.ts';
import type { AgentLaw } from '../src/simulator/index.ts';
import { agentLaw } from '../src/simulator/index.ts';
import { BareClient } from './parts/bare-client.ts';
import {
  benchCampaign,
  benchClock,
  EventCounts,
  importLeads,
  openBenchFloor,
  openBenchStore,
  openStaff,
} from './parts/floor.ts';
import {
  atLeast,
  atMost,
  benchOptions,
  type Load,
  loadFigures,
  report,
  round,
  rssMb,
  said,
  startLoad,
  until,
  waitMs,
} from './parts/measure.ts';
import { type BenchNetwork, openNetwork } from './parts/network.ts';
import { EVENTS } from './parts/record-events.ts';

/*
 * Originates a second through engine, store and adapter, each attempt durable before its originate leaves; then the same
 * originates by a bare client. Most numbers are busy at once, one in twenty answers, is bridged and leaves after 3 s.
 */
const AGENTS = 120;
const RATE = 120;
const WARM_UP_MS = 6_000;
const DRAIN_MS = 40_000;
const { seconds } = benchOptions({ short: 30, long: 300 });
const quick: AgentLaw = {
  ...agentLaw,
  wrapUp: { meanMs: 3_000, variation: 0.3 },
  reactionMs: 500,
  pauseAfterCall: 0,
  breakEveryMs: Number.POSITIVE_INFINITY,
};

/** The numbered world: `14` as the last digits but two is busy, `20` answers and leaves after 3 s. */
function numberAt(index: number): string {
  const [kind, own] = index % 20 === 0 ? ['20', index / 20] : ['14', index];
  return `+33199${String(Math.floor(own / 100)).padStart(5, '0')}${kind}${String(own % 100).padStart(2, '0')}`;
}

interface Run {
  readonly originates: number;
  readonly events: number;
  readonly load: Load;
}

async function throughFoyer(network: BenchNetwork, clock: ReturnType<typeof benchClock>['clock']) {
  const { store, close } = await openBenchStore(clock);
  const campaign = benchCampaign(clock, 'progressive');
  await store.putCampaign(campaign);
  await importLeads(store, campaign.id, (seconds + 20) * RATE, numberAt, clock.now());
  let received = 0;
  const eventJson = Buffer.from('text/event-json');
  const meter = {
    onBytesIn: (_at: number, bytes: Uint8Array) => {
      const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = all.indexOf(eventJson); at !== -1; at = all.indexOf(eventJson, at + 1)) received++;
    },
  };
  const runtime = await openBenchFloor({ clock, store, url: network.url, cps: RATE, meter });
  const counts = EventCounts.of(runtime);
  const staff = openStaff({ clock, runtime, campaignId: campaign.id, count: AGENTS, law: quick });
  await waitMs(WARM_UP_MS);
  const placedBefore = counts.get('call.placed');
  const bridgedBefore = counts.get('call.bridged');
  const receivedBefore = received;
  const rss = [rssMb()];
  const watching = startLoad();
  await waitMs(seconds * 1_000);
  const load = watching.read();
  rss.push(rssMb());
  const run: Run = { originates: counts.get('call.placed') - placedBefore, events: received - receivedBefore, load };
  const bridged = counts.get('call.bridged') - bridgedBefore;
  await finish(runtime);
  staff.stop();
  const lost = counts.get('call.planned') - counts.get('call.ended');
  const unknown = (await store.campaignCounts())[0]?.outcomes.unknown ?? 0;
  await runtime.close();
  await close();
  return { run, bridged, lost, unknown, rss };
}

async function finish(runtime: FloorRuntime): Promise<void> {
  runtime.submit({ type: 'floor.drain', reason: 'end of the bench' });
  await until(() => runtime.state.calls.size === 0, DRAIN_MS);
  await runtime.drain('end of the bench', 1_000);
}

/** The same commands at the same rate, events parsed and counted. */
async function bare(network: BenchNetwork, rate: number): Promise<Run> {
  let events = 0;
  const client = await BareClient.open(network, () => events++);
  await client.ask(`event json ${EVENTS}`);
  let sent = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1_000) * rate;
    for (; sent < due; sent++) void client.ask(originateAt(sent));
  }, 5);
  await waitMs(WARM_UP_MS);
  const [sentBefore, eventsBefore] = [sent, events];
  const watching = startLoad();
  await waitMs(seconds * 1_000);
  const load = watching.read();
  clearInterval(timer);
  const run = { originates: sent - sentBefore, events: events - eventsBefore, load };
  client.close();
  return run;
}

function originateAt(index: number): string {
  const variables = [
    `origination_uuid=${randomUUID()}`,
    'origination_caller_id_number=33162000000',
    'origination_caller_id_name=33162000000',
    'ignore_early_media=true',
    'originate_timeout=26',
    'park_after_bridge=true',
    'hangup_after_bridge=false',
    'foyer_role=donor',
    `foyer_attempt=${randomUUID()}`,
    `foyer_campaign=${randomUUID()}`,
  ];
  const number = numberAt(index).slice(1);
  return `bgapi originate {${variables.join(',')}}sofia/gateway/carrier/${number} &park()\nJob-UUID: ${randomUUID()}`;
}

const { clock, realOrigin } = benchClock();
const network = await openNetwork({ scenario: 'numbered', start: clock.now(), realOrigin });
const { run, bridged, lost, unknown, rss } = await throughFoyer(network, clock);
const rate = run.originates / run.load.seconds;
const other = await bare(network, rate);
await network.close();

const perOriginate = ({ load, originates }: Run) => ({
  process: (load.cpuSeconds * 1e3) / originates,
  main: (load.mainSeconds * 1e3) / originates,
});
const [ours, theirs] = [perOriginate(run), perOriginate(other)];
report(
  `originate-rate: ${AGENTS} agents 1:1, ${round(run.load.seconds)} s, SQLite, attempt durable before each originate`,
  [
    atLeast('Foyer: originates', rate, 100, 'a second'),
    said(
      'Foyer: events received / calls bridged',
      `${round(run.events / run.load.seconds)} / ${round(bridged / run.load.seconds)}`,
      'a second',
    ),
    atMost('Foyer: event loop delay p99', run.load.loop.p99, 20, 'ms'),
    ...loadFigures('Foyer', run.load),
    said('Foyer: resident memory, start / end', rss.map(round).join(' / '), 'MB'),
    atMost('attempts planned and never ended', lost, 0, ''),
    atMost('outcome unknown', unknown, 0, ''),
    said('bare client: originates', other.originates / other.load.seconds, 'a second'),
    said('bare client: events received', other.events / other.load.seconds, 'a second'),
    ...loadFigures('bare client', other.load),
    said(
      'processor per originate, Foyer: process / thread of the loop',
      `${round(ours.process)} / ${round(ours.main)}`,
      'ms',
    ),
    said(
      'processor per originate, bare client: process / thread of the loop',
      `${round(theirs.process)} / ${round(theirs.main)}`,
      'ms',
    ),
    said(
      'ratio to the bare client: process / thread of the loop',
      `${round(ours.process / theirs.process)} / ${round(ours.main / theirs.main)}`,
    ),
  ],
);
process.exit();
