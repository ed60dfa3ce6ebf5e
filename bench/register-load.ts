import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eachLine } from '../src/commands/file-lines.ts';
import {
  createObjectionBook,
  createRegisterBook,
  knownRegister,
  registerBuilder,
  registerReader,
} from '../src/compliance/index.ts';
import type { CampaignId, ClientId } from '../src/kernel/id.ts';
import { numberKeys } from '../src/kernel/number-keys.ts';
import { loadRegister, registerFiles, writeRegister } from '../src/storage/registers/index.ts';

/*
 * A suppression list of a million numbers, as a register (read from its text, then loaded from the data folder) and as
 * objections. Bars: each loads in 10 s at most and keeps 100 MB at most.
 */
const ROWS = 1_000_000;
const BAR_MS = 10_000;
const BAR_MB = 100;
const LOOK_UPS = 200_000;

const keys = numberKeys(new Uint8Array(32).fill(7));
const number = (i: number) => `+4420${String(70_000_000 + i)}`;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function memoryMb(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
}

const missed: string[] = [];
function figure(what: string, value: number, unit: string, bar?: number): void {
  const fits = bar === undefined || value <= bar;
  if (!fits) missed.push(what);
  const told = bar === undefined ? '' : `  (bar ${bar} ${unit}${fits ? '' : ': MISSED'})`;
  process.stdout.write(`${what.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit}${told}\n`);
}

/** Starts a watch on the wall's and the processor's time. */
function watch(): (what: string, bar?: number) => void {
  const from = performance.now();
  const cpu = process.cpuUsage();
  return (what, bar) => {
    figure(what, performance.now() - from, 'ms', bar);
    const { user, system } = process.cpuUsage(cpu);
    figure('  of that, of the processor', (user + system) / 1_000, 'ms');
  };
}

/** Hits and misses in turn; the processor's time of one. */
function lookUp(what: string, ask: (number: string) => unknown): void {
  const cpu = process.cpuUsage();
  for (let i = 0; i < LOOK_UPS; i++) ask(number(i % 2 === 0 ? (i * 7) % ROWS : ROWS + i));
  const { user, system } = process.cpuUsage(cpu);
  figure(what, (user + system) / LOOK_UPS, 'us');
}

async function writeText(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write('Telephone Number\r\n');
  for (let i = 0; i < ROWS; i += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, n) => `020${70_000_000 + i + n}\r\n`);
    if (!out.write(lines.join(''))) await new Promise((resolve) => out.once('drain', () => resolve(undefined)));
  }
  out.end();
  await finished(out);
}

async function register(folder: string): Promise<void> {
  const known = knownRegister('TPS');
  if (known === undefined) throw new Error('the rules know TPS');
  const text = join(folder, 'tps.txt');
  await writeText(text);
  const done = watch();
  const builder = registerBuilder(keys);
  const reader = registerReader(known, builder);
  const { hash } = await eachLine(text, (line) => reader.take(line));
  const facts = { list: 'TPS', dated: '2026-11-20', sourceHash: hash };
  await writeRegister(folder, keys, facts, 0, builder.parts());
  done('register: 1,000,000 rows from text to the data folder', BAR_MS);
}

async function loaded(folder: string): Promise<void> {
  // What the import left behind is let go of only between turns.
  memoryMb();
  await new Promise((resolve) => setImmediate(resolve));
  const before = memoryMb();
  const done = watch();
  const book = createRegisterBook(keys);
  for (const file of await registerFiles(folder)) book.put(await loadRegister(file, keys));
  done('register: loaded from the data folder', BAR_MS);
  figure('register: memory kept', memoryMb() - before, 'MB', BAR_MB);
  if (book.registers.length !== 1) throw new Error('the register is kept');
  lookUp('register: a look-up, the hash of the number with it', (each) => book.screen(each));
}

function objections(): void {
  const stored = Array.from({ length: ROWS }, (_, i) => keys.of(number(i)));
  const before = memoryMb();
  const done = watch();
  const book = createObjectionBook(keys);
  stored.forEach((key, i) => {
    book.recordKeyed({ key, at: i, scope: 'client', clientId: `client-${i % 20}` as ClientId });
  });
  done('objections: 1,000,000 loaded from their stored keys', BAR_MS);
  figure('objections: memory kept', memoryMb() - before, 'MB', BAR_MB);
  const question = { campaignId: 'campaign-1' as CampaignId, clientId: 'client-1' as ClientId, at: ROWS };
  lookUp('objections: a look-up, the hash of the number with it', (each) => book.covers({ ...question, number: each }));
}

const folder = await mkdtemp(join(tmpdir(), 'foyer-registers-'));
try {
  await register(folder);
  await loaded(folder);
  objections();
} finally {
  await rm(folder, { recursive: true });
}
if (missed.length > 0) process.exitCode = 1;
