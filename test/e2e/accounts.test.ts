import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, serve } from '../../src/http/index.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { Outbox } from '../integration/promise-http-world.ts';
import { faultsOf } from './axe-faults.ts';
import { launchBrowser } from './browser.ts';
import { COUNT_POINTERS, tabTo } from './keyboard.ts';

const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url));
const PUBLIC = 'http://localhost:9';
const outbox = new Outbox();
let world: HttpWorld;
let server: Served;
let browser: Browser;
let page: Page;
let admin: Person;
const errors: string[] = [];

beforeAll(async () => {
  const vault = createVault([new Uint8Array(32).fill(7)]);
  const oidc = {
    name: 'Agence',
    issuer: PUBLIC,
    clientId: 'foyer',
    clientSecret: 's',
    secondFactor: 'always',
  } as const;
  world = await HttpWorld.open({
    webFolder,
    publicUrl: PUBLIC,
    oidcSettings: oidc,
    promisePorts: { messages: outbox, vault },
    outside: { vault },
  });
  admin = await world.person('administrator', { login: 'admin', displayName: 'Odile' });
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  browser = await launchBrowser();
  page = await newPage();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  await context.addInitScript(COUNT_POINTERS);
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('pageerror', (error) => errors.push(error.message));
  return opened;
}

async function signIn(on: Page, login: string, password: string, path = '/'): Promise<void> {
  await on.goto(new URL(path, server.address).href);
  await on.getByLabel('Identifiant').fill(login);
  await on.getByLabel('Mot de passe', { exact: true }).fill(password);
  await on.keyboard.press('Enter');
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
async function press(name: string): Promise<void> {
  await tabTo(page, button(name));
  await page.keyboard.press('Enter');
}
const invited: { page?: Page } = {};
const newest = async () => (await world.store.accounts.changes(world.orgId))[0];

it('tells on the sign-in page of the provider, and why it let nobody in', async () => {
  await page.goto(new URL('/?oidc=weak', server.address).href);
  await page.getByRole('link', { name: 'Se connecter avec Agence' }).waitFor();
  await page.getByText('le fournisseur d’identité n’en a pas demandé').waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

it('invites somebody by e-mail with a role and a charity, by the keyboard alone', async () => {
  await signIn(page, 'admin', PASSWORD, '/comptes');
  await page.getByRole('heading', { name: 'Inviter une personne' }).waitFor();
  const form = page.getByRole('region', { name: 'Inviter une personne' });
  await tabTo(page, form.getByLabel('Nom'));
  await page.keyboard.type('Nadia Petit');
  await page.keyboard.press('Tab');
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('nadia@example.org');
  await tabTo(page, form.getByLabel('Secours Hiver'));
  await page.keyboard.press('Space');
  await tabTo(page, form.getByLabel('Raison'));
  await page.keyboard.type('rejoint l’équipe');
  await page.keyboard.press('Enter');
  await form.getByText('Déjà pris, ou pas seulement').waitFor();
  expect(await form.getByLabel('Nom').inputValue()).toBe('Nadia Petit');
  await tabTo(page, form.getByLabel('Identifiant'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('nadia');
  await page.keyboard.press('Enter');
  await form.getByText('Le lien pour Nadia Petit est parti à nadia@example.org').waitFor();
  const account = await world.store.accounts.byLogin('nadia');
  expect(account).toMatchObject({ clientIds: [world.client], email: 'nadia@example.org' });
  await page.getByRole('row', { name: /Nadia Petit.*invité, sans mot de passe/ }).waitFor();
  expect(await page.evaluate('window.pointers')).toBe(0);
});

it('and that person chooses a password with the link, and is in', async () => {
  const [, path = ''] = outbox.last().text.match(/http:\/\/localhost:9(\/invitation#\S+)/) ?? [];
  const other = await newPage();
  await other.goto(new URL(path, server.address).href);
  await other.getByLabel('Mot de passe (12 caractères ou plus)').fill('embrun-cabestan-41');
  await other.getByLabel('Le même mot de passe, une seconde fois').fill('embrun-cabestan-41');
  await other.keyboard.press('Enter');
  await other.getByText('est enregistré').waitFor();
  await signIn(other, 'nadia', 'embrun-cabestan-41', '/compte');
  await other.getByText('Celle-ci').waitFor();
  invited.page = other;
});

it('ends sessions at once, with the reason; without one it says so', async () => {
  await page.reload();
  await press('Gérer le compte de Nadia Petit');
  await page.locator(':focus', { hasText: 'Nadia Petit' }).waitFor();
  await press('Terminer ses sessions');
  await page.getByText('Dites pourquoi, en 3 caractères ou plus.').waitFor();
  await page.keyboard.type('poste perdu');
  await press('Terminer ses sessions');
  await page.getByText('Les sessions de Nadia Petit sont terminées.').waitFor();
  expect(await newest()).toMatchObject({ act: 'sessions-ended', reason: 'poste perdu', actor: admin.account.userId });
  await invited.page?.goto(new URL('/compte', server.address).href);
  await invited.page?.getByLabel('Identifiant').waitFor();
});

it('changes rights, disables and enables, takes the second factor away; Escape goes back to the list', async () => {
  const rights = page.getByRole('form', { name: 'Nom, rôle et droits' });
  await rights.getByLabel('Secours Autre').check();
  await rights.getByLabel('Raison du changement').fill('deux associations');
  await page.keyboard.press('Enter');
  await page.getByText('Enregistré : les nouveaux droits').waitFor();
  expect((await world.store.accounts.byLogin('nadia'))?.clientIds).toHaveLength(2);
  await page.getByLabel('Raison de l’action').fill('a quitté l’agence');
  await press('Désactiver le compte');
  await page.getByText('Le compte de Nadia Petit est désactivé.').waitFor();
  await page.getByRole('row', { name: /Nadia Petit.*désactivé/ }).waitFor();
  await press('Réactiver le compte');
  await page.getByText('Le compte de Nadia Petit est réactivé.').waitFor();
  await press('Retirer son second facteur');
  await page.getByText('Le second facteur de Nadia Petit est retiré.').waitFor();
  expect(await newest()).toMatchObject({ act: 'second-factor-off' });
  outbox.failing = true;
  await press('Envoyer un nouveau lien');
  await page.getByText('Remettez ce lien à Nadia Petit').waitFor();
  expect(await page.locator('.account-panel .secret-text').textContent()).toContain('/invitation#');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator(':focus', { hasText: 'Gérer' }).waitFor();
});

it('makes and revokes keys of programs, and shows who came in', async () => {
  const keys = page.getByRole('region', { name: 'Clés de programmes' });
  await keys.getByLabel('Nom').fill('Tableau du hall');
  await keys.getByLabel('Raison').fill('affichage du hall');
  await button('Créer la clé').click();
  await keys.getByText('Copiez-la maintenant').waitFor();
  const key = (await keys.locator('.secret-text').textContent()) ?? '';
  const ask = () => fetch(new URL('/api/campaigns', server.address), { headers: { Authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await button('Révoquer la clé Tableau du hall').click();
  await page.getByText('révoquée', { exact: true }).waitFor();
  expect((await ask()).status).toBe(401);
  await page
    .getByRole('row', { name: /connexion par mot de passe Nadia Petit/ })
    .first()
    .waitFor();
});

it('is clean in both languages, and for administrators alone', async () => {
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByRole('heading', { name: 'Recent sign-ins' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const other = invited.page;
  if (other === undefined) throw new Error('somebody was invited');
  await signIn(other, 'nadia', 'embrun-cabestan-41', '/comptes');
  await other.getByRole('link', { name: /Nadia Petit/ }).waitFor();
  expect(await other.getByRole('heading', { name: 'Comptes' }).count()).toBe(0);
  expect(errors).toEqual([]);
});
