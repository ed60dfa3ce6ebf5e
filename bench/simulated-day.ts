import { parseArgs } from 'node:util';
import { simulate } from '../test/simulation/world.ts';
import { atMost, type Figure, report, round, rssMb, said } from './parts/measure.ts';

/*
 * A floor of 200 agents in virtual time: the engine, the runtime, the gate, the pacing and the simulated switch with
 * nothing between them, every invariant looked at on the way. `--long`: the whole day of 8 hours, twice from one seed.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    agents: { type: 'string', default: '200' },
  },
});
const MINUTES = Number(values.minutes ?? (values.long ? 480 : 60));
const AGENTS = Number(values.agents);
const RUNS = values.long ? 2 : 1;
const SEED = 1;
const DAY_MINUTES = 480;
const DAY_SECONDS = 120;
/** The log is hashed as it is made and need not be kept whole. */
const KEEP_EVENTS = 200_000;

const figures: Figure[] = [];
const hashes = new Set<string>();
for (let run = 1; run <= RUNS; run++) {
  const from = performance.now();
  const cpu = process.cpuUsage();
  const { counts, broken, logHash, events, utilisation, abandonment } = await simulate({
    seed: SEED,
    agents: AGENTS,
    minutes: MINUTES,
    keepEvents: KEEP_EVENTS,
  });
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  hashes.add(logHash);
  figures.push(
    atMost(`run ${run}: time`, seconds, (DAY_SECONDS * MINUTES) / DAY_MINUTES, 's'),
    said(`run ${run}: processor`, (user + system) / 1e6, 's'),
    said(`run ${run}: events of the log`, `${events} (${round(events / seconds)} a second)`),
    said(
      `run ${run}: calls placed / answered / bridged / abandoned`,
      ['placed', 'answered', 'bridged', 'abandoned'].map((name) => counts[name] ?? 0).join(' / '),
    ),
    said(`run ${run}: utilisation / abandonment`, `${round(utilisation * 100)} / ${round(abandonment * 100)}`, '%'),
    atMost(`run ${run}: invariants broken`, broken.length, 0, ''),
    said(`run ${run}: resident memory at the end`, rssMb(), 'MB'),
  );
  for (const line of broken.slice(0, 5)) process.stderr.write(`${line}\n`);
}
if (RUNS > 1) figures.push(atMost('different logs from one seed', hashes.size - 1, 0, ''));
report(`simulated-day: ${AGENTS} agents, ${MINUTES} minutes of virtual time`, figures);
process.exit();
