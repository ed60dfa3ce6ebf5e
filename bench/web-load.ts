import type { Browser, Page } from 'playwright-core';
import { SYSTEM } from '../src/dialer/index.ts';
import { scenarios } from '../src/simulator/index.ts';
import { launchBrowser } from '../test/e2e/browser.ts';
import { benchCampaign, benchClock, importLeads, openBenchFoyer, openBenchStore, openStaff } from './parts/floor.ts';
import { openLiveServer, PASSWORD, putAccounts } from './parts/live-house.ts';
import { atMost, benchOptions, quantilesOf, report, round, said, waitMs } from './parts/measure.ts';
import { openNetwork } from './parts/network.ts';

/*
 * The pages in a real browser while 200 agents dial over real sockets: from a donor's answer to the card painted at an
 * agent's desk, and from a key to the next paint on the board, the desk and the team's page.
 * The pages must be built (`npm run build:web`).
 */
const AGENTS = 200;
const DESKS = 6;
const { seconds } = benchOptions({ short: 60, long: 300 });
const SCENARIO = 'short-calls';
const KEY_EVERY_MS = 150;

const { clock, realOrigin } = benchClock();
const aheadMs = clock.now() - Date.now();
const network = await openNetwork({ scenario: SCENARIO, start: clock.now(), realOrigin });
const { store, close } = await openBenchStore(clock);
const campaign = benchCampaign(clock, 'predictive');
await store.putCampaign(campaign);
const numberOf = (index: number) => `+33199${String(index).padStart(9, '0')}`;
await importLeads(store, campaign.id, 6_000 + seconds * 80, numberOf, clock.now());
const { runtime, floor } = await openBenchFoyer({ clock, store, url: network.url, cps: 60 });
const staff = openStaff({ clock, runtime, campaignId: campaign.id, count: AGENTS, law: scenarios[SCENARIO].agents });
const server = await openLiveServer(floor, store, clock);
await waitMs(15_000);
const logins = await putAccounts(store, clock, campaign.id, [...runtime.state.agents.keys()]);

/** When the donor of each number answered and an agent was there at once, floor's time. */
const answeredAt = new Map<string, number>();
runtime.subscribe((events) => {
  for (const event of events) {
    if (event.type !== 'call.matched') continue;
    const call = runtime.state.calls.get(event.data.attemptId);
    if (call !== undefined) answeredAt.set(call.number.number, event.at);
  }
});

/** In the page: notes each new donor once painted, and how long each key took to the next paint (from 16 ms on). */
const WATCH = `
  window.foyerBench = { cards: [], keys: [] };
  let last = '';
  new MutationObserver(() => {
    const name = document.querySelector('.donor h2')?.textContent ?? '';
    if (name === last) return;
    last = name;
    if (name !== '') requestAnimationFrame(() => setTimeout(() => window.foyerBench.cards.push([name, Date.now()])));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const each of list.getEntries())
      if (each.interactionId > 0) window.foyerBench.keys.push(each.duration);
  }).observe({ type: 'event', durationThreshold: 16 });`;

async function open(browser: Browser, login: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${server.address}${path}`);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel('Identifiant').waitFor({ state: 'detached' });
  await page.evaluate(WATCH);
  return page;
}

interface Noted {
  readonly cards: readonly (readonly [name: string, at: number])[];
  readonly keys: readonly number[];
}

/** Each desk is in front of its own agent: none may be slowed down for being behind another. */
const browser = await launchBrowser(
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
);
const desks: Page[] = [];
for (const login of logins.slice(0, DESKS)) desks.push(await open(browser, login, '/poste'));
const watching = new Map<string, Page>();
for (const path of ['/plateau', '/equipe']) watching.set(path, await open(browser, 'admin', path));
const openedAt = clock.now();
const pages = [...desks.slice(0, 1).map((page) => ['/poste', page] as const), ...watching];
const pressed = new Map<string, number>();
const until = performance.now() + seconds * 1_000;
while (performance.now() < until) {
  for (const [path, page] of pages) {
    await page.bringToFront();
    for (const key of ['Tab', 'Tab', 'ArrowDown', 'Shift+Tab']) {
      await page.keyboard.press(key);
      pressed.set(path, (pressed.get(path) ?? 0) + 1);
      await waitMs(KEY_EVERY_MS);
    }
  }
}
const noted = (page: Page) => page.evaluate<Noted>('window.foyerBench');

const lags: number[] = [];
for (const page of desks) {
  for (const [name, at] of (await noted(page)).cards) {
    const index = /(\d+)$/.exec(name)?.[1];
    const from = index === undefined ? undefined : answeredAt.get(numberOf(Number(index)));
    // Who was in a call when the desk was opened got that card then.
    if (from !== undefined && from >= openedAt) lags.push(at + aheadMs - from);
  }
}
const cards = lags.toSorted((a, b) => a - b);
const p95 = (sorted: readonly number[]) => sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
const lines = [
  said('answer to the card painted, median', cards[Math.floor(cards.length / 2)] ?? Number.NaN, 'ms'),
  atMost(`answer to the card painted, p95 (${cards.length} cards at ${DESKS} desks)`, p95(cards), 300, 'ms'),
];
for (const [path, page] of pages) {
  const { keys } = await noted(page);
  const count = Math.max(pressed.get(path) ?? 0, keys.length);
  // What took less than 16 ms is not told.
  const all = [...Array.from({ length: count - keys.length }, () => 8), ...keys].sort((a, b) => a - b);
  lines.push(
    atMost(`${path}: key to next paint, p95 (${count} keys, longest ${round(all.at(-1) ?? 0)})`, p95(all), 100, 'ms'),
  );
}
report(
  `web-load: ${AGENTS} agents, ${round(seconds)} s, ${quantilesOf(cards).n} cards, Chromium on the same two cores`,
  lines,
);
await browser.close();
staff.stop();
runtime.submit({ type: 'floor.drain', reason: 'end of the bench' });
for (const agent of runtime.state.agents.values())
  if (agent.state === 'talking') void runtime.act(agent.id, { type: 'agent.hang-up' }, SYSTEM);
await server.close();
await runtime.close();
await close();
await network.close();
process.exit();
