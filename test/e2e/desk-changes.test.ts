import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Served, serve } from '../../src/http/serve.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { launchBrowser } from './browser.ts';

let world: HttpWorld;
let server: Served;
let browser: Browser;
let page: Page;
let agent: Person;
const requested: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  [world, browser] = await Promise.all([
    HttpWorld.open({
      webFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)),
      wallClock: systemClock,
    }),
    launchBrowser(),
  ]);
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  agent = await world.person('agent');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  // Sounds that the page begins and ends.
  await context.addInitScript(`globalThis.sounds = [];
    for (const name of ['start', 'stop']) {
      const real = OscillatorNode.prototype[name];
      OscillatorNode.prototype[name] = function (...at) { sounds.push(name + ' ' + this.type); return real.apply(this, at); };
    }`);
  page = await context.newPage();
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.setDefaultTimeout(10_000);
}, 60_000);
afterAll(async () => {
  await browser.close();
  world.http.close();
  await server.close();
  await world.close();
});

const state = (name: string) => page.locator(`.state-panel[data-state="${name}"]`);
/** The floor's clock stands still but for this. */
const pass = async (name: string) => {
  await vi.waitFor(
    async () => {
      await world.pass(100);
      if (!(await state(name).isVisible())) throw new Error(`not ${name} yet`);
    },
    { timeout: 10_000, interval: 50 },
  );
};
const sounds = () => page.evaluate<string[]>('sounds');

async function serious(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}

const promises = async () =>
  (await world.json('GET', '/api/agent/promise', agent)).body['promises'] as Record<string, unknown>[];

describe('a simulated line, and a donor who gives already', () => {
  it('opens without a microphone, and shows how it is', async () => {
    await page.goto(server.address);
    await page.getByLabel('Identifiant').fill(agent.account.login);
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ouvrir ma ligne' }).click();
    await pass('not-ready');
    await page.locator('.line-quality[data-verdict="green"]').waitFor();
    await page.getByText('Test de ligne').waitFor();
    expect(await serious()).toEqual([]);
    expect(requested.filter((path) => path.includes('sip-softphone'))).toEqual([]);
    expect(await sounds()).toEqual([]);
  });

  it('lets the voice be heard after a tone while a donor is there', async () => {
    const ready = page.waitForResponse((response) => response.url().endsWith('/api/agent/ready'));
    await page.keyboard.press('F2');
    await ready;
    await world.donorAnswers();
    await pass('talking');
    await vi.waitFor(async () => expect(await sounds()).toEqual(['start sine', 'stop sine', 'start sawtooth']));
  });

  it('raises a running gift: what is wrong is named at its field, and what was typed stays', async () => {
    await page.keyboard.press('F6');
    const form = page.getByRole('form', { name: 'Nouvel engagement' });
    await form.getByRole('radio', { name: 'Augmenter son don' }).check();
    await form.getByLabel('Don actuel par mois').fill('10');
    await form.getByLabel('Nouveau don par mois').fill('9');
    await page.keyboard.press('Enter');
    await page.getByText('un don augmenté est plus élevé que le don actuel').waitFor();
    expect(await serious()).toEqual([]);
    await form.getByLabel('Nouveau don par mois').fill('12');
    await form.getByLabel('Montant proposé par le donateur').check();
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(await promises()).toMatchObject([{ kind: 'upgrade', amountCents: 1_200, donorNamed: true }]);
  });

  it('pauses one, with no amount', async () => {
    await page.getByRole('button', { name: 'Ajouter un engagement' }).click();
    const form = page.getByRole('form', { name: 'Nouvel engagement' });
    await form.getByRole('radio', { name: 'Suspendre son don' }).check();
    expect(await form.getByLabel('Nouveau don par mois').count()).toBe(0);
    expect(await form.getByRole('radio', { name: 'Courrier' }).count()).toBe(0);
    await form.getByRole('button', { name: /Enregistrer/ }).click();
    await form.waitFor({ state: 'detached' });
    expect((await promises()).map(({ kind }) => kind).sort()).toEqual(['pause', 'upgrade']);
  });

  it('is silent again when the donor has gone', async () => {
    await page.keyboard.press('F4');
    await pass('wrap-up');
    await vi.waitFor(async () => expect((await sounds()).at(-1)).toBe('stop sawtooth'));
    expect(errors).toEqual([]);
  });
});
