import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type DemoProcess, startDemo } from './demo-process.ts';

/** A donor answers within this, on the slowest machine. */
const CALL_LIMIT_MS = 90_000;

let demo: DemoProcess;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo('--speed', '4', '--agents', '2', '--seed', '5'), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function open(login: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(demo.address);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe', { exact: true }).fill(demo.passwords.get(login) ?? '');
  await page.keyboard.press('Enter');
  return page;
}

const errors: string[] = [];

/** In the browser: the controls a screen reader has no name for. */
const NAMELESS = `[...document.querySelectorAll('button, input, select, a')].filter((each) =>
  !(each.getAttribute('aria-label') ?? (each.labels?.[0]?.textContent ?? '') + each.textContent).trim()).length`;

describe('the pages of the demonstration', () => {
  it('say what is wrong with a log-in', async () => {
    const page = await open('conseiller');
    await page.getByLabel('Se déconnecter').click();
    await page.getByLabel('Identifiant').fill('conseiller');
    await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
    await page.keyboard.press('Enter');
    await page.getByText('Identifiant ou mot de passe inexact.').waitFor();
    await page.context().close();
  });

  it('let a person take a call with the keyboard alone, and find it again after a reload', async () => {
    const page = await open('conseiller');
    const state = page.locator('.state-panel');
    await page.getByRole('button', { name: 'Ouvrir ma ligne' }).press('Enter');
    await page.locator('.state-panel[data-state="not-ready"]').waitFor();
    expect(await page.evaluate<number>(NAMELESS)).toBe(0);
    await page.keyboard.press('F2');
    await page.locator('.state-panel[data-state="talking"]').waitFor({ timeout: CALL_LIMIT_MS });
    const donor = await page.locator('.donor h2').textContent();
    expect(donor).toMatch(/\S+/);

    await page.reload();
    await state.waitFor();
    expect(['talking', 'wrap-up']).toContain(await state.getAttribute('data-state'));
    await page.getByRole('heading', { name: donor ?? '' }).waitFor();

    await page.keyboard.press('Control+Shift+O');
    await page.getByRole('button', { name: /Oui, ne plus appeler/ }).press('Enter');
    await page.getByText('Opposition enregistrée').waitFor();

    await page.keyboard.press('F4');
    const filter = page.getByPlaceholder('Code ou mot');
    await filter.pressSequentially('opp');
    await filter.press('Enter');
    await filter.press('Enter');
    await page.locator('.state-panel[data-state="not-ready"]').waitFor();
    expect(await page.locator('.donor h2').count()).toBe(0);

    await page.keyboard.press('F9');
    await page.getByRole('button', { name: 'Déjeuner' }).press('Enter');
    await page.locator('.state-panel[data-state="paused"]').waitFor();
    await page.getByRole('button', { name: 'Quitter le plateau' }).press('Enter');
    await page.getByRole('button', { name: 'Ouvrir ma ligne' }).waitFor();
    await page.context().close();
  });

  it('show the floor moving, to those who may see it, and stop a campaign', async () => {
    const page = await open('responsable');
    const agents = page.getByRole('table').getByRole('row');
    await agents.filter({ hasText: 'En ligne' }).first().waitFor({ timeout: CALL_LIMIT_MS });
    expect(await agents.count()).toBe(3);
    expect(await page.evaluate<number>(NAMELESS)).toBe(0);
    await page.getByRole('button', { name: 'Arrêter' }).click();
    await page.getByText('Arrêtée').waitFor();
    await page.getByLabel('Mode d’appel').selectOption('progressive');
    await page.getByRole('button', { name: 'Démarrer' }).click();
    await page.getByText('En cours', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Agents' }).waitFor();
    await page.context().close();
  });

  it('have made no error on the way', () => {
    expect(errors).toEqual([]);
  });
});
