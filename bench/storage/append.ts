import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { CampaignId, ContactId } from '../../src/kernel/id.ts';
import { HOUR_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  ORG,
  START,
  storeParts,
  type Target,
  targets,
} from '../../test/contract/store-world.ts';

/*
 * What storage costs: durable appends by batch size, an import, the next contacts out of a long list, and memory.
 * node bench/storage/append.ts [--contacts 1000000] [--seconds 3] [--folder /var/tmp]
 */
const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '3' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const CONTACTS = Number(values.contacts);
const SECONDS = Number(values.seconds);
const campaignId = 'campaign-a' as CampaignId;
let attempt = 0;

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function latencies(ms: number[]): { readonly p50: string; readonly p99: string } {
  const sorted = ms.sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5).toFixed(2), p99: quantile(sorted, 0.99).toFixed(2) };
}

function memoryMb(): number {
  return Math.round(process.memoryUsage.rss() / 1e6);
}

/** The life of one call: twelve events. */
function lifeOf(target: Target, events: EventMaker): FloorEvent[] {
  events.at += 7;
  const call = attemptEvents(events, `${attempt++}`, target);
  const life = [
    call.planned(),
    call.placed(),
    call.ringing(),
    call.answered(),
    call.matched(),
    call.bridged(),
    call.ringing(),
    call.answered(),
    call.ringing(),
    call.ended('busy'),
    call.disposed('OCC'),
    call.rescheduled(),
  ];
  return life;
}

/** Appends one batch after the other for some seconds, as the event writer does. */
async function appendFor(store: Store, list: readonly Target[], events: EventMaker, size: number) {
  let queue: FloorEvent[] = [];
  const took: number[] = [];
  let calling = 0;
  let written = 0;
  const started = performance.now();
  while (performance.now() - started < SECONDS * 1_000) {
    while (queue.length < size) queue = queue.concat(lifeOf(list[attempt % list.length] as Target, events));
    const batch = queue.slice(0, size);
    queue = queue.slice(size);
    const before = performance.now();
    const done = store.append(batch);
    calling += performance.now() - before;
    await done;
    took.push(performance.now() - before);
    written += size;
  }
  const seconds = (performance.now() - started) / 1_000;
  const microsPerEvent = (calling * 1_000) / written;
  return {
    batch: size,
    'events/s': Math.round(written / seconds),
    ...latencies(took),
    'µs/event on the main thread': microsPerEvent.toFixed(1),
  };
}

async function importAll(store: Store): Promise<number> {
  const started = performance.now();
  for (let from = 0; from < CONTACTS; from += 1_000) {
    const size = Math.min(1_000, CONTACTS - from);
    const batch = Array.from({ length: size }, (_, i) =>
      donor(`${from + i}`, [`+33199${String(from + i).padStart(7, '0')}`], { rank: (from + i) % 1_000 }),
    );
    await store.importDonors(ORG, CLIENT, campaignId, batch, START);
  }
  return Math.round(CONTACTS / ((performance.now() - started) / 1_000));
}

async function dueFor(store: Store, times: number, except: ReadonlySet<ContactId>, at: number) {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    await store.dueContacts(campaignId, at, 100, except, 'Europe/Paris');
    took.push(performance.now() - before);
  }
  return latencies(took);
}

/** A list in the middle of its life: contacts put off to many different instants, some of them past. */
async function putOff(store: Store, list: readonly Target[], events: EventMaker): Promise<void> {
  for (let from = 0; from < list.length; from += 500) {
    const moves = list.slice(from, from + 500).map((target, i) => {
      const dueAt = START + (((from + i) * 7_919) % (240 * 60)) * 60_000;
      return attemptEvents(events, `off-${from + i}`, target).rescheduled({ dueAt });
    });
    await store.append(moves);
  }
}

async function sqlite(): Promise<void> {
  const folder = mkdtempSync(join(values.folder, 'foyer-bench-'));
  const path = join(folder, 'foyer.db');
  const idle = memoryMb();
  const store = await openSqliteStore({ path, ...storeParts() });
  await store.putCampaign(campaign('a'));
  const opened = memoryMb();
  const perSecond = await importAll(store);
  const imported = memoryMb();
  const events = new EventMaker();
  const except = new Set((await targets(store, campaignId)).slice(0, 500).map(({ contactId }) => contactId));
  const rows: object[] = [{ list: 'fresh', except: 0, ...(await dueFor(store, 200, new Set(), START)) }];
  rows.push({ list: 'fresh', except: 500, ...(await dueFor(store, 200, except, START)) });
  const list: Target[] = [];
  const seen = new Set<ContactId>();
  while (list.length < Math.min(CONTACTS / 4, 100_000)) {
    const { candidates } = await store.dueContacts(campaignId, START, 2_000, seen, 'Europe/Paris');
    for (const { contactId, numbers } of candidates) {
      list.push({ contactId, numberId: numbers[0].numberId });
      seen.add(contactId);
    }
    if (seen.size >= 10_000) {
      await putOff(store, list.slice(-seen.size), events);
      seen.clear();
    }
  }
  const later = START + 100 * HOUR_MS;
  rows.push({
    list: `${list.length} put off to 960 slots, 400 of them past`,
    except: 0,
    ...(await dueFor(store, 200, new Set(), later)),
  });
  const before = performance.now();
  const tally = await store.contactTally(campaignId, later);
  const tallyMs = (performance.now() - before).toFixed(1);
  const appends: object[] = [];
  for (const size of [1, 10, 100, 500]) appends.push(await appendFor(store, list, events, size));
  const appended = memoryMb();
  console.log(`\nSQLite, WAL, synchronous=FULL, ${CONTACTS} contacts in the campaign`);
  console.table(appends);
  console.log('dueContacts, 100 wanted, ms');
  console.table(rows);
  console.log(`contactTally ${tallyMs} ms (${JSON.stringify(tally)})`);
  console.log(`import ${perSecond} donors/s; database ${Math.round(statSync(path).size / 1e6)} MB`);
  console.log(
    `process memory: ${idle} MB idle, ${opened} opened, ${imported} after the import, ${appended} after the appends`,
  );
  await store.close();
  rmSync(folder, { recursive: true });
}

async function memory(): Promise<void> {
  const store = createMemoryStore({ ...storeParts(), keepEvents: 100_000 });
  const events = new EventMaker();
  await store.putCampaign(campaign('a'));
  for (let from = 0; from < 50_000; from += 1_000) {
    const batch = Array.from({ length: 1_000 }, (_, i) =>
      donor(`${from + i}`, [`+3319900${String(from + i).padStart(5, '0')}`]),
    );
    await store.importDonors(ORG, CLIENT, campaignId, batch, START);
  }
  const list = await targets(store, campaignId);
  console.log('\nIn memory, 50,000 contacts');
  console.table([await appendFor(store, list, events, 12)]);
  console.log('dueContacts, 100 wanted, ms');
  console.table([
    await dueFor(store, 500, new Set(list.slice(0, 500).map(({ contactId }) => contactId)), START + 48 * HOUR_MS),
  ]);
}

await sqlite();
await memory();
