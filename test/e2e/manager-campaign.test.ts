import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { faultsOf } from './axe-faults.ts';
import { launchBrowser } from './browser.ts';
import { COUNT_POINTERS, tabTo } from './keyboard.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** One in ten of them is held out by chance, never all; one has died, and one has no number. */
const NORTH = Array.from({ length: 12 }, (_, n) => `A${n};Nord ${n};01990011${n + 20};Nord;\n`).join('');
const FILE = `Réf. interne;Nom;Tel;Groupe;Notes\n${NORTH}B1;Un;0199001101;Sud;DCD\nB2;Deux;pas de numéro;Sud;\n`;
let world: HttpWorld;
let server: Served;
let browser: Browser;
let folder: string;
let isServed = true;
/** Facts are on disk after a turn of the floor's clock: it goes while a person works at a page. */
let going: ReturnType<typeof setInterval>;
const errors: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-wizard-'));
  writeFileSync(join(folder, 'dons.csv'), FILE);
  writeFileSync(join(folder, 'pas-un-script.json'), '{"title":"Essai"}');
  world = await HttpWorld.open({ webFolder, importFolder: join(folder, 'imports') });
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  going = setInterval(() => world.clock.advance(100), 20);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  clearInterval(going);
  await browser.close();
  if (isServed) await server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open({ account }: Person, path: string, language: 'fr' | 'en'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await context.addInitScript(`localStorage.setItem('foyer.language', '${language}')`);
  await context.addInitScript(COUNT_POINTERS);
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

/** Types into a field that is gone to by the tab key, over what stands there. */
async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: typeof label === 'string' });
  await field.waitFor();
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.waitFor();
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name: new RegExp(`: ${name}$`) });

async function campaignNamed(name: string): Promise<Record<string, unknown>> {
  const { body } = await world.json('GET', '/api/campaigns', await world.person('administrator'));
  const found = (body['campaigns'] as Record<string, unknown>[]).find((each) => each['name'] === name);
  if (found === undefined) throw new Error(`no campaign "${name}"`);
  return found;
}

describe('a manager makes a campaign by the keyboard alone', () => {
  it('in French: each mistake is named, what was typed stays, and the file decides whom to call', async () => {
    const page = await open(await world.person('campaign-manager'), '/campagnes', 'fr');
    await page.getByRole('link', { name: 'Nouvelle campagne' }).press('Enter');
    await step(page, 'Association').waitFor();
    await type(page, 'Nom de la campagne', 'Hiver');
    await press(page, 'Continuer');
    await page.getByText('qu’aucune autre campagne ne porte').first().waitFor();
    const name = page.getByLabel('Nom de la campagne', { exact: true });
    expect(await name.inputValue()).toBe('Hiver');
    await expect.poll(() => name.and(page.locator(':focus')).count()).toBe(1);
    await type(page, 'Nom de la campagne', 'Printemps');
    // Nothing that was typed is lost with the page.
    await page.reload();
    await step(page, 'Association').waitFor();
    expect(await name.inputValue()).toBe('Printemps');
    await tabTo(page, name);
    await press(page, 'Continuer');

    await step(page, 'Type').waitFor();
    await tabTo(page, page.getByRole('radio').first());
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await press(page, 'Continuer');

    await step(page, 'Numéro affiché').waitFor();
    await type(page, 'Numéro affiché aux donateurs', '0162');
    await type(page, 'Motif', 'Accord du 2 novembre');
    await press(page, 'Créer la campagne, à l’arrêt');
    await page.getByText('au format international, comme').first().waitFor();
    await type(page, 'Numéro affiché aux donateurs', '+33 1 62 00 00 05');
    await press(page, 'Créer la campagne, à l’arrêt');

    await step(page, 'Fichier').waitFor();
    await page.getByLabel('Fichier des donateurs').setInputFiles(join(folder, 'dons.csv'));
    for (const [heading, column] of [
      ['Réf. interne', 'Code donateur'],
      ['Tel', 'Téléphone fixe'],
      ['Groupe', 'Segment'],
      ['Notes', 'Commentaire'],
    ] as const) {
      const select = page.getByLabel(`« ${heading} » est prise pour`);
      await select.waitFor();
      await select.selectOption({ label: column });
    }
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Vérifier tout le fichier');
    await page.getByText('aucun numéro qui puisse être appelé').first().waitFor();
    await press(page, 'Enregistrer les donateurs');
    await page.getByText('enregistré', { exact: true }).waitFor();
    await press(page, 'Continuer');

    await step(page, 'Ne pas appeler').waitFor();
    await type(page, 'Autres numéros à ne jamais appeler', 'douze');
    await press(page, 'Enregistrer ces oppositions');
    await page.getByText('« douze » n’est pas un numéro').waitFor();
    await type(page, 'Autres numéros à ne jamais appeler', '01 99 00 11 09');
    await press(page, 'Enregistrer ces oppositions');
    await page.getByText('1 opposition enregistrée.').waitFor();
    await press(page, 'Continuer');

    await step(page, 'Segments et témoins').waitFor();
    await type(page, 'Poids du segment Nord', '2');
    await type(page, 'Part témoin, jamais appelée (%)', 'beaucoup');
    await type(page, 'Contacts utiles', '400');
    await type(page, 'Motif', 'Convenu avec l’association');
    await press(page, 'Continuer');
    await page.getByText('un nombre au-dessus de 0 et de 50 au plus').first().waitFor();
    await type(page, 'Part témoin, jamais appelée (%)', '10');
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Continuer');

    await step(page, 'Demande et paliers').waitFor();
    await page.getByRole('row').nth(3).waitFor();
    await press(page, 'Continuer');

    await step(page, 'Script').waitFor();
    await page.getByLabel('Ou un fichier de script (JSON)').setInputFiles(join(folder, 'pas-un-script.json'));
    await press(page, 'Créer le brouillon');
    await page.getByText('n’est pas un script qui tienne').first().waitFor();
    await page.getByLabel('Ou un fichier de script (JSON)').setInputFiles('examples/script-secours-des-rivages.json');
    await press(page, 'Créer le brouillon');
    await type(page, 'Ce qui montre l’accord de l’association', 'Courriel du 3 novembre');
    await press(page, 'Approuver en son nom');
    await press(page, 'Mettre en service');
    await page.getByText('en service', { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Continuer');

    await step(page, 'Résultats d’appel').waitFor();
    await press(page, 'Continuer');
    await step(page, 'Heures et plafonds').waitFor();
    await page.getByRole('table', { name: /Contacts appelables/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Continuer');
    await step(page, 'Enregistrement').waitFor();
    await press(page, 'Continuer');
    await step(page, 'Répétition à blanc').waitFor();
    await page
      .getByRole('rowheader', { name: /^A\d+$/ })
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await press(page, 'Continuer');
    await step(page, 'Démarrage').waitFor();
    await page.getByText(/^\d+ donateurs? à appeler\.$/).waitFor();
    await press(page, 'Démarrer les appels');
    await page.getByText('La campagne Printemps est en cours.').waitFor();
    expect((await campaignNamed('Printemps'))['status']).toBe('running');
    expect(await page.evaluate('window.pointers')).toBe(0);
    await page.context().close();
  }, 120_000);

  it('in English, and finds it in the list', async () => {
    const page = await open(await world.person('administrator'), '/campagnes/nouvelle', 'en');
    await step(page, 'Charity').waitFor();
    await type(page, 'Name of the campaign', 'Spring');
    await press(page, 'Go on');
    await step(page, 'Kind').waitFor();
    await press(page, 'Go on');
    await page.getByText('Kind: choose one.').first().waitFor();
    await tabTo(page, page.getByRole('radio').first());
    await page.keyboard.press('Space');
    await press(page, 'Go on');
    await step(page, 'Number shown').waitFor();
    await press(page, 'Make the campaign, stopped');
    await page.getByText('Reason: say why, in 10 to 500 characters.').first().waitFor();
    await type(page, 'Reason', 'Agreed with the charity');
    await press(page, 'Make the campaign, stopped');
    await step(page, 'File').waitFor();
    expect((await campaignNamed('Spring'))['status']).toBe('stopped');
    await page.getByRole('link', { name: 'All campaigns' }).press('Enter');
    const row = page.getByRole('article').filter({ hasText: 'Spring' });
    await row.getByText('Stopped').waitFor();
    await row.getByRole('button', { name: 'State of the list' }).press('Enter');
    await row.getByText('The list is empty').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('window.pointers')).toBe(0);
    await page.context().close();
  }, 60_000);

  it('learns within 3 s that the connection is lost, and loses nothing that was typed', async () => {
    const page = await open(await world.person('campaign-manager'), '/campagnes/nouvelle', 'fr');
    await type(page, 'Nom de la campagne', 'Été');
    isServed = false;
    await server.close();
    await page.getByText('Liaison perdue').waitFor({ timeout: 3_000 });
    await press(page, 'Continuer');
    await page.getByText('Le serveur ne répond pas').waitFor();
    expect(await page.getByLabel('Nom de la campagne', { exact: true }).inputValue()).toBe('Été');
    await page.context().close();
  });

  it('has seen no error of the pages', () => {
    expect(errors).toEqual([]);
  });
});
