import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, report, said } from '../parts/measure.ts';
import { JobPool } from './job-pool.ts';
import { comparisonCharts, daysChart } from './plots.ts';
import { type PolicyName, policies, policyNames } from './rivals/index.ts';
import { type ScenarioName, scenarios } from './scenario.ts';
import { type Compared, tuned } from './tuned.ts';

/*
 * npm run bench -- pacing-plots [--long] [--scenarios=fr,uk] [--sizes=2,5,10] [--policies=foyer,ratio] [--persons=20000]
 * Foyer's pacing and the rivals, each tuned with hindsight to the same abandonment of 3 %. The long form keeps its
 * figures in plots/comparison.jsonl, beside those of earlier runs, and draws plots/*.svg from them; the short form
 * prints a small comparison and keeps nothing.
 */
const LIMIT = 3;
const DAYS = 40;
const DAYS_AGENTS = 10;
const folder = fileURLToPath(new URL('./plots/', import.meta.url));
const file = `${folder}comparison.jsonl`;

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    scenarios: { type: 'string' },
    sizes: { type: 'string' },
    policies: { type: 'string' },
    persons: { type: 'string' },
    processes: { type: 'string', default: '2' },
  },
});
const list = (text: string | undefined, otherwise: string) => (text ?? otherwise).split(',');
const persons = Number(values.persons ?? (values.long ? 20_000 : 3_000));
const asked = {
  scenarios: list(values.scenarios, values.long ? 'fr,uk' : 'fr').map((name) => oneOf(name, Object.keys(scenarios))),
  sizes: list(values.sizes, values.long ? '2,5,10,20,50,100,200' : '10').map(Number),
  policies: list(
    values.policies,
    values.long ? policyNames.join(',') : 'foyer,progressive,vicidial-hard,webitel,ratio',
  ).map((name) => oneOf(name, policyNames)),
} as { scenarios: ScenarioName[]; sizes: number[]; policies: PolicyName[] };

function oneOf(name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  throw new Error(`"${name}" is none of ${known.join(', ')}`);
}

const pool = new JobPool(Number(values.processes));
const results = await Promise.all(
  asked.scenarios.flatMap((scenario) =>
    asked.sizes.flatMap((agents) =>
      asked.policies.map(async (policy) => {
        const result = await tuned(pool, { scenario, agents, limit: LIMIT, persons }, policy);
        if (values.long) keep(result);
        return result;
      }),
    ),
  ),
);
if (values.long) await draw();
pool.close();
report(`pacing-plots: Foyer and the rivals at ${LIMIT} % abandoned`, results.map(figureOf));

function kept(): Compared[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Compared);
}

/** At once, so that a run that is stopped has not been for nothing. */
function keep(result: Compared): void {
  mkdirSync(folder, { recursive: true });
  const key = ({ scenario, agents, policy }: Compared) => `${scenario} ${String(agents).padStart(4)} ${policy}`;
  const others = kept().filter((one) => key(one) !== key(result));
  const all = [...others, result].toSorted((a, b) => key(a).localeCompare(key(b)));
  writeFileSync(file, all.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

async function draw(): Promise<void> {
  const all = kept();
  for (const scenario of asked.scenarios) {
    for (const [name, svg] of Object.entries(comparisonCharts(scenario, all))) writeFileSync(`${folder}${name}`, svg);
  }
  const { policies: names, scenarios: worlds, sizes } = asked;
  if (!names.includes('foyer') || !worlds.includes('fr') || !sizes.includes(DAYS_AGENTS)) return;
  const days = (policy: PolicyName) =>
    pool.run({
      scenario: 'fr',
      agents: DAYS_AGENTS,
      policy,
      limit: LIMIT / 100,
      window: 'day',
      calendar: 'days',
      hours: 8 * DAYS,
      seed: 601,
    });
  const [foyer, rival] = await Promise.all([days('foyer'), days('vicidial-hard')]);
  const title = `Abandonment of each day, ${DAYS_AGENTS} agents, limit ${LIMIT} % a day`;
  writeFileSync(`${folder}abandonment-by-day.svg`, daysChart(foyer.days, rival.days, LIMIT, title));
}

function figureOf(one: Compared): Figure {
  const own = one.ownAbandonment === null ? '' : `, at its own ${one.ownAbandonment} %`;
  const progressive = [...kept(), ...results].find(
    ({ policy, scenario, agents }) => policy === 'progressive' && scenario === one.scenario && agents === one.agents,
  );
  const gain =
    progressive === undefined ? '' : `, gain ${(one.talkMinutes - progressive.talkMinutes).toFixed(1)} min/h`;
  return said(
    `${one.scenario} ${one.agents}, ${policies[one.policy].title}`,
    `${one.utilisation.toFixed(1)} ± ${one.half.toFixed(1)} %, wait ${one.waitSeconds.toFixed(1)} s${gain}${own}`,
  );
}
