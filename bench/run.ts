import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

/*
 * npm run bench [-- NAME...] [-- --long]: each bench in a process of its own, one after the other, because memory and
 * processor time are figures. Status 1 when a bar is missed.
 */
interface Bench {
  readonly file: string;
  readonly short: readonly string[];
  readonly long: readonly string[];
}

const own = (file: string): Bench => ({ file, short: [], long: ['--long'] });

const benches: Readonly<Record<string, Bench>> = {
  'floor-load': own(import.meta.resolve('./floor-load.ts')),
  'originate-rate': own(import.meta.resolve('./originate-rate.ts')),
  'event-rate': own(import.meta.resolve('./event-rate.ts')),
  'next-lead': own(import.meta.resolve('./next-lead.ts')),
  'simulated-day': own(import.meta.resolve('./simulated-day.ts')),
  'pacing-decision': { file: import.meta.resolve('./pacing-decision.ts'), short: [], long: [] },
  'storage-append': {
    file: import.meta.resolve('./storage/append.ts'),
    short: ['--contacts', '50000', '--seconds', '2'],
    long: [],
  },
};

function run(bench: Bench, long: boolean): Promise<number> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    fileURLToPath(bench.file),
    ...(long ? bench.long : bench.short),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const asked = process.argv.slice(2);
const long = asked.includes('--long');
const names = asked.filter((name) => name !== '--long');
const unknown = names.find((name) => benches[name] === undefined);
if (unknown !== undefined) {
  process.stderr.write(
    `There is no bench "${unknown}": choose among ${Object.keys(benches).join(', ')}, or name none for all.\n`,
  );
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stdout.write(`\n== ${name} (load average before: ${loadavg()[0]?.toFixed(1)}) ==\n`);
  const status = await run(bench, long);
  if (status !== 0) process.exitCode = 1;
}
