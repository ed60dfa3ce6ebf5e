import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { campaignScreening } from '../../src/commands/campaign-screening.ts';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { donorConsent } from '../../src/commands/consent.ts';
import { type ImportOptions, importFile } from '../../src/commands/import.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from '../../src/commands/installation.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';

let folder: string;
/** A port on which nothing listens: it was free a moment ago. */
let port: number;
beforeEach(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  server.close();
  folder = mkdtempSync(join(tmpdir(), 'foyer-consents-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const configuration = () => configurationOrExit({ FOYER_DATA: folder, PORT: String(port) });

function leads(options: Partial<ImportOptions> = {}): Promise<number> {
  const path = join(folder, 'leads.csv');
  writeFileSync(path, 'code;nom;telephone;relation\r\nD5;Dupont;0199001005;\r\n');
  const usual = {
    campaign: 'Hiver',
    charity: 'Secours',
    mode: 'progressive',
    callerId: '+33162000000',
    gateway: 'carrier',
  };
  return importFile(folder, path, { ...usual, ...options } as ImportOptions);
}

async function inStore<T>(look: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(folder, systemClock);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

test('a campaign is made on the basis that was asked for, and no import changes it by the way', async () => {
  expect(await leads({ purpose: 'survey', audience: 'prospect' })).toBe(0);
  const basis = { purpose: 'survey', callerType: 'paid_agency', profile: 'recommended', audience: 'prospect' };
  expect(await inStore((store) => store.campaigns(ORG_ID))).toMatchObject([basis]);
  expect(await leads()).toBe(0);
  await expect(leads({ purpose: 'donation' })).rejects.toThrow(/purpose survey, not donation/);
  const { audience, ...facts } = basis;
  expect(await campaignScreening(folder, 'Hiver')).toMatchObject({ campaign: facts, audience });
});

test('a consent is recorded and taken back where no Foyer runs, and the log keeps that it was', async () => {
  await leads();
  const who = { code: 'D5' } as const;
  await donorConsent(configuration(), { ...who, given: '2026-03-31', means: 'paper', evidence: 'form 12' });
  await donorConsent(configuration(), { ...who, withdrawn: true, means: 'unstated' });
  const day = Date.UTC(2026, 2, 31);
  const { consents, events } = await inStore(async (store) => {
    const [donorId] = await store.donors.find(DEFAULT_CLIENT_ID, who);
    const record = donorId === undefined ? undefined : await store.donors.record(donorId);
    return { consents: record?.consents, events: (await store.readEvents(0, 10)).events };
  });
  expect(consents).toMatchObject([{ givenAt: day, means: 'paper', evidence: 'form 12', source: 'charity' }]);
  expect(consents?.[0]?.withdrawnAt).toBeGreaterThan(day);
  expect(events.filter(({ type }) => type === 'consent.changed')).toMatchObject([
    { data: { act: 'given', on: day, means: 'paper' } },
    { data: { act: 'withdrawn' } },
  ]);
});

test('what cannot be meant is refused before anything is written', async () => {
  const tomorrow = new Date(systemClock.now() + DAY_MS).toISOString();
  const ask = (options: object) => donorConsent(configuration(), { code: 'D5', means: 'paper', ...options });
  await expect(ask({})).rejects.toThrow(/either --given DAY or --withdrawn/);
  await expect(ask({ given: '2026-03-31', withdrawn: true })).rejects.toThrow(/either/);
  await expect(ask({ given: 'soon' })).rejects.toThrow(/"soon" is no day/);
  await expect(ask({ given: tomorrow })).rejects.toThrow(/no day or instant that has passed/);
  await expect(ask({ given: '2026-03-31', evidence: 'x'.repeat(1_001) })).rejects.toThrow(/1000 characters/);
});
