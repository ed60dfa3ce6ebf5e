import { knownModel } from './bars.ts';
import { type PolicyName, policies, policyNames } from './rivals/index.ts';
import type { ScenarioName } from './scenario.ts';
import { type Series, svgChart } from './svg-chart.ts';
import type { DayCount } from './tally.ts';
import type { Compared } from './tuned.ts';

const colours: Readonly<Record<PolicyName, string>> = {
  foyer: '#c2185b',
  progressive: '#555555',
  'vicidial-hard': '#1565c0',
  'vicidial-average': '#42a5f5',
  'vicidial-tapered': '#90caf9',
  'vicidial-oracle': '#0d47a1',
  webitel: '#2e7d32',
  issabel: '#ef6c00',
  'issabel-overcommit': '#ffb74d',
  impact: '#6a1b9a',
  ratio: '#8d6e63',
};

const titles: Readonly<Record<ScenarioName, string>> = {
  fr: 'fundraising, 30 % answered by a person',
  uk: 'low answer rate, 8 % answered by a person',
  short: 'short calls',
  bimodal: 'refusals short, conversations long',
  nonstat: 'answer rate swings within the hour',
};

/** The common abandonment of the comparison, %. */
const LIMIT = 3;
const SIZES = [2, 5, 10, 20, 50, 100, 200, 500];

/** Two charts of a scenario against the number of agents, from what has been compared so far. */
export function comparisonCharts(scenario: ScenarioName, all: readonly Compared[]): Readonly<Record<string, string>> {
  const own = all.filter((one) => one.scenario === scenario);
  const sizes = SIZES.filter((size) => own.some(({ agents }) => agents === size));
  const series = (of: 'utilisation' | 'waitSeconds'): Series[] =>
    policyNames.map((policy) => {
      const points = (which: (one: Compared) => boolean) =>
        own
          .filter((one) => one.policy === policy && which(one))
          .toSorted((a, b) => a.agents - b.agents)
          .map((one): [number, number] => [one.agents, one[of]]);
      return {
        name: named(policy, own),
        colour: colours[policy],
        style: 'line',
        strong: policy === 'foyer',
        points: points((one) => !isAbove(one)),
        aside: points(isAbove),
      };
    });
  const known: Series = {
    name: 'known model, tuned',
    colour: '#000000',
    style: 'dashed',
    points: sizes.flatMap((size) => {
      const value = knownModel[scenario][3][size];
      return value === undefined ? [] : [[size, value] as [number, number]];
    }),
  };
  const common = { xTitle: 'agents', xTicks: sizes, xLog: true };
  return {
    [`utilisation-${scenario}.svg`]: svgChart({
      ...common,
      title: `Utilisation at 3 % abandoned: ${titles[scenario]}`,
      yTitle: 'talk + wrap-up, % of time logged in',
      yTicks: scenario === 'uk' ? [40, 50, 60, 70, 80, 90, 100] : [65, 70, 75, 80, 85, 90, 95, 100],
      series: [...series('utilisation'), known],
    }),
    [`wait-${scenario}.svg`]: svgChart({
      ...common,
      title: `Wait for the next donor at 3 % abandoned: ${titles[scenario]}`,
      yTitle: 'seconds, mean',
      yTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      yLog: true,
      series: series('waitSeconds'),
    }),
  };
}

/** It abandons more than the others whatever is set. */
function isAbove({ ownAbandonment }: Compared): boolean {
  return ownAbandonment !== null && ownAbandonment > 1.1 * LIMIT;
}

/** Marked where some of its points are not at the common abandonment: no setting of it gives that. */
function named(policy: PolicyName, own: readonly Compared[]): string {
  const rates = own.flatMap((one) =>
    one.policy === policy && one.ownAbandonment !== null ? [one.ownAbandonment] : [],
  );
  const { title } = policies[policy];
  if (rates.length === 0 || policy === 'progressive') return title;
  const [low, high] = [Math.min(...rates), Math.max(...rates)].map((rate) => rate.toFixed(1));
  return `${title} *${low === high ? low : `${low}–${high}`} %`;
}

/** Abandonment of each day of a team under a daily limit. */
export function daysChart(
  foyer: readonly DayCount[],
  rival: readonly DayCount[],
  limit: number,
  title: string,
): string {
  const rates = (days: readonly DayCount[]) =>
    days.map(({ persons, abandoned }, n): [number, number] => [n + 1, (100 * abandoned) / Math.max(1, persons)]);
  const last = Math.ceil(foyer.length / 10) * 10;
  return svgChart({
    title,
    xTitle: 'day',
    yTitle: 'abandoned, % of answers by a person',
    xTicks: Array.from({ length: last / 10 + 1 }, (_, n) => 10 * n),
    yTicks: [0, 1, 2, 3, 4, 5],
    series: [
      {
        name: 'limit of the day',
        colour: '#000000',
        style: 'dashed',
        points: [
          [0, limit],
          [last, limit],
        ],
      },
      { name: policies.foyer.title, colour: colours.foyer, style: 'dots', strong: true, points: rates(foyer) },
      { name: policies['vicidial-hard'].title, colour: colours['vicidial-hard'], style: 'dots', points: rates(rival) },
    ],
  });
}
