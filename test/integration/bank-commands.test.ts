import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { openVault, webhookSecretPlace } from '../../src/ops/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { CLIENT, ORG } from '../contract/store-world.ts';
import { type Place, startFoyer, temporaryPlace } from './foyer-cli.ts';

let place: Place;
/** Where nobody listens. */
let port = 0;
beforeEach(async () => {
  place = temporaryPlace();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  server.close();
});
afterEach(() => place.remove());
const foyer = (...args: readonly string[]) => startFoyer(args, { FOYER_DATA: place.folder, PORT: String(port) }).ended;

async function vaultNow() {
  const vault = openVault({ env: {}, dataFolder: place.folder });
  if (!vault.ok) throw new Error(vault.error);
  return vault.value;
}
const openStore = () =>
  openSqliteStore({
    path: place.file('foyer.sqlite'),
    clock: systemClock,
    ids: idSource(systemClock, seededRandom(1)),
  });

it('rotates the key of the vault: all is sealed again, and the old key is gone', async () => {
  const before = await vaultNow();
  const webhook = {
    orgId: ORG,
    clientId: CLIENT,
    url: 'https://crm.example.org',
    eventTypes: [],
    createdAt: 0,
    createdBy: 'u',
  };
  const store = await openStore();
  for (const webhookId of ['w1', 'w2'])
    await store.webhooks.add({
      ...webhook,
      webhookId,
      sealedSecret: before.seal(webhookSecretPlace(webhookId), `secret of ${webhookId}`),
    });
  await store.close();

  const run = await foyer('vault', 'rotate');
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('2 webhook-secret') });
  const after = await vaultNow();
  expect(after.keyIds).toHaveLength(1);
  expect(after.keyId).not.toBe(before.keyId);
  expect(run.stdout + run.stderr).not.toContain(readFileSync(place.file('vault.key'), 'utf8').trim());
  const again = await openStore();
  for (const webhookId of ['w1', 'w2']) {
    const sealed = (await again.webhooks.byId(webhookId))?.sealedSecret ?? '';
    expect(after.open(webhookSecretPlace(webhookId), sealed)).toEqual({ ok: true, value: `secret of ${webhookId}` });
    expect(before.open(webhookSecretPlace(webhookId), sealed)).toEqual({ ok: false, error: 'key-missing' });
  }
  await again.close();
});

it('says what is wrong with a bank file, and that Foyer must run', async () => {
  writeFileSync(
    place.file('bomb.xml'),
    '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "ha">]>\n<Document>&a;</Document>',
  );
  expect(await foyer('bank', 'import', place.file('bomb.xml'))).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/bomb\.xml, line 2: .*DOCTYPE/),
  });
  expect(await foyer('bank', 'export')).toMatchObject({ code: 3, stderr: expect.stringContaining('start it first') });
});
