import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstAdministratorPath, type Served, serve } from '../../src/http/index.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { HttpWorld } from '../integration/http-world.ts';
import { launchBrowser } from './browser.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
const PASSWORD = 'embrun-cabestan-41';
let world: HttpWorld;
let server: Served;
let browser: Browser;
let page: Page;
let secret = '';
let spare: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  const vault = createVault([new Uint8Array(32).fill(7)]);
  world = await HttpWorld.open({ webFolder, secondFactor: 'required', outside: { vault } });
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() });
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function typePassword(): Promise<void> {
  await page.getByLabel('Identifiant').fill('admin');
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

it('a first administrator opens the invitation and chooses a password; what does not fit is said, and kept', async () => {
  const path = await firstAdministratorPath(world.store, world.orgId, world.clock);
  await page.goto(new URL(path ?? '', server.address).href);
  await page.getByLabel('Mot de passe (12 caractères ou plus)').fill(PASSWORD);
  await page.getByLabel('Le même mot de passe, une seconde fois').fill('autre');
  await page.keyboard.press('Enter');
  await page.getByText('les deux saisies diffèrent').waitFor();
  await page.getByLabel('Le même mot de passe, une seconde fois').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Le mot de passe du compte « admin » est enregistré.').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('link', { name: 'Se connecter' }).click();
});

it('then owes a second factor: sets it up with the picture’s key, and puts the recovery codes away', async () => {
  await typePassword();
  await page.getByText('Votre rôle demande un second facteur.').waitFor();
  await page.getByLabel('Mot de passe, pour confirmer que c’est vous').fill(PASSWORD);
  await page.keyboard.press('Enter');
  const picture = page.getByAltText('Image à lire avec l’application');
  await picture.waitFor();
  expect(await page.evaluate<number>(`document.querySelector('.factor-picture').naturalWidth`)).toBeGreaterThan(0);
  secret = (await page.locator('.secret-text').textContent()) ?? '';
  await page.getByLabel('Code affiché par l’application').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByText('Code inexact').waitFor();
  await page.getByLabel('Code affiché par l’application').fill(code());
  await page.keyboard.press('Enter');
  await page.getByText('Vos codes de secours').waitFor();
  spare = await page.locator('.recovery-codes li').allTextContents();
  expect(spare).toHaveLength(10);
  await button('Je les ai rangés').click();
  await page.getByRole('link', { name: /Admin/ }).waitFor();
});

it('is asked for a code at the next sign-in, after the password', async () => {
  await button('Se déconnecter').click();
  world.clock.advance(60_000);
  await typePassword();
  const field = page.getByLabel(/Code de l’application/);
  await field.waitFor();
  expect(await page.evaluate<string>('document.activeElement.name')).toBe('code');
  await field.fill(code());
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Admin/ }).waitFor();
});

it('has an account page: password, second factor and sessions, in French and English', async () => {
  await page.getByRole('link', { name: /Admin/ }).click();
  await page.getByRole('heading', { name: 'Mon compte' }).waitFor();
  await page.getByText('Installé. Il reste 10 codes de secours.').waitFor();
  await page.getByText('Celle-ci').waitFor();
  await page.getByLabel('Mot de passe actuel').fill('faux');
  await page.getByLabel('Nouveau mot de passe (12 caractères ou plus)').fill(`${PASSWORD}2`);
  await page.getByLabel('Le nouveau, une seconde fois').fill(`${PASSWORD}2`);
  await page.keyboard.press('Enter');
  await page.getByText('Identifiant ou mot de passe inexact.').waitFor();
  expect(await page.getByLabel('Nouveau mot de passe (12 caractères ou plus)').inputValue()).toBe(`${PASSWORD}2`);
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByRole('heading', { name: 'My sessions' }).waitFor();
  await page.getByRole('button', { name: /Français/ }).click();
});

it('gets in with a recovery code when the telephone is lost, and asks for a link without learning who exists', async () => {
  await button('Se déconnecter').click();
  await typePassword();
  await page.getByLabel(/Code de l’application/).fill(spare[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByText('Installé. Il reste 9 codes de secours.').waitFor();
  await button('Se déconnecter').click();
  await button('Mot de passe oublié ?').click();
  await page.getByLabel('Identifiant').fill('personne');
  await page.keyboard.press('Enter');
  await page.getByText('Si ce compte a une adresse e-mail').waitFor();
  expect(errors).toEqual([]);
});
