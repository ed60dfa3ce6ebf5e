import { launchBrowser } from '../test/e2e/browser.ts';
import { startDemo } from '../test/e2e/demo-process.ts';
import { atLeast, atMost, benchOptions, report, round, said, waitMs } from './parts/measure.ts';

/*
 * An agent's page over a shift of eight hours of the floor's time, 30 times faster than life: call after call by keyboard,
 * and what it holds in memory at the end against after its first hour. The pages must be built (`npm run build:web`).
 */
const SPEED = 30;
const HOUR_REAL_MS = 3_600_000 / SPEED;
const { seconds } = benchOptions({ short: 240, long: (8 * HOUR_REAL_MS) / 1_000 });
const GROWTH = 0.1;

const demo = await startDemo('--speed', String(SPEED), '--agents', '4', '--seed', '5');
const browser = await launchBrowser('--js-flags=--expose-gc');
const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' })).newPage();
page.setDefaultTimeout(60_000);
await page.goto(demo.address);
await page.getByLabel('Identifiant').fill('conseiller');
await page.getByLabel('Mot de passe', { exact: true }).fill(demo.passwords.get('conseiller') ?? '');
await page.keyboard.press('Enter');
await page.getByRole('button', { name: 'Ouvrir ma ligne' }).press('Enter');
await page.locator('.state-panel[data-state="not-ready"]').waitFor();
const devtools = await page.context().newCDPSession(page);

interface Held {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** After a collection, so that only what is still held counts. */
async function held(): Promise<Held> {
  for (let n = 0; n < 3; n++) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { heapMb: of('JSHeapUsedSize') / 1e6, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

const state = () => page.locator('.state-panel').getAttribute('data-state');
let calls = 0;
let before = '';
/** One act of an agent, by keyboard, as the state asks for. */
async function act(now: string): Promise<void> {
  if (now === 'talking') await page.keyboard.press('F4');
  else if (now === 'not-ready') await page.keyboard.press('F2');
  else if (now === 'wrap-up') {
    await page.keyboard.type('bmo');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F2');
  }
}

const startedAt = performance.now();
let first: Held | undefined;
while (performance.now() - startedAt < seconds * 1_000) {
  const now = (await state()) ?? '';
  if (now === 'talking' && before !== 'talking') calls++;
  before = now;
  await act(now);
  await waitMs(now === 'ready' ? 100 : 700);
  if (first === undefined && performance.now() - startedAt > Math.min(HOUR_REAL_MS, (seconds * 1_000) / 3))
    first = await held();
}
const last = await held();
await browser.close();
await demo.stop();
const hours = (seconds * SPEED) / 3_600;
const grown = first === undefined ? Number.NaN : last.heapMb / first.heapMb - 1;
report(`web-shift: an agent's page over ${round(hours)} h of the floor, ${SPEED} times faster`, [
  atLeast('calls taken and written up', calls, hours * 4, ''),
  said(
    'memory after the first hour / at the end',
    `${round(first?.heapMb ?? Number.NaN)} / ${round(last.heapMb)}`,
    'MB',
  ),
  atMost('memory grown', grown * 100, GROWTH * 100, '%'),
  said('elements, first / last', `${first?.nodes} / ${last.nodes}`),
  said('listeners, first / last', `${first?.listeners} / ${last.listeners}`),
]);
process.exit();
