import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { createVault } from '../../src/kernel/vault.ts';
import type { Account } from '../../src/storage/index.ts';
import { HttpWorld, PASSWORD } from '../integration/http-world.ts';
import { launchBrowser } from './browser.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
let world: HttpWorld;
let server: Served;
let browser: Browser;
let page: Page;
let devices: CDPSession;
let account: Account;
let device: { readonly authenticatorId: string };
let spare = '';
const errors: string[] = [];

beforeAll(async () => {
  const vault = createVault([new Uint8Array(32).fill(7)]);
  world = await HttpWorld.open({ webFolder, outside: { vault } });
  ({ account } = await world.person('supervisor', { login: 'sylvie', displayName: 'Sylvie' }));
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => errors.push(error.message));
  devices = await context.newCDPSession(page);
  await devices.send('WebAuthn.enable');
  device = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
/** Browsers make no passkeys for an IP address. */
const at = (path: string) => new URL(path, server.address.replace('127.0.0.1', 'localhost')).href;
const acts = async () => (await world.store.accounts.changes(world.orgId)).map(({ act }) => act);
const trail = async () => (await world.store.signIn.signIns(world.orgId)).map(({ what }) => what);

async function typePassword(): Promise<void> {
  await page.getByLabel('Identifiant').fill('sylvie');
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

it('adds a passkey on the account page; a wrong password adds none, and what was typed stays', async () => {
  await page.goto(at('/compte'));
  await typePassword();
  await page.getByRole('heading', { name: 'Clés d’accès' }).waitFor();
  const form = page.locator('form', { has: page.getByLabel('Nom de l’appareil') });
  await form.getByLabel('Nom de l’appareil').fill('Portable du bureau');
  await form.getByLabel('Mot de passe, pour ajouter la clé d’accès').fill('pas le bon');
  await page.keyboard.press('Enter');
  await form.getByText('Identifiant ou mot de passe inexact.').waitFor();
  expect(await form.getByLabel('Nom de l’appareil').inputValue()).toBe('Portable du bureau');
  await form.getByLabel('Mot de passe, pour ajouter la clé d’accès').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Vos codes de secours').waitFor();
  const codes = await page.locator('.recovery-codes li').allTextContents();
  expect(codes).toHaveLength(10);
  spare = codes[0] ?? '';
  await button('Je les ai rangés').click();
  await page.getByRole('cell', { name: 'Portable du bureau', exact: true }).waitFor();
  expect(await acts()).toEqual(['passkey-added']);
  expect(await world.store.signIn.passkeysOf(account.userId)).toHaveLength(1);
});

it('then signs in with it alone, while the password alone opens nothing any more', async () => {
  await button('Se déconnecter').click();
  await typePassword();
  await page.getByLabel(/Code de l’application, ou code de secours/).waitFor();
  await button('Revenir au mot de passe').click();
  await button('Se connecter avec une clé d’accès').click();
  await page.getByRole('heading', { name: 'Mon compte' }).waitFor();
  await page.getByText('Celle-ci').waitFor();
  expect((await trail())[0]).toBe('signed-in-passkey');
  const [used] = await world.store.signIn.passkeysOf(account.userId);
  expect(used?.usedAt).not.toBeNull();
});

it('refuses what a second device with the same key would answer', async () => {
  await button('Se déconnecter').click();
  const [known] = await world.store.signIn.passkeysOf(account.userId);
  if (known === undefined) throw new Error('there is one');
  await world.store.signIn.notePasskeyUse(known.credentialId, known.counter + 1_000, 1);
  await button('Se connecter avec une clé d’accès').click();
  await page.getByText('Cette clé d’accès n’ouvre rien ici').waitFor();
  expect((await trail())[0]).toBe('passkey-refused');
});

it('opens nothing without its owner’s finger, and nothing once it was removed', async () => {
  await devices.send('WebAuthn.setUserVerified', { ...device, isUserVerified: false });
  await button('Se connecter avec une clé d’accès').click();
  await page.getByText('Aucune clé d’accès n’a servi.').waitFor();
  await devices.send('WebAuthn.setUserVerified', { ...device, isUserVerified: true });
  const recover = await world.json('POST', '/api/session', undefined, {
    login: 'sylvie',
    password: PASSWORD,
    token: true,
    code: spare,
  });
  const person = { account, token: String(recover.body['token']) };
  const [known] = await world.store.signIn.passkeysOf(account.userId);
  const wanted = { passkeyId: known?.credentialId, password: PASSWORD };
  expect(await world.json('POST', '/api/session/passkeys/remove', person, wanted)).toMatchObject({ status: 200 });
  await button('Se connecter avec une clé d’accès').click();
  await page.getByText('Cette clé d’accès n’ouvre rien ici').waitFor();
  await typePassword();
  await page.getByText('Celle-ci').waitFor();
  expect(await acts()).toEqual(['passkey-removed', 'recovery-code-used', 'passkey-added']);
  expect(errors).toEqual([]);
});
