import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDataOf, FloorEvent } from '../../src/dialer/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { numberKeys } from '../../src/kernel/number-keys.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { type LedgerWriter, ledgerWriter } from '../../src/storage/ledger/ledger-writer.ts';
import { saltSource } from '../../src/storage/ledger/salt-source.ts';
import { eventAppender } from '../../src/storage/sqlite/append.ts';
import { changeApplier } from '../../src/storage/sqlite/apply-change.ts';
import { hoursReader } from '../../src/storage/sqlite/hour-reader.ts';
import { openLedgerFile, openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { sqliteLedgerTables } from '../../src/storage/sqlite/ledger-tables.ts';
import { openForWriting } from '../../src/storage/sqlite/open-database.ts';
import {
  agentState,
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
 * What the evidence ledger adds to the writer: the same calls with it and without it, in turns, in two databases.
 * node bench/storage/ledger.ts [rounds] [calls in a batch]
 */
const ROUNDS = Number(process.argv[2] ?? 200);
const CALLS_A_ROUND = Number(process.argv[3] ?? 100);
const campaignId = 'campaign-a' as CampaignId;
/** As many rules as bind a French call today. */
const evidence = Array.from({ length: 20 }, (_, i) => `FR-RULE-NUMBER-${i}`);
const strengths = evidence.map(() => 'law');
const history = {
  attemptedAt: [START - 3 * DAY_MS, START - DAY_MS],
  contactedAt: [],
  lastAbandonedAt: undefined,
  lastRefusalAt: undefined,
  objected: false,
};
const none: LedgerWriter = {
  begin: () => undefined,
  append: () => undefined,
  campaignPut: () => undefined,
  flush: () => undefined,
  consentsByFile: () => undefined,
  erase: () => ({ records: 0 }),
  forget: () => undefined,
};

interface Side {
  readonly append: (events: readonly FloorEvent[]) => void;
  readonly cpuMicros: number[];
  readonly wallMs: number[];
  readonly path: string;
}

async function prepare(folder: string, name: string): Promise<{ readonly path: string; readonly list: Target[] }> {
  const path = join(folder, `${name}.db`);
  const store = await openSqliteStore({ path, ...storeParts(), readers: 1 });
  await store.putCampaign(campaign('a'));
  for (let from = 0; from < 20_000; from += 1_000) {
    const number = (i: number) => `+33199${String(from + i).padStart(7, '0')}`;
    await store.importDonors(
      ORG,
      CLIENT,
      campaignId,
      Array.from({ length: 1_000 }, (_, i) => donor(`${from + i}`, [number(i)])),
      START,
    );
  }
  const list = await targets(store, campaignId);
  await store.close();
  return { path, list };
}

function sideOf(path: string, withLedger: boolean): Side {
  const db = openForWriting(path);
  const ledger = withLedger ? ledgerWriter(sqliteLedgerTables(db), saltSource()) : none;
  const apply = changeApplier(db, numberKeys(new Uint8Array(32)));
  return { append: eventAppender(db, apply, ledger, hoursReader(db)), cpuMicros: [], wallMs: [], path };
}

/** Seven calls of ten meet nobody; the others are talked to, with what their agents do meanwhile. */
function callOf(events: EventMaker, index: number, target: Target): FloorEvent[] {
  const call = attemptEvents(events, `${index}`, target);
  const planned = call.planned();
  const told = { ...(planned.data as EventDataOf<'call.planned'>), evidence, strengths };
  const placed = call.placed();
  const permit = { issuedAt: events.at, expiresAt: events.at + 30_000, told: { history } };
  const left = { ...placed, data: { ...placed.data, permit } } as FloorEvent;
  const life = [{ ...planned, data: told } as FloorEvent, left, call.ringing()];
  if (index % 10 < 7) return [...life, call.ended('no-answer'), call.disposed('NA'), call.rescheduled()];
  const agent = (from: string, to: string) => agentState(events, 'agent-1', from, to, call.attemptId);
  return [
    ...life,
    call.answered(),
    call.matched(),
    agent('ready', 'reserved'),
    call.bridged(),
    agent('reserved', 'talking'),
    call.ended('answered'),
    agent('talking', 'wrap-up'),
    call.disposed('DON'),
    call.rescheduled(),
    agent('wrap-up', 'ready'),
  ];
}

/** Of the second half, when the code is warm: the writer runs for days. */
function median(all: readonly number[]): number {
  const values = all.slice(all.length / 2);
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
try {
  const bare = await prepare(folder, 'bare');
  const kept = await prepare(folder, 'kept');
  const sides = [sideOf(bare.path, false), sideOf(kept.path, true)];
  const events = new EventMaker();
  let index = 0;
  let written = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const batch: FloorEvent[] = [];
    for (let i = 0; i < CALLS_A_ROUND; i++, index++) {
      events.at += 7;
      batch.push(...callOf(events, index, kept.list[index % kept.list.length] as Target));
    }
    written += batch.length;
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const before = process.cpuUsage();
      const started = performance.now();
      side.append(batch);
      side.wallMs.push(performance.now() - started);
      const { user, system } = process.cpuUsage(before);
      side.cpuMicros.push((user + system) / batch.length);
    }
  }
  const [without, withLedger] = sides.map(({ cpuMicros, wallMs }) => [median(cpuMicros), median(wallMs)]) as [
    [number, number],
    [number, number],
  ];
  const started = performance.now();
  const file = openLedgerFile(kept.path);
  const report = file.verify([]);
  const verifyMs = performance.now() - started;
  file.close();
  const sizes = sides.map(({ path }) => ['', '-wal'].reduce((sum, end) => sum + statSync(`${path}${end}`).size, 0));
  console.log(`${written} events of ${index} calls, medians of ${ROUNDS} batches`);
  const row = (ledger: string, [cpu, wall]: [number, number], bytes: number | undefined) => ({
    ledger,
    'processor µs/event': cpu.toFixed(1),
    'ms/batch': wall.toFixed(2),
    bytes,
  });
  console.table([row('without', without, sizes[0]), row('with', withLedger, sizes[1])]);
  const more = (i: 0 | 1): string => `${((withLedger[i] / without[i] - 1) * 100).toFixed(1)} %`;
  console.log(`the ledger adds ${more(0)} processor time and ${more(1)} to a batch`);
  console.log(`verify: ${Math.round(report.records / (verifyMs / 1_000))} records/s, ok ${report.ok}`);
} finally {
  rmSync(folder, { recursive: true });
}
