import { parseArgs } from 'node:util';
import { scenarios } from '../src/simulator/index.ts';
import { answerStamps } from './parts/answer-stamps.ts';
import { benchCampaign, benchClock, importLeads, openBenchFoyer, openBenchStore, openStaff } from './parts/floor.ts';
import { openLiveClients, openLiveServer, putAccounts, tokenOf } from './parts/live-house.ts';
import {
  atLeast,
  atMost,
  loadFigures,
  quantilesOf,
  report,
  round,
  rssMb,
  said,
  startLoad,
  waitMs,
} from './parts/measure.ts';
import { openNetwork } from './parts/network.ts';

/*
 * 200 agents dial over real sockets, first alone, then with live streams held by the same process: the desks of the 200
 * agents and boards up to `--clients` (2,000). What the streams cost a call, and how soon a board and a card are there.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    clients: { type: 'string', default: '2000' },
  },
});
const seconds = Number(values.seconds ?? (values.long ? 300 : 40));
const CLIENTS = Number(values.clients);
const AGENTS = 200;
const CPS = 60;
const SCENARIO = 'short-calls';
const WARM_UP_MS = 15_000;

const { clock, realOrigin } = benchClock();
const start = clock.now();
const aheadMs = start - Date.now();
const network = await openNetwork({ scenario: SCENARIO, start, realOrigin });
const { store, close } = await openBenchStore(clock);
const campaign = benchCampaign(clock, 'predictive');
await store.putCampaign(campaign);
await importLeads(store, campaign.id, 6_000 + seconds * 80, (i) => `+33199${String(i).padStart(9, '0')}`, start);
const stamps = answerStamps();
const { runtime, floor } = await openBenchFoyer({ clock, store, url: network.url, cps: CPS, meter: stamps.meter });
const staff = openStaff({ clock, runtime, campaignId: campaign.id, count: AGENTS, law: scenarios[SCENARIO].agents });
const server = await openLiveServer(floor, store, clock);

/** Legs matched in the very step that took the answer, and when the donor of each contact answered. */
const matched = new Set<string>();
const answeredAt = new Map<string, number>();
runtime.subscribe((events) => {
  for (const event of events) {
    if (event.type !== 'call.matched') continue;
    const { attemptId } = event.data;
    const call = runtime.state.calls.get(attemptId);
    if (call?.legId === undefined) continue;
    if (!events.some((other) => other.type === 'call.answered' && other.data.attemptId === attemptId)) continue;
    matched.add(call.legId);
    answeredAt.set(call.candidate.contactId, event.at);
  }
});
const latenciesSince = (before: ReadonlySet<string>) =>
  quantilesOf(
    [...matched.difference(before)].flatMap((leg) => {
      const [from, to] = [stamps.answeredIn.get(leg), stamps.bridgeOut.get(leg)];
      return from === undefined || to === undefined ? [] : [to - from];
    }),
  );

async function measured() {
  const before = new Set(matched);
  const load = startLoad();
  await waitMs(seconds * 1_000);
  return { load: load.read(), bridges: latenciesSince(before), rss: rssMb() };
}

await waitMs(WARM_UP_MS);
const logins = await putAccounts(store, clock, campaign.id, [...runtime.state.agents.keys()]);
const admin = await tokenOf(server.address, 'admin');
const desks: string[] = [];
for (const login of logins) desks.push(await tokenOf(server.address, login));
const alone = await measured();
const boards = Array.from({ length: Math.max(0, CLIENTS - desks.length) }, () => admin);
const clients = await openLiveClients({ address: server.address, boards, desks, aheadMs });
await waitMs(2_000);
const openedAt = clock.now();
const watched = await measured();
const seen = await clients.end();
staff.stop();

const cards = quantilesOf(
  seen.cards.flatMap(([contactId, at]) => {
    const from = answeredAt.get(contactId);
    // Who was in a call when the desks were opened got that card then.
    return from === undefined || from < openedAt ? [] : [at - from];
  }),
);
const lags = quantilesOf(seen.lags);
report(`live-load: ${AGENTS} agents, ${boards.length} boards and ${desks.length} desks, twice ${round(seconds)} s`, [
  said(
    'answer in to bridge out alone, median / p99',
    `${round(alone.bridges.p50)} / ${round(alone.bridges.p99)} (${alone.bridges.n})`,
    'ms',
  ),
  said(
    'the same with the streams',
    `${round(watched.bridges.p50)} / ${round(watched.bridges.p99)} (${watched.bridges.n})`,
    'ms',
  ),
  atMost('the median rises by', watched.bridges.p50 - alone.bridges.p50, 0.5, 'ms'),
  atMost('p99 with the streams', watched.bridges.p99, 15, 'ms'),
  said(
    'answer to the card at the desk, median / p99 / max',
    `${round(cards.p50)} / ${round(cards.p99)} / ${round(cards.max)} (${cards.n})`,
    'ms',
  ),
  said('from the state told to its arrival at a board, median / p99', `${round(lags.p50)} / ${round(lags.p99)}`, 'ms'),
  atLeast('changes told a second', seen.changes / seconds, boards.length * 0.8, ''),
  atMost('streams lost', seen.lost, 0, ''),
  ...loadFigures('alone', alone.load),
  ...loadFigures('with the streams', watched.load),
  said('resident memory, alone / with the streams', `${round(alone.rss)} / ${round(watched.rss)}`, 'MB'),
]);
await server.close();
await runtime.drain('end of the bench', 1_000);
await runtime.close();
await close();
await network.close();
process.exit();
