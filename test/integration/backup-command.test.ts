import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backup } from '../../src/commands/backup.ts';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { keyAndRegisters } from '../../src/commands/doctor-keys.ts';
import { sealedTexts, vaultKey } from '../../src/commands/doctor-vault.ts';
import { eraseDonor } from '../../src/commands/erase.ts';
import { importFile } from '../../src/commands/import.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { importObjections } from '../../src/commands/objection.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { importRegister } from '../../src/commands/register.ts';
import { shippedRules } from '../../src/compliance/index.ts';
import type { ClientId } from '../../src/kernel/id.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { openVault, webhookSecretPlace } from '../../src/ops/index.ts';

let folder: string;
/** Nothing listens there: it was free a moment ago. */
let port: number;
beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  server.close();
  folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'));
  expect(await keyAndRegisters(data(), shippedRules())).toMatchObject([{ state: 'ok' }]);
  await fill();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = () => join(folder, 'data');
const copy = () => join(folder, 'copy.sqlite');
const restored = () => join(folder, 'restored');
const configuration = () => configurationOrExit({ FOYER_DATA: data(), PORT: String(port) });

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Two donors, of whom the first objected and was erased; and a register. */
async function fill(): Promise<void> {
  await leads(data());
  const terms = { scope: 'client', channel: 'phone', reason: 'not-stated' } as const;
  await importObjections(configuration(), file('list.csv', '0199001005\n'), terms);
  await eraseDonor(configuration(), { number: '0199001005' });
  await importRegister(data(), 'TPS', file('tps.csv', '020 7946 0018\n'), { dated: '2020-01-02' });
}

function leads(into: string) {
  const path = file('leads.csv', 'code;nom;telephone\r\nD5;Dupont;0199001005\r\nD6;Durand;0199001006\r\n');
  const options = { campaign: 'Hiver', charity: 'Secours', mode: 'progressive', callerId: '+33162000000' } as const;
  return importFile(into, path, { ...options, gateway: 'carrier' });
}

/** As the document says: database, registers and key, each under its own name. */
function restore(withKey: boolean): void {
  cpSync(copy(), join(restored(), 'foyer.sqlite'));
  cpSync(`${copy()}.registers`, join(restored(), 'registers'), { recursive: true });
  if (withKey) cpSync(`${copy()}.key`, join(restored(), 'objections.key'));
}

test('a restored backup refuses the numbers of erased people, and does not open without its key', async () => {
  await backup(data(), copy(), { withSecret: true });
  restore(false);
  await expect(openStore(restored(), systemClock)).rejects.toThrow(/objections\.key/);
  rmSync(restored(), { recursive: true });
  expect(statSync(`${copy()}.key`).mode & 0o777).toBe(0o600);
  restore(true);
  await leads(restored());
  const store = await openStore(restored(), systemClock);
  const [campaign] = await store.campaigns(ORG_ID);
  const { candidates } = await store.dueContacts(
    campaign?.id ?? ('' as never),
    systemClock.now(),
    10,
    new Set(),
    'Europe/Paris',
  );
  await store.close();
  expect(candidates.map(({ numbers }) => [numbers[0].number, numbers[0].history.objected])).toEqual([
    ['+33199001005', true],
    ['+33199001006', false],
  ]);
  const found = await keyAndRegisters(restored(), shippedRules());
  expect(found).toMatchObject([
    { check: 'key of the objections', state: 'ok' },
    { check: 'register TPS', state: 'warning', detail: expect.stringContaining('the rules allow 28') },
  ]);
});

test('the doctor finds a missing key, a wrong one, and registers of another one', async () => {
  const key = join(data(), 'objections.key');
  rmSync(key);
  const missing = await keyAndRegisters(data(), shippedRules());
  expect(missing).toMatchObject([{ state: 'failed', remedy: expect.stringContaining('Put objections.key back') }]);
  writeFileSync(key, 'no key');
  expect(await keyAndRegisters(data(), shippedRules())).toMatchObject([{ state: 'failed' }]);
  writeFileSync(key, `${'0'.repeat(64)}\n`);
  const other = await keyAndRegisters(data(), shippedRules());
  expect(other).toMatchObject([{ state: 'ok' }, { check: 'register TPS', state: 'failed' }]);
  writeFileSync(join(data(), 'registers', 'TPS.register'), 'damaged');
  expect(await keyAndRegisters(data(), shippedRules())).toMatchObject([{}, { state: 'failed' }]);
});

test('the key of the vault is in no copy, which says so; the doctor misses it where something is sealed', async () => {
  const said = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const place = { env: {}, dataFolder: join(folder, 'sealing') };
  expect(vaultKey(place)).toMatchObject({ state: 'ok', detail: expect.stringContaining('none yet') });
  const store = await openStore(place.dataFolder, systemClock);
  expect(await sealedTexts(store, place)).toEqual([]);
  const vault = openVault(place);
  if (!vault.ok) throw new Error(vault.error);
  const webhook = { webhookId: 'w1', orgId: ORG_ID, clientId: 'c1' as ClientId, url: 'https://crm.example.org' };
  const sealedSecret = vault.value.seal(webhookSecretPlace('w1'), 'secret');
  await store.webhooks.add({ ...webhook, eventTypes: [], createdAt: 0, createdBy: 'u', sealedSecret });
  expect(vaultKey(place)).toMatchObject({ state: 'ok', detail: expect.stringContaining('in no backup') });
  expect(await sealedTexts(store, place)).toEqual([]);
  await store.close();

  for (const options of [{}, { withSecret: true } as const]) {
    said.mockClear();
    await backup(place.dataFolder, copy(), options);
    expect(said.mock.calls.join('')).toMatch(/Not in this copy.*vault\.key/);
    expect(said.mock.calls.join('').includes('objections of erased people')).toBe(options.withSecret !== true);
  }
  said.mockRestore();
  expect(readdirSync(folder).filter((name) => name.includes('vault'))).toEqual([]);

  const key = join(place.dataFolder, 'vault.key');
  const moved = await openStore(place.dataFolder, systemClock);
  rmSync(key);
  expect(vaultKey(place)).toMatchObject({ state: 'warning', remedy: expect.stringContaining('Put vault.key back') });
  expect(await sealedTexts(moved, place)).toMatchObject([
    { state: 'failed', detail: expect.stringContaining('1 sealed') },
  ]);
  expect(existsSync(key)).toBe(false);
  writeFileSync(key, `${'1'.repeat(64)}\n`);
  expect(await sealedTexts(moved, place)).toMatchObject([{ state: 'failed' }]);
  writeFileSync(key, 'no key');
  expect(vaultKey(place)).toMatchObject({ state: 'failed' });
  expect(await sealedTexts(moved, place)).toEqual([]);
  await moved.close();
});
