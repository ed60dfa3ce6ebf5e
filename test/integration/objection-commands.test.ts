import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { eraseDonor, exportDonor } from '../../src/commands/erase.ts';
import { importFile } from '../../src/commands/import.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from '../../src/commands/installation.ts';
import { importObjections } from '../../src/commands/objection.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { importRegister, listRegisters } from '../../src/commands/register.ts';
import { applyRetention } from '../../src/commands/retention-task.ts';
import { watchRegisters } from '../../src/commands/watch-registers.ts';
import { houseGate } from '../../src/compliance/index.ts';
import { startFloor } from '../../src/dialer/index.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { createLog } from '../../src/ops/index.ts';
import { InlinePacing } from '../../src/pacing/index.ts';

let folder: string;
beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  server.close();
  folder = mkdtempSync(join(tmpdir(), 'foyer-objections-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const log = createLog({ level: 'error' });
/** A port on which nothing listens: it was free a moment ago. */
let port: number;
const configuration = () => configurationOrExit({ FOYER_DATA: folder, PORT: String(port) });
const terms = { scope: 'client', channel: 'phone', reason: 'not-stated' } as const;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const leads = () => {
  const path = file('leads.csv', 'code;nom;telephone\r\nD5;Dupont;0199001005\r\nD6;Durand;0199001006\r\n');
  const options = {
    campaign: 'Hiver',
    charity: 'Secours',
    mode: 'progressive',
    callerId: '+33162000000',
    gateway: 'carrier',
  } as const;
  return importFile(folder, path, options);
};

async function floorOf(store: Awaited<ReturnType<typeof openStore>>) {
  const runtime = await startFloor({
    orgId: ORG_ID,
    gate: houseGate(),
    limits: [],
    random: seededRandom(1),
    clock: systemClock,
    store,
    switches: [],
    pacing: new InlinePacing(),
    log,
  });
  return runtime;
}

test('a list taken while nothing runs, an erasure and the same file again: the floor that starts refuses', async () => {
  await leads();
  const list = file('liste.csv', 'Numéro\r\n01 99 00 10 05\r\n\r\nonbekend\r\n');
  expect(await importObjections(configuration(), list, terms)).toBe(1);
  await expect(exportDonor(configuration(), {})).rejects.toThrow(/--code CODE/);
  expect(await eraseDonor(configuration(), { number: '0199001005' })).toBe(0);
  await leads();
  const store = await openStore(folder, systemClock);
  const runtime = await floorOf(store);
  const [campaign] = await store.campaigns(ORG_ID);
  if (campaign === undefined) throw new Error('imported');
  const at = systemClock.now();
  const covers = (number: string) =>
    runtime.state.objections.covers({ number, campaignId: campaign.id, clientId: DEFAULT_CLIENT_ID, at });
  expect(['+33199001005', '+33199001006', '+33199001007'].map(covers)).toEqual([true, false, false]);
  const { candidates } = await store.dueContacts(campaign.id, at, 10, new Set(), 'Europe/Paris');
  expect(candidates.map(({ numbers }) => [numbers[0].number, numbers[0].history.objected])).toEqual([
    ['+33199001005', true],
    ['+33199001006', false],
  ]);

  const due = {
    jurisdiction: 'FR',
    data: 'prospect',
    numbersExcept: [],
    ruleId: 'x',
    strength: 'law',
    confidence: 'memory',
  } as const;
  const parts = { orgId: ORG_ID, store, log };
  expect(await applyRetention(parts, { ...due, numbers: ['+33'], before: at - DAY_MS }, at)).toBe(0);
  expect(await applyRetention(parts, { ...due, numbers: ['+44'], before: at + DAY_MS }, at)).toBe(0);
  expect(await applyRetention(parts, { ...due, numbers: ['+33'], before: at + DAY_MS }, at)).toBe(2);
  expect(await applyRetention(parts, { ...due, numbers: ['+33'], before: at + DAY_MS }, at)).toBe(0);
  await runtime.close();
  await store.close();
});

test('a register that was imported is asked by the floor, without a number that could be read', async () => {
  const path = file('tps.txt', '02079460001\r\n02079460002\r\nhello\r\n');
  expect(await importRegister(folder, 'tps', path, { dated: '2026-11-20' })).toBe(1);
  expect(await listRegisters(folder, {})).toBe(0);
  expect(readFileSync(join(folder, 'registers/TPS.register')).includes('2079460001')).toBe(false);
  const store = await openStore(folder, systemClock);
  const runtime = await floorOf(store);
  const stop = await watchRegisters({ dataFolder: folder, runtime, store, log });
  await new Promise((resolve) => setImmediate(resolve));
  expect(runtime.state.registers.screen('+442079460001')).toEqual({
    registries: [{ list: 'TPS', since: '' }],
    listDates: { TPS: '2026-11-20' },
  });
  stop();
  await runtime.close();
  const { events } = await store.readEvents(0, 100);
  expect(events.find(({ type }) => type === 'register.loaded')).toMatchObject({
    data: { list: 'TPS', dated: '2026-11-20', numbers: 2 },
  });
  await store.close();
});

test('a wrong register changes nothing, and says what is wrong', async () => {
  const empty = file('empty.txt', 'no numbers here\n');
  const dated = { dated: '2026-11-20' };
  await expect(importRegister(folder, 'TPS', empty, dated)).rejects.toThrow(/no number could be read/);
  await expect(importRegister(folder, 'nobody', empty, dated)).rejects.toThrow(/BLOCTEL/);
  await expect(importRegister(folder, 'TPS', empty, { dated: '20/11/2026' })).rejects.toThrow(/YYYY-MM-DD/);
  await expect(importRegister(folder, 'TPS', empty, { dated: '2999-01-01' })).rejects.toThrow(/to come/);
  await expect(importRegister(folder, 'TPS', join(folder, 'missing.txt'), dated)).rejects.toThrow(/cannot be read/);
  expect(await listRegisters(folder, {})).toBe(0);
});
