import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Campaign, createHopper } from '../src/campaigns/index.ts';
import type { AgentId, CampaignId, ContactId } from '../src/kernel/id.ts';
import type { Store } from '../src/storage/index.ts';
import { benchCampaign, benchClock, importLeads, openBenchFloor, openBenchStore, START } from './parts/floor.ts';
import { atMost, type Quantiles, quantilesOf, report, round, rssMb, said, until, waitMs } from './parts/measure.ts';
import { openNetwork } from './parts/network.ts';

/*
 * What a long list costs: choosing the next lead, and the memory of a floor whose campaign has it, beside one whose
 * campaign has no lead. Import and both floors run in processes of their own.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    leads: { type: 'string' },
    part: { type: 'string' },
    folder: { type: 'string', default: '' },
    /** Segments of the list, mixed by their weights; 0: one list. */
    segments: { type: 'string', default: '12' },
  },
});
const LEADS = Number(values.leads ?? (values.long ? 1_000_000 : 100_000));
const SEGMENTS = Number(values.segments);
const CHOICES = 5_000;
const IDLE_MS = 8_000;

interface Chosen {
  readonly choose: Quantiles;
  readonly read: Quantiles;
}

interface PartReport {
  readonly rssMb: number;
  readonly hopper: number;
  readonly chosen?: Chosen & { readonly rssMb: number };
  readonly importMs?: number;
}

/** Weights from 1 to 5, so that no two neighbours are alike. */
function mixed(campaign: Campaign): Campaign {
  if (SEGMENTS === 0) return campaign;
  const segments = Array.from({ length: SEGMENTS }, (_, i) => [
    segmentName(i),
    { weight: 1 + (i % 5), usefulContacts: null },
  ]);
  return { ...campaign, segments: Object.fromEntries(segments) as NonNullable<Campaign['segments']> };
}

function segmentName(index: number): string {
  return `S${index % SEGMENTS}`;
}

/** As the engine does it: next, take, and more from the list when the hopper runs low. */
async function choose(store: Store, campaignId: CampaignId, now: () => number): Promise<Chosen> {
  const hopper = createHopper();
  const gone = new Set<ContactId>();
  const agents = Array.from({ length: 40 }, (_, i) => `agent-${i}` as AgentId);
  const [chooseMs, readMs]: [number[], number[]] = [[], []];
  while (chooseMs.length < CHOICES) {
    const from = performance.now();
    const agentId = agents[chooseMs.length % agents.length];
    const next = hopper.next(now(), agentId);
    if (next !== undefined) {
      hopper.take(next.contactId, agentId);
      gone.add(next.contactId);
    }
    const low = hopper.needsFill(now());
    const chosenMs = performance.now() - from;
    if (!low) {
      chooseMs.push(chosenMs);
      continue;
    }
    const except = new Set([...gone].slice(-500).concat([...hopper.contactIds()]));
    const asked = performance.now();
    const { candidates, order } = await store.dueContacts(campaignId, now(), hopper.room(), except, 'Europe/Paris');
    const answered = performance.now();
    readMs.push(answered - asked);
    hopper.setOrder(order);
    hopper.fill(candidates);
    // The read waits beside the loop; taking the contacts in is part of the choice.
    if (next !== undefined) chooseMs.push(chosenMs + performance.now() - answered);
  }
  return { choose: quantilesOf(chooseMs), read: quantilesOf(readMs) };
}

async function partImport(folder: string): Promise<PartReport> {
  const { clock } = benchClock();
  const { store, close } = await openBenchStore(clock, folder);
  const campaign = mixed(benchCampaign(clock, 'progressive'));
  await store.putCampaign(campaign);
  const from = performance.now();
  const segmentOf = SEGMENTS === 0 ? undefined : segmentName;
  await importLeads(store, campaign.id, LEADS, (i) => `+33199${String(i).padStart(9, '0')}`, START, segmentOf);
  const importMs = performance.now() - from;
  await close();
  return { rssMb: rssMb(), hopper: 0, importMs };
}

/** A floor that is open and idle: threads started, hopper full. */
async function partFloor(folder: string): Promise<PartReport> {
  const { clock, realOrigin } = benchClock();
  const network = await openNetwork({ scenario: 'numbered', start: clock.now(), realOrigin });
  const { store, close } = await openBenchStore(clock, folder);
  if (values.part === 'empty') await store.putCampaign(benchCampaign(clock, 'progressive'));
  const runtime = await openBenchFloor({ clock, store, url: network.url, cps: 10 });
  const [floor] = runtime.state.campaigns.values();
  if (floor === undefined) throw new Error('the campaign is not there');
  await until(() => floor.hopper.size > 0, values.part === 'empty' ? 0 : 45_000);
  await waitMs(IDLE_MS);
  const rss = rssMb();
  const hopper = floor.hopper.size;
  const choices = hopper > 0 ? await choose(store, floor.campaign.id, () => clock.now()) : undefined;
  const chosen = choices === undefined ? undefined : { ...choices, rssMb: rssMb() };
  await runtime.close();
  await close();
  await network.close();
  return { rssMb: rss, hopper, ...(chosen === undefined ? {} : { chosen }) };
}

function runPart(part: string, folder: string): Promise<PartReport> {
  const args = ['--part', part, '--folder', folder, '--leads', String(LEADS), '--segments', String(SEGMENTS)];
  const child = fork(fileURLToPath(import.meta.url), args, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as PartReport));
    child.once('exit', (code) => reject(new Error(`part ${part} ended with status ${code}`)));
  });
}

async function all(): Promise<void> {
  const [filled, bare] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'foyer-bench-'))) as [string, string];
  try {
    const imported = await runPart('import', filled);
    const empty = await runPart('empty', bare);
    const full = await runPart('floor', filled);
    const again = await runPart('empty', bare);
    const { chosen } = full;
    if (chosen === undefined) throw new Error('the hopper stayed empty');
    const without = Math.min(empty.rssMb, again.rssMb);
    report(`next-lead: a campaign of ${LEADS} leads in ${SEGMENTS} segments, in SQLite`, [
      said('import', (LEADS / (imported.importMs ?? Number.NaN)) * 1e3, 'leads a second'),
      said('size of the database', statSync(join(filled, 'foyer.sqlite')).size / 1e6, 'MB'),
      atMost(`choosing the next lead, median of ${chosen.choose.n}`, chosen.choose.p50, 1, 'ms'),
      atMost('choosing the next lead, p99', chosen.choose.p99, 5, 'ms'),
      said('choosing the next lead, max', chosen.choose.max, 'ms'),
      said(
        `reading more from the list (${chosen.read.n} times), median / p99`,
        `${round(chosen.read.p50)} / ${round(chosen.read.p99)}`,
        'ms',
      ),
      said('resident memory of the floor without a lead, twice', `${round(empty.rssMb)}, ${round(again.rssMb)}`, 'MB'),
      said(`resident memory of the floor with them (hopper ${full.hopper})`, full.rssMb, 'MB'),
      said(`the same after ${CHOICES} choices more`, chosen.rssMb, 'MB'),
      atMost('the list costs', full.rssMb - without, 100, 'MB'),
    ]);
  } finally {
    for (const folder of [filled, bare]) rmSync(folder, { recursive: true });
  }
}

if (values.part === undefined) await all();
else {
  const part = values.part === 'import' ? partImport(values.folder) : partFloor(values.folder);
  process.send?.(await part);
}
process.exit();
