import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { floorLog } from '../integration/floor-log.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { launchBrowser } from './browser.ts';
import { tabTo } from './keyboard.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** A forecast takes as long as the machine is busy. */
const FORECAST_LIMIT_MS = 60_000;
/** Few: what they say is tested elsewhere. */
const COURSES = 3;
let world: HttpWorld;
let server: Served;
let isServed = true;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  const compare: HttpWorld['simulations']['compare'] = (question) =>
    world.simulations.compare({ ...question, replications: COURSES, durationMs: 10 * MINUTE_MS }, FORECAST_LIMIT_MS);
  world = await HttpWorld.open({ webFolder, simulations: { compare } });
  await world.store.append(floorLog(world.campaign, world.clock.now()));
  const agent = await world.readyAgent();
  const legId = await world.donorAnswers();
  await world.pass(30_000);
  world.switch.hangUp(legId);
  await world.pass(1_000);
  await world.act(agent, '/wrap-up', { disposition: 'REP', ready: false });
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  if (isServed) await server.close();
  await world.close();
});

async function open({ account }: Person, path: string, language: 'fr' | 'en' = 'fr'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript(`localStorage.setItem('foyer.language', '${language}')`);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(new URL(path, server.address).href);
  await page.locator('input[name="login"]').fill(account.login);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('nav a[aria-current="page"]').waitFor();
  return page;
}

/** What axe finds on the page as it is, of what keeps people out; and whether the page is wider than its window. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<string[]>(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  return isWide ? [...found, 'wider than the window'] : found;
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name });

describe('the pacing cockpit', () => {
  it('changes the pace by the keyboard alone, within the rules and with a reason; the audit tells', async () => {
    const page = await open(await world.person('production-manager'), '/pilotage');
    const limit = page.getByLabel('Plafond d’abandon visé');
    await limit.waitFor();
    await tabTo(page, limit);
    await page.keyboard.type('3,5');
    await page.keyboard.press('Enter');
    await page.getByText('Hors des valeurs permises. De 0 à 3 %').waitFor();
    expect(await limit.inputValue()).toBe('3,5');
    await limit.press('Control+A');
    await page.keyboard.type('2,5');
    await page.keyboard.press('Enter');
    await page.getByText('Dites pourquoi').waitFor();
    const reason = page.getByLabel('Motif du changement');
    expect(await reason.and(page.locator(':focus')).count()).toBe(1);
    await page.keyboard.type('Plus de marge ce matin');
    await page.keyboard.press('Enter');
    await page.getByText('Réglages appliqués.').waitFor();
    expect(await faults(page)).toEqual([]);

    const settings = tab(page, 'Réglages');
    await settings.focus();
    await page.keyboard.press('End');
    await page.getByText('Plus de marge ce matin').waitFor();
    expect(await tab(page, 'Changements').and(page.locator(':focus')).count()).toBe(1);
    await page.getByText('2,5 %').first().waitFor();

    await page.getByRole('link', { name: 'Journal' }).press('Enter');
    const row = page.getByRole('row').filter({ hasText: 'Plus de marge ce matin' });
    await row.getByText('2,5 %').waitFor();
    expect(await row.textContent()).toContain('Un production-manager');
    await page.getByLabel('Rechercher').fill('introuvable');
    await page.getByText('Aucun changement ne correspond').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  it('forecasts beside now before anything is applied, and hands what was tried to the settings', async () => {
    const page = await open(await world.person('production-manager'), '/pilotage');
    await tab(page, 'Et si ?').click();
    const agents = page.getByLabel('Agents', { exact: true });
    await agents.focus();
    for (let more = 0; more < 5; more++) await page.keyboard.press('ArrowRight');
    await page.getByLabel('Plafond d’abandon').press('Home');
    await page.getByRole('button', { name: 'Prévoir' }).press('Enter');
    const forecast = page.getByRole('region', { name: 'Prévision' });
    await forecast.waitFor({ timeout: FORECAST_LIMIT_MS });
    expect(await forecast.getByRole('row').count()).toBe(7);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reporter dans les réglages' }).press('Enter');
    expect(await page.getByLabel('Plafond d’abandon visé').inputValue()).toBe('0');
    const { body } = await world.json('GET', '/api/campaigns', await world.person('administrator'));
    const [campaign] = body['campaigns'] as { settings: { abandonmentTarget: number } }[];
    expect(campaign?.settings.abandonmentTarget).not.toBe(0);
    await page.context().close();
  }, 120_000);

  it.each([
    ['fr', 'Pourquoi ?', 'Heures d’appel', /Rien n’arrête|Aucun/, /fermé\. .*\(FR-HOURS/],
    ['en', 'Why?', 'Calling hours', /Nothing stops|No /, /closed\. .*\(FR-HOURS/],
  ] as const)(
    'explains why nothing is dialed, and each closed hour (%s)',
    async (language, why, hours, stops, closed) => {
      const page = await open(await world.person('supervisor'), '/pilotage', language);
      await tab(page, why).click();
      await page.getByText(stops).first().waitFor();
      expect(await faults(page)).toEqual([]);
      await tab(page, hours).click();
      const cell = page.locator('.heat-map button[tabindex="0"]');
      await cell.focus();
      await page.keyboard.press('End');
      const words = page.locator('.heat-words');
      await expect.poll(() => words.textContent()).toMatch(closed);
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    },
  );
});

describe('reports', () => {
  it('show gross and net by agent against the days before, name what is wrong, and lead to the file', async () => {
    const page = await open(await world.person('campaign-manager'), '/rapports');
    await page.getByRole('rowheader', { name: 'Collecte promise annualisée' }).waitFor();
    await page.getByLabel('Par', { exact: true }).selectOption('agent');
    await page.getByLabel('Comparer à la période d’avant').check();
    await page
      .getByText(/avant\s:/)
      .first()
      .waitFor();
    await page.getByLabel('Heure d’agent').fill('beaucoup');
    await page.getByText('Un montant de 0 à 1 000 €').waitFor();
    expect(await page.getByLabel('Heure d’agent').inputValue()).toBe('beaucoup');
    await page.getByLabel('Heure d’agent').fill('33');
    await page.getByRole('button', { name: 'Coûts' }).click();
    await page.getByRole('button', { name: 'Coût par contact utile' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Fichier tableur' }).click();
    expect((await download).suggestedFilename()).toMatch(/^foyer-.*\.csv$/);
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('Heure d’agent').isVisible()).toBe(false);
    expect(await page.getByRole('table').isVisible()).toBe(true);
    await page.context().close();
  });

  it('of a charity name no agent', async () => {
    const page = await open(await world.person('client'), '/rapports', 'en');
    await page.getByRole('rowheader', { name: 'Promised in a year' }).waitFor();
    expect(await page.getByLabel('By', { exact: true }).locator('option[value="agent"]').count()).toBe(0);
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('a supervisor', () => {
  it('sees the team and the wall, sends an agent on a pause, ends a session, and learns of a lost connection', async () => {
    const page = await open(await world.person('supervisor'), '/equipe');
    const row = page.getByRole('row').filter({ hasText: 'Un agent' });
    await row.getByText('Pas prêt').first().waitFor();
    await row.getByRole('button', { name: /en pause/ }).press('Enter');
    await row.getByRole('button', { name: 'Brief' }).press('Enter');
    await world.pass(2_000);
    await row.getByRole('button', { name: /Terminer la session de/ }).waitFor();
    expect(await faults(page)).toEqual([]);
    await row.getByRole('button', { name: /Terminer la session de/ }).press('Enter');
    // It has the focus once it is painted.
    await row.getByRole('button', { name: 'Terminer la session', exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await world.pass(2_000);
    await row.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Mur' }).press('Enter');
    const wall = page.getByRole('region', { name: 'Plateau' });
    await expect.poll(() => wall.locator('dt').count()).toBe(5);
    expect(await wall.textContent()).not.toContain('Un agent');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Pilotage' }).press('Enter');
    await page.getByText('Ces réglages se changent').waitFor();
    isServed = false;
    await server.close();
    await page.getByText('Liaison perdue').waitFor({ timeout: 3_000 });
    await page.context().close();
  });

  it('has seen no error of the pages', () => {
    expect(errors).toEqual([]);
  });
});
