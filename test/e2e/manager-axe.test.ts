import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import type { Role } from '../../src/storage/index.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { faultsOf } from './axe-faults.ts';
import { launchBrowser } from './browser.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** A window of 1366 points at 200 %. */
const ZOOMED = { width: 683, height: 384 };
const WIDE = { width: 1366, height: 768 };
let world: HttpWorld;
let server: Served;
let browser: Browser;
let folder: string;
const errors: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-axe-'));
  world = await HttpWorld.open({ webFolder, importFolder: folder });
  // Somebody to be seen in the tables.
  await world.readyAgent();
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

type Language = 'fr' | 'en';

/** English in the dark, French in the light: either is looked at once for each page. */
async function contextIn(language: Language): Promise<BrowserContext> {
  const colorScheme = language === 'en' ? 'dark' : 'light';
  const context = await browser.newContext({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' });
  await context.addInitScript(`localStorage.setItem('foyer.language', '${language}')`);
  return context;
}

async function logIn(context: BrowserContext, { account }: Person): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.address);
  await page.locator('input[name="login"]').fill(account.login);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('header nav').waitFor();
  return page;
}

/** What keeps people out of a page, and whether it still fits at 200 %. */
async function faultsAt(page: Page, path: string): Promise<string[]> {
  await page.goto(new URL(path, server.address).href);
  await page.locator('h1, h2').first().waitFor({ state: 'attached' });
  await page.locator('main').waitFor();
  const found = await faultsOf(page);
  await page.setViewportSize(ZOOMED);
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  await page.setViewportSize(WIDE);
  return [...found, ...(isWide ? ['wider than the window at 200 %'] : [])].map((fault) => `${path} ${fault}`);
}

const floorPages = ['/plateau', '/equipe', '/mur', '/campagnes', '/campagnes/nouvelle', '/pilotage', '/rapports'];
const pagesOf: readonly (readonly [Role, readonly string[]])[] = [
  ['administrator', [...floorPages, '/journal', '/comptes', '/compte', '/pieces']],
  ['client', ['/rapports', '/compte']],
  ['agent', ['/poste', '/compte']],
];

describe.each(['fr', 'en'] as const)('no page keeps anybody out (%s)', (language) => {
  it.each(pagesOf)(
    'of those of a %s',
    async (role, paths) => {
      const context = await contextIn(language);
      const page = await logIn(context, await world.person(role));
      const found: string[] = [];
      for (const path of paths) found.push(...(await faultsAt(page, path)));
      expect(found).toEqual([]);
      await context.close();
    },
    60_000,
  );

  it('of those before the log-in', async () => {
    const context = await contextIn(language);
    const page = await context.newPage();
    const found: string[] = [];
    for (const path of ['/', '/invitation#unknown']) found.push(...(await faultsAt(page, path)));
    expect(found).toEqual([]);
    await context.close();
  });
});

it('has seen no error of the pages', () => {
  expect(errors).toEqual([]);
});
