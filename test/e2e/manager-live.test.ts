import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { floorLog } from '../integration/floor-log.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { faultsOf } from './axe-faults.ts';
import { launchBrowser } from './browser.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
const FORECAST_LIMIT_MS = 60_000;
/** Few: what they say is tested elsewhere. */
const COURSES = 3;
let world: HttpWorld;
let server: Served;
let browser: Browser;
let agent: Person;
const errors: string[] = [];

beforeAll(async () => {
  const compare: HttpWorld['simulations']['compare'] = (question) =>
    world.simulations.compare({ ...question, replications: COURSES, durationMs: 10 * MINUTE_MS }, FORECAST_LIMIT_MS);
  world = await HttpWorld.open({ webFolder, simulations: { compare } });
  await world.store.append(floorLog(world.campaign, world.clock.now()));
  // Its name is known to the pages before it comes to the floor.
  agent = await world.person('agent');
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

async function open({ account }: Person, path: string, language: 'fr' | 'en'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript(`localStorage.setItem('foyer.language', '${language}')`);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(new URL(path, server.address).href);
  await page.locator('input[name="login"]').fill(account.login);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('nav a[aria-current="page"]').waitFor();
  return page;
}

describe('a production manager', () => {
  it('tries settings for half an hour, sees before and with, and past hours under other settings', async () => {
    const page = await open(await world.person('production-manager'), '/pilotage', 'fr');
    await page.getByLabel('Lignes au plus').fill('8');
    await page.getByRole('button', { name: 'Essayer 30 min, puis comparer' }).press('Enter');
    await page.getByText('Dites pourquoi').waitFor();
    await page.getByLabel('Motif du changement').fill('Moins de sonneries');
    await page.getByRole('button', { name: 'Essayer 30 min, puis comparer' }).press('Enter');
    const tile = page.getByRole('region', { name: 'Essai de réglages' });
    // Facts are on disk after a turn of the floor's clock.
    const until = async (words: RegExp) =>
      expect
        .poll(
          async () => {
            await world.pass(1_000);
            return (await tile.count()) === 0 ? '' : tile.textContent();
          },
          { timeout: 20_000 },
        )
        .toMatch(words);
    await until(/En cours\s: retour aux valeurs d’avant à 11:0/);
    await tile.getByRole('button', { name: 'Revenir maintenant' }).press('Enter');
    await until(/les valeurs d’avant sont revenues/);
    await tile.getByRole('rowheader', { name: 'Attente d’un agent' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Changements' }).click();
    await page.getByText('Fin de l’essai').first().waitFor();

    await page.getByRole('tab', { name: 'Rejouer' }).click();
    await page.getByLabel('Jour').fill('2030-01-01');
    await page.getByText('ne sont pas encore passées').waitFor();
    await page.getByLabel('Jour').fill('2026-11-24');
    await page.getByLabel('À partir de').selectOption('10');
    await page.getByLabel('Pendant').selectOption('30');
    await page.getByLabel('Mode simulé').selectOption('predictive');
    await page.getByRole('button', { name: 'Revivre ces heures' }).press('Enter');
    await page
      .getByText(/Il y a trop peu d’appels|Prévu/)
      .first()
      .waitFor({ timeout: FORECAST_LIMIT_MS });
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 120_000);
});

describe('a supervisor', () => {
  beforeAll(async () => {
    await world.act(agent, '/session', { line: { kind: 'sip' } });
    await world.pass(200);
    await world.act(agent, '/pause', { reason: 'briefing' });
    await world.pass(1_000);
  });

  it('writes to an agent and hears the answer, moves him or her, and reads the breaks by their reasons', async () => {
    const both = { clientIds: [world.client, world.otherClient] };
    const page = await open(await world.person('supervisor', both), '/equipe', 'en');
    const row = page.getByRole('row').filter({ hasText: 'Un agent' });
    await row.getByRole('button', { name: 'Write to Un agent' }).press('Enter');
    const thread = page.getByRole('region', { name: 'Messages with Un agent' });
    await thread.getByText('Breaks of Un agent today').waitFor();
    await thread.getByRole('button', { name: 'Send' }).press('Enter');
    await thread.getByText('Write something first.').waitFor();
    await thread.getByLabel('Your message').fill('All well?');
    await page.keyboard.press('Enter');
    await thread.getByText('All well?').waitFor();
    await world.json('POST', '/api/agent/messages', agent, { text: 'Yes, thank you' });
    await thread.getByText('Yes, thank you').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await thread.getByRole('button', { name: 'Close the messages' }).press('Enter');
    await world.json('POST', '/api/agent/messages', agent, { text: 'One more thing' });
    await row.getByRole('button', { name: /1 unread message/ }).waitFor();
    await row.getByRole('button', { name: 'Move Un agent to another campaign' }).press('Enter');
    await row.getByLabel('Campaign of Un agent').selectOption({ label: 'Autre' });
    await row.getByRole('button', { name: 'Move', exact: true }).press('Enter');
    // An administrator has not given this agent the other charity.
    await page.getByText('This cannot be set so').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('is told what to look at, why and what helps, and may put it aside', async () => {
    const page = await open(await world.person('supervisor'), '/equipe', 'fr');
    await world.act(agent, '/ready');
    const alert = page.getByRole('listitem').filter({ hasText: 'La page de Un agent ne répond plus' });
    await expect
      .poll(
        async () => {
          await world.pass(2_000);
          return alert.count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    await alert.getByText('Écrivez-lui').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Plus tard' }).press('Enter');
    await alert.waitFor({ state: 'detached' });
    await page.context().close();
  }, 60_000);

  it('has seen no error of the pages', () => {
    expect(errors).toEqual([]);
  });
});
