import { type FloorEvent, type FloorRuntime, SYSTEM } from '../src/dialer/index.ts';
import { scenarios } from '../src/simulator/index.ts';
import { type AnswerStamps, answerStamps } from './parts/answer-stamps.ts';
import { BareClient } from './parts/bare-client.ts';
import { compareBothEnds } from './parts/both-ends.ts';
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
  loadFigures,
  quantilesOf,
  report,
  round,
  rssMb,
  said,
  startLoad,
  until,
  waitMs,
} from './parts/measure.ts';
import { openNetwork } from './parts/network.ts';

/*
 * A floor of 200 agents over real sockets, in real time: is anything lost, and how long from an answer to its bridge?
 * The hardest of the scenarios: short talks and short wrap-ups, so that agents are bridged as often as can be.
 */
const AGENTS = 200;
const CPS = 60;
const SCENARIO = 'short-calls';
/** From the first log-in to the measurement: lines open, first calls made, code warm. */
const WARM_UP_MS = 12_000;
const DRAIN_MS = 45_000;
const { seconds } = benchOptions({ short: 60, long: 600 });

/** Legs answered while an agent was free: matched in the very step that took the answer. */
function watchMatches(runtime: FloorRuntime): { readonly legs: Set<string>; waited: number } {
  const found = { legs: new Set<string>(), waited: 0 };
  runtime.subscribe((events) => {
    for (const event of events) {
      if (event.type !== 'call.matched') continue;
      const { attemptId } = event.data;
      const leg = runtime.state.calls.get(attemptId)?.legId;
      const atOnce = events.some((other) => other.type === 'call.answered' && other.data.attemptId === attemptId);
      if (!atOnce || leg === undefined) found.waited++;
      else found.legs.add(leg);
    }
  });
  return found;
}

function ownLatencies({ answeredIn, bridgeOut }: AnswerStamps, legs: ReadonlySet<string>): number[] {
  return [...legs].flatMap((leg) => {
    const [from, to] = [answeredIn.get(leg), bridgeOut.get(leg)];
    return from === undefined || to === undefined ? [] : [to - from];
  });
}

async function simulatorLatencies(client: BareClient, legs: ReadonlySet<string>): Promise<number[]> {
  const { rows } = JSON.parse(await client.ask('api foyer_stamps')) as {
    rows: { uuid: string; answerWrittenMs?: number; bridgeArrivedMs?: number }[];
  };
  return rows.flatMap(({ uuid, answerWrittenMs: from, bridgeArrivedMs: to }) =>
    legs.has(uuid) && from !== undefined && to !== undefined ? [to - from] : [],
  );
}

/** No new calls; talks are ended by their agents, and what rings rings out. */
async function endAll(runtime: FloorRuntime): Promise<void> {
  runtime.submit({ type: 'floor.drain', reason: 'end of the bench' });
  await until(() => {
    for (const agent of runtime.state.agents.values()) {
      if (agent.state === 'talking') void runtime.act(agent.id, { type: 'agent.hang-up' }, SYSTEM);
    }
    return runtime.state.calls.size === 0;
  }, DRAIN_MS);
}

const { clock, realOrigin } = benchClock();
const network = await openNetwork({ scenario: SCENARIO, start: clock.now(), realOrigin });
const { store, close } = await openBenchStore(clock);
const campaign = benchCampaign(clock, 'predictive');
await store.putCampaign(campaign);
await importLeads(store, campaign.id, 3_000 + seconds * 40, (i) => `+33199${String(i).padStart(9, '0')}`, clock.now());
const stamps = answerStamps();
const runtime = await openBenchFloor({ clock, store, url: network.url, cps: CPS, meter: stamps.meter });
const counts = EventCounts.of(runtime);
const matches = watchMatches(runtime);
const staff = openStaff({ clock, runtime, campaignId: campaign.id, count: AGENTS, law: scenarios[SCENARIO].agents });
const client = await BareClient.open(network);
await waitMs(WARM_UP_MS);

const warm = new Set(matches.legs);
const before = counts.copy();
const rssBefore = rssMb();
const load = startLoad();
await waitMs(seconds * 1_000);
const measured = load.read();
const rssAfter = rssMb();
const after = counts.copy();
const legs = matches.legs.difference(warm);
const inFlight = await compareBothEnds(runtime, client);

await endAll(runtime);
staff.stop();
const theirs = quantilesOf(await simulatorLatencies(client, legs));
const ours = quantilesOf(ownLatencies(stamps, legs));
const idle = await compareBothEnds(runtime, client);
const carrier = /CallsOUT\t(\d+)/.exec(await client.ask('api sofia status gateway carrier'))?.[1];
await runtime.drain('end of the bench', 1_000);
const open = await store.openAttempts();
const [rows] = await store.campaignCounts();
const lines = [...runtime.state.agents.values()].filter(({ lineOpen }) => lineOpen).length;
const of = (type: FloorEvent['type']) => after.get(type) - before.get(type);
const total = (type: FloorEvent['type']) => counts.get(type);

report(`floor-load: ${AGENTS} agents, ${round(measured.seconds)} s, scenario ${SCENARIO}, SQLite, real sockets`, [
  said(
    'calls placed / answered / bridged / abandoned',
    `${of('call.placed')} / ${of('call.answered')} / ${of('call.bridged')} / ${of('call.abandoned')}`,
  ),
  said('bridges measured (an agent was free at the answer)', ours.n),
  said('bridges not measured (the donor waited for an agent)', matches.waited),
  atMost('answer in to bridge out, median', ours.p50, 2, 'ms'),
  atMost('answer in to bridge out, p99', ours.p99, 15, 'ms'),
  said('answer in to bridge out, max', ours.max, 'ms'),
  said(
    `the same by the simulator's stamps (${theirs.n}), median / p99 / max`,
    `${round(theirs.p50)} / ${round(theirs.p99)} / ${round(theirs.max)}`,
    'ms',
  ),
  atMost('in flight: channels of the switch unknown to Foyer', inFlight.unknownToFoyer, 0, ''),
  atMost(`in flight: legs of Foyer unknown to the switch (of ${inFlight.channels})`, inFlight.unknownToSwitch, 0, ''),
  atMost('after the end: channels beyond the lines of agents', idle.channels - lines, 0, ''),
  atMost(
    'attempts planned, and neither ended nor in flight',
    total('call.planned') - total('call.ended') - runtime.state.calls.size,
    0,
    '',
  ),
  atMost('attempts still in flight when all had to be over', runtime.state.calls.size, 0, ''),
  atMost('open attempts in the database', open.length, 0, ''),
  atMost('ended in the log and not in the projection', Math.abs(total('call.ended') - (rows?.ended ?? 0)), 0, ''),
  atMost(
    'originates placed and calls the carrier saw, difference',
    Math.abs(total('call.placed') - Number(carrier)),
    0,
    '',
  ),
  atMost('outcome unknown', rows?.outcomes.unknown ?? 0, 0, ''),
  said('decisions of the pacing / late ones (1:1 meanwhile)', `${of('pacing.decided')} / ${of('pacing.late')}`),
  atMost('connections lost', total('switch.disconnected'), 0, ''),
  atLeast('agents whose line is open at the end', lines, AGENTS, ''),
  ...loadFigures('Foyer', measured),
  said('resident memory, start / end', `${round(rssBefore)} / ${round(rssAfter)}`, 'MB'),
]);
client.close();
await runtime.close();
await close();
await network.close();
process.exit();
