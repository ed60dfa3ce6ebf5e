import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { applyImport, beginImport, lookAtUpload, readLeads, undoImport } from '../src/campaigns/index.ts';
import { consoleImports, freshId } from '../src/commands/import-parts.ts';
import { DEFAULT_CLIENT_ID } from '../src/commands/installation.ts';
import { type Dialing, startDialing } from './parts/dialing.ts';
import { benchCampaign, benchClock, openBenchStore } from './parts/floor.ts';
import { atLeast, atMost, type Figure, report, rssMb, said, startLoad } from './parts/measure.ts';

/*
 * A lead file of a charity: validated, stored in SQLite, delivered again, and taken back. The rates of the bars are for a
 * machine of its own; on a shared one the rows for each second of processor time tell more. With `--dialing`, a campaign of 60
 * agents dials from the same store meanwhile: its processor time is in the figures.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    rows: { type: 'string' },
    write: { type: 'string' },
    undo: { type: 'boolean', default: false },
    dialing: { type: 'boolean', default: false },
  },
});
const ROWS = Number(values.rows ?? (values.long ? 1_000_000 : 100_000));
const BAR_VALIDATED = 50_000;
const BAR_STORED = 20_000;
const BAR_MB = 300;
const BAR_LOOP_MS = 20;

/** As an export looks: 15 columns, a landline each, a mobile for a third, a dirty row in fifty. */
async function writeFile(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write(
    'code_donateur;civilite;nom;prenom;adresse;code_postal;ville;tel_fixe;tel_mobile;email;date_dernier_don;montant_dernier_don;cumul_dons;nombre_dons;commentaire\r\n',
  );
  const two = (value: number) => String(value).padStart(2, '0');
  let text = '';
  for (let i = 0; i < ROWS; i++) {
    const landline = `0${1 + (i % 5)}${String((i * 7_919) % 100_000_000).padStart(8, '0')}`;
    const mobile = i % 3 === 0 ? `06 ${String((i * 104_729) % 100_000_000).padStart(8, '0')}` : '';
    const comment = i % 50 === 0 ? 'Préfère le matin' : '';
    const day = `${two(1 + (i % 28))}/${two(1 + (i % 12))}/2025`;
    text += `${String(i).padStart(7, '0')};M.;Nom${i % 5_000};Prénom${i % 300};${i % 200} rue des Lilas;${String(1_000 + (i % 95_000)).padStart(5, '0')};Ville ${i % 900};${landline};${mobile};d${i}@example.org;${day};${10 + (i % 90)},50 €;1 ${String(i % 1_000).padStart(3, '0')},00;${1 + (i % 20)};${comment}\r\n`;
    if (text.length < 1e6) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
}

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly loopP99: number;
  readonly mostMb: number;
  /** Above what the process had before. */
  readonly moreMb: number;
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const load = startLoad();
  const before = rssMb();
  let mostMb = before;
  const watch = setInterval(() => {
    mostMb = Math.max(mostMb, rssMb());
  }, 200);
  await work();
  clearInterval(watch);
  const { seconds, cpuSeconds, loop } = load.read();
  return { seconds, cpuSeconds, loopP99: loop.p99, mostMb, moreMb: mostMb - before };
}

function figuresOf(what: string, it: Measured, bar?: number): Figure[] {
  const perSecond = Math.round(ROWS / it.seconds);
  const name = `${what}: rows a second`;
  return [
    bar === undefined ? said(name, String(perSecond)) : atLeast(name, perSecond, bar, ''),
    said(`${what}: rows a second of processor time`, String(Math.round(ROWS / it.cpuSeconds))),
    atMost(`${what}: event loop delay p99`, it.loopP99, BAR_LOOP_MS, 'ms'),
    atMost(`${what}: memory of the whole process at most`, it.mostMb, BAR_MB, 'MB'),
    atMost(`${what}: memory more than before`, it.moreMb, BAR_MB, 'MB'),
  ];
}

if (values.write !== undefined) {
  await writeFile(values.write);
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'foyer-import-'));
const path = join(folder, 'dons.csv');
// In a process of its own: what it takes is no figure.
execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--rows', String(ROWS), '--write', path]);
const figures: Figure[] = [];
const validation = await measured(async () => {
  const reading = readLeads({ path });
  for await (const chunk of reading) void chunk;
  if (reading.report().received !== ROWS) throw new Error('rows were lost');
});
figures.push(...figuresOf('validated', validation, BAR_VALIDATED));

const { clock, realOrigin } = benchClock();
const bench = await openBenchStore(clock, folder);
const campaign = { ...benchCampaign(clock, 'predictive'), status: 'stopped' as const };
await bench.store.putCampaign(campaign);
const imports = consoleImports(bench.store, clock);
let dialing: Dialing | undefined;
if (values.dialing) dialing = await startDialing(bench.store, clock, realOrigin);
const before = dialing?.counts.copy();
const deliver = async () => {
  const upload = await lookAtUpload(imports, path, DEFAULT_CLIENT_ID);
  const file = {
    name: 'dons.csv',
    batchId: freshId(clock),
    clientId: DEFAULT_CLIENT_ID,
    campaignId: campaign.id,
  };
  const batch = await beginImport(imports, upload, file, 'system');
  return applyImport(imports, batch, { path }, 'system');
};
let stored: Awaited<ReturnType<typeof deliver>> | undefined;
figures.push(
  ...figuresOf(
    'stored',
    await measured(async () => {
      stored = await deliver();
    }),
    BAR_STORED,
  ),
);
if (dialing !== undefined && before !== undefined) {
  const { counts } = dialing;
  const since = (type: Parameters<typeof counts.get>[0]) => counts.get(type) - before.get(type);
  figures.push(
    atLeast('meanwhile: calls placed', since('call.placed'), 1, ''),
    said('meanwhile: calls bridged / abandoned', `${since('call.bridged')} / ${since('call.abandoned')}`),
  );
  await dialing.stop();
}
figures.push(said('database', `${Math.round(statSync(join(folder, 'foyer.sqlite')).size / ROWS)} bytes a row`));
figures.push(...figuresOf('delivered again', await measured(deliver)));
if (values.undo && stored !== undefined) {
  const batch = stored;
  figures.push(...figuresOf('taken back', await measured(() => undoImport(imports, batch, 'system'))));
}
await bench.close();
rmSync(folder, { recursive: true, force: true });
report(`import-rate (${ROWS} rows${values.dialing ? ', while a campaign dials' : ''})`, figures);
process.exit();
