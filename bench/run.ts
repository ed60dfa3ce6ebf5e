import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

/*
 * npm run bench [-- NAME...] [-- --long]: each bench in a process of its own, one after the other, because memory and
 * processor time are figures. Status 1 when a bar is missed. `NAME --option=value`: the named bench's own options.
 */
interface Bench {
  readonly file: string;
  readonly short: readonly string[];
  readonly long: readonly string[];
}

const own = (file: string): Bench => ({ file, short: [], long: ['--long'] });

const benches: Readonly<Record<string, Bench>> = {
  'floor-load': own(import.meta.resolve('./floor-load.ts')),
  'live-load': own(import.meta.resolve('./live-load.ts')),
  'web-load': own(import.meta.resolve('./web-load.ts')),
  'web-shift': own(import.meta.resolve('./web-shift.ts')),
  'originate-rate': own(import.meta.resolve('./originate-rate.ts')),
  'event-rate': own(import.meta.resolve('./event-rate.ts')),
  'next-lead': own(import.meta.resolve('./next-lead.ts')),
  'simulated-day': own(import.meta.resolve('./simulated-day.ts')),
  pacing: own(import.meta.resolve('./pacing/cells.ts')),
  'pacing-calibration': own(import.meta.resolve('./pacing/calibration.ts')),
  'pacing-odd': own(import.meta.resolve('./pacing/odd.ts')),
  'pacing-stress': own(import.meta.resolve('./pacing/stress.ts')),
  'pacing-plots': own(import.meta.resolve('./pacing/compare.ts')),
  'pacing-decision': { file: import.meta.resolve('./pacing-decision.ts'), short: [], long: [] },
  'register-load': { file: import.meta.resolve('./register-load.ts'), short: [], long: [] },
  'report-rate': { file: import.meta.resolve('./report-rate.ts'), short: [], long: [] },
  'calling-order': { file: import.meta.resolve('./calling-order.ts'), short: [], long: [] },
  'gate-rate': { file: import.meta.resolve('./gate-rate.ts'), short: [], long: [] },
  'storage-ledger': { file: import.meta.resolve('./storage/ledger.ts'), short: [], long: [] },
  'storage-append': {
    file: import.meta.resolve('./storage/append.ts'),
    short: ['--contacts', '50000', '--seconds', '2'],
    long: [],
  },
};

function run(bench: Bench, long: boolean, options: readonly string[]): Promise<number> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(bench.file),
    ...(long ? bench.long : bench.short),
    ...options,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const asked = process.argv.slice(2);
const long = asked.includes('--long');
const options = asked.filter((word) => /^--[a-z]+=/.test(word));
const names = asked.filter((word) => word !== '--long' && !options.includes(word));
const unknown = names.find((name) => benches[name] === undefined);
if (unknown !== undefined) {
  process.stderr.write(
    `There is no bench "${unknown}": choose among ${Object.keys(benches).join(', ')}, or name none for all.\n`,
  );
  process.exit(2);
}
if (options.length > 0 && names.length !== 1) {
  process.stderr.write(`${options[0]} is an option of one bench: name it.\n`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stdout.write(`\n== ${name} (load average before: ${loadavg()[0]?.toFixed(1)}) ==\n`);
  const status = await run(bench, long, options);
  if (status !== 0) process.exitCode = 1;
}
