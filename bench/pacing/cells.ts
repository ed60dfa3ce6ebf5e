import { parseArgs } from 'node:util';
import { atMost, type Figure, report, said } from '../parts/measure.ts';
import { dailyBar, finishKnown, knownModel, type LimitPercent, longRunBar, teamSizes, thirtyDaysBar } from './bars.ts';
import { runJob } from './job.ts';
import { JobPool } from './job-pool.ts';
import { type Cell, coldStarts, longRun, windowed } from './measures.ts';
import { type ScenarioName, scenarios } from './scenario.ts';
import type { Estimate } from './summary.ts';

/*
 * npm run bench -- pacing [--long] [--cells fr:10,uk:5] [--limits 3,1] [--windows none,day,30d,pooled,hints,cancel,start,speed]
 *   [--persons 40000] [--days 1000] [--processes 2]
 * Utilisation of Foyer's pacing in closed loop, everything learned online, at exactly the abandonment limit, with the
 * 95 % interval. The short form takes a few cells and few calls; `--long` all of them.
 */
const LONG_PERSONS = 42_000;
const LONG_DAYS = 1_000;
const SHORT_PERSONS = 9_000;
const SHORT_DAYS = 20;
const SHORT_CELLS = 'fr:10,uk:5';
const LONG_CELLS = ['fr', 'uk', 'bimodal'].flatMap((name) => teamSizes.map((agents) => `${name}:${agents}`)).join(',');
const MAX_RUN_DAYS = 125;
const MAX_MONTHS_DAYS = 120;
const PERSON_HOURS = { fr: 15, uk: 14, short: 50, bimodal: 19, nonstat: 15 } as const;

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    cells: { type: 'string' },
    limits: { type: 'string' },
    windows: { type: 'string' },
    persons: { type: 'string' },
    days: { type: 'string' },
    processes: { type: 'string', default: '2' },
  },
});
const persons = Number(values.persons ?? (values.long ? LONG_PERSONS : SHORT_PERSONS));
const days = Number(values.days ?? (values.long ? LONG_DAYS : SHORT_DAYS));
const limits = (values.limits ?? (values.long ? '3,1' : '3')).split(',').map(Number) as LimitPercent[];
const windows = (
  values.windows ?? (values.long ? 'speed,none,day,30d,pooled,hints,cancel,start' : 'speed,none,day')
).split(',');
const cells = (values.cells ?? (values.long ? `${LONG_CELLS},nonstat:10,nonstat:50` : SHORT_CELLS))
  .split(',')
  .map(cellOf);
const pool = new JobPool(Number(values.processes));

function cellOf(text: string): { readonly scenario: ScenarioName; readonly agents: number } {
  const [name = '', agents] = text.split(':');
  if (!(name in scenarios) || !(Number(agents) > 0)) {
    throw new Error(`--cells: "${text}" is not SCENARIO:AGENTS; scenarios: ${Object.keys(scenarios).join(', ')}`);
  }
  return { scenario: name as ScenarioName, agents: Number(agents) };
}

const spread = ({ value, half }: Estimate) => `${value.toFixed(2)} ± ${half.toFixed(2)}`;

function judged(figure: string, value: string, reached: number, bar: number | undefined): Figure {
  if (bar === undefined) return said(figure, value);
  return { figure, value, bar: `>= ${bar.toFixed(1)}`, held: reached >= bar };
}

const measures: Readonly<Record<string, (cell: Cell, name: string) => Promise<Figure[]>>> = {
  none: async (cell, name) => {
    const run = await longRun(pool, cell, persons);
    const seen = run.runs.map(({ abandonment }) => abandonment.toFixed(2)).join(' ');
    return [
      judged(
        `${name}, long run`,
        `${spread(run)} % (${run.persons} answers; runs at ${seen} %)`,
        run.value,
        longRunBar(cell.scenario, cell.agents, cell.limit),
      ),
    ];
  },
  day: async (cell, name) => {
    const answers = cell.agents * 8 * PERSON_HOURS[cell.scenario];
    // Large teams need fewer days for as many answers.
    const wanted = cell.agents > 10 ? Math.max(12, Math.min(days, Math.ceil((2 * persons) / answers))) : days;
    const runs = Math.ceil(wanted / MAX_RUN_DAYS);
    const run = await windowed(pool, cell, 'day', { runs, days: Math.ceil(wanted / runs) });
    const calls = Math.max(0, run.worstCalls).toFixed(2);
    return [
      judged(
        `${name}, every day`,
        `${spread(run)} % (${run.abandonment.toFixed(2)} % abandoned)`,
        run.value,
        dailyBar(cell.scenario, cell.agents, cell.limit),
      ),
      daysOver(
        cell,
        name,
        run.over,
        run.windows,
        run.worstCalls,
        `worst ${run.worstPercent.toFixed(2)} %, ${calls} calls over`,
      ),
    ];
  },
  '30d': async (cell, name) => {
    const answers = cell.agents * 8 * PERSON_HOURS[cell.scenario];
    const length = Math.max(60, Math.min(MAX_MONTHS_DAYS, Math.ceil(persons / answers)));
    const run = await windowed(pool, cell, '30d', { runs: 2, days: Math.min(length, Math.max(31, days)) });
    return [
      judged(
        `${name}, every 30 days`,
        `${spread(run)} % (${run.abandonment.toFixed(2)} % abandoned)`,
        run.value,
        thirtyDaysBar(cell.scenario, cell.agents, cell.limit),
      ),
      { ...said(`${name}, 30-day windows over`, `${run.over} of ${run.windows}`), bar: '0', held: run.over === 0 },
    ];
  },
  pooled: async (cell, name) => {
    if (cell.agents !== 20) return [];
    const run = await longRun(pool, cell, persons, { campaigns: 4 });
    const known = knownModel[cell.scenario][cell.limit][20];
    const rates = [0, 1, 2, 3].map((campaign) => rateOf(run.runs, campaign));
    return [
      judged(
        `${name}, 4 campaigns share 20`,
        `${spread(run)} % (each ${rates.join(' ')} %)`,
        run.value,
        known === undefined ? undefined : known - 0.7,
      ),
    ];
  },
  hints: async (cell, name) => {
    const ceiling = cell.limit === 3 ? finishKnown[cell.scenario]?.[cell.agents] : undefined;
    const known = knownModel[cell.scenario][cell.limit][cell.agents];
    if (ceiling === undefined || known === undefined) return [];
    const run = await longRun(pool, cell, persons, { hints: true });
    return [judged(`${name}, script steps told`, `${spread(run)} %`, run.value, known + 0.6 * (ceiling - known))];
  },
  cancel: async (cell, name) => {
    if (cell.limit !== 3 || cell.agents > 50) return [];
    const run = await longRun(pool, cell, persons, { cancelAfterMs: 15_000 });
    return [said(`${name}, may hang up after 15 s of ringing`, `${spread(run)} %`)];
  },
  start: async (cell, name) => {
    const starts = await coldStarts(pool, cell, 40);
    const share = ((100 * starts.abandoned) / Math.max(1, starts.persons)).toFixed(2);
    return [
      said(
        `${name}, first half hour of ${starts.runs} new campaigns`,
        `${share} % abandoned, ${starts.above} above the limit's 95 % bound`,
      ),
    ];
  },
};

/** None may be over with 10 agents and more; 0.5 % of days, by one call, with fewer. */
function daysOver(cell: Cell, name: string, over: number, of: number, worstCalls: number, value: string): Figure {
  const figure = said(`${name}, days over`, `${over} of ${of} (${value})`);
  if (cell.limit === 1)
    return cell.scenario === 'fr' && cell.agents === 10
      ? { ...figure, bar: '<= 2 calls over', held: worstCalls <= 2 }
      : figure;
  if (cell.agents >= 10) return { ...figure, bar: '0', held: over === 0 };
  return { ...figure, bar: '<= 0.5 %, 1 call', held: over <= 0.005 * of && worstCalls <= 1 };
}

function rateOf(
  runs: readonly { readonly days: readonly { campaign: number; persons: number; abandoned: number }[] }[],
  campaign: number,
): string {
  const own = runs.flatMap((run) => run.days.filter((day) => day.campaign === campaign));
  const sum = (of: 'persons' | 'abandoned') => own.reduce((total, day) => total + day[of], 0);
  return ((100 * sum('abandoned')) / Math.max(1, sum('persons'))).toFixed(2);
}

/** A day of 50 agents in this process, before the others take the processor: time that passed, and the processor's. */
function dayOfFifty(): Figure[] {
  const from = performance.now();
  const cpu = process.cpuUsage();
  runJob({
    scenario: 'fr',
    agents: 50,
    policy: 'foyer',
    limit: 0.03,
    window: 'day',
    calendar: 'days',
    hours: 8,
    seed: 401,
  });
  const { user, system } = process.cpuUsage(cpu);
  return [
    atMost('a simulated day of 50 agents', (performance.now() - from) / 1_000, 3, 's'),
    said('a simulated day of 50 agents, processor', (user + system) / 1e6, 's'),
  ];
}

const speed = windows.includes('speed') ? dayOfFifty() : [];
const asked = limits.flatMap((limit) => cells.map((cell): Cell => ({ ...cell, limit })));
const figures = await Promise.all(
  windows
    .filter((window) => window !== 'speed')
    .flatMap((window) =>
      asked.map(async (cell) => {
        const measure = measures[window];
        if (measure === undefined)
          throw new Error(`--windows: "${window}" is none of speed, ${Object.keys(measures).join(', ')}`);
        const found = await measure(cell, `${cell.scenario} ${cell.agents}, ${cell.limit} %`);
        if (values.long)
          for (const { figure, value, bar } of found) process.stdout.write(`${figure}: ${value} [${bar ?? '-'}]\n`);
        return found;
      }),
    ),
);
pool.close();
report(`pacing: utilisation (talk + wrap-up) at the abandonment limit, ${persons} answers a cell`, [
  ...speed,
  ...figures.flat(),
]);
