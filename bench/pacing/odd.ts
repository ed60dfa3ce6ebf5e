import type { AbandonmentWindow } from '../../src/pacing/index.ts';
import { atMost, report, said } from '../parts/measure.ts';
import type { MixedCampaign } from './floor.ts';
import { oddScenarios } from './odd-scenario.ts';
import { foyerPacer } from './pacer.ts';
import { CONNECT_LIMIT_MS, RING_LIMIT_MS, type Scenario, scenarios } from './scenario.ts';
import { summarise } from './summary.ts';
import { runWorld } from './world.ts';

/*
 * npm run bench -- pacing-odd [days]
 * Worlds unlike those of the tables, and campaigns of different laws that share agents: what Foyer comes to under a
 * limit of 3 %. No bar of utilisation: nobody has solved them.
 */
const DAYS = Number(process.argv[2] ?? 5);
const AGENTS = 10;
const LIMIT = 0.03;
/** Abandoned above the limit of all answers, however many: so the mean of the long run comes down to it. */
const CALLS_OVER = 20;

const settings = (window: AbandonmentWindow) =>
  ({
    mode: 'predictive',
    abandonmentLimit: LIMIT,
    window,
    ringLimitMs: RING_LIMIT_MS,
    connectLimitMs: CONNECT_LIMIT_MS,
    maxLines: null,
    cps: null,
    cancelAfterMs: null,
    occupancyCeiling: null,
    restMs: 0,
  }) as const;

function run(scenario: Scenario, window: AbandonmentWindow, mixed?: readonly MixedCampaign[]) {
  const calendar = window === 'none' ? 'continuous' : 'days';
  const plan = { scenario, agents: AGENTS, settings: settings(window), calendar, hours: 8 * DAYS, seed: 1 } as const;
  return summarise(runWorld(mixed === undefined ? plan : { ...plan, mixed }, foyerPacer()));
}

const alone = Object.entries(oddScenarios).flatMap(([name, scenario]) => {
  const { utilisation, abandonment, abandoned, persons } = run(scenario, 'none');
  return [
    said(`${name}, long run, utilisation`, `${utilisation.toFixed(1)} % (${abandonment.toFixed(2)} % abandoned)`),
    atMost(`${name}, long run, over the limit`, Math.max(0, abandoned - LIMIT * persons), CALLS_OVER, 'calls'),
  ];
});

const campaign = (scenario: Scenario): MixedCampaign => ({ scenario, settings: settings('day') });
const shared = [
  ['fr and uk', [campaign(scenarios.fr), campaign(scenarios.uk)]],
  [
    'fr at 3 % and at 1 %',
    [campaign(scenarios.fr), { scenario: scenarios.fr, settings: { ...settings('day'), abandonmentLimit: 0.01 } }],
  ],
  [
    'uk 1:1 and fr',
    [{ scenario: scenarios.uk, settings: { ...settings('day'), mode: 'progressive' } }, campaign(scenarios.fr)],
  ],
] as const;

const together = shared.map(([name, mixed]) => {
  const { utilisation, days } = run(scenarios.fr, 'day', mixed);
  const rates = mixed.map((_, n) => {
    const own = days.filter((day) => day.campaign === n);
    const sum = (of: 'persons' | 'abandoned') => own.reduce((total, day) => total + day[of], 0);
    return `${sum('abandoned')}/${sum('persons')}`;
  });
  return said(`${name} share ${AGENTS}, every day`, `${utilisation.toFixed(1)} % (abandoned ${rates.join(', ')})`);
});

report(`pacing in odd worlds, ${AGENTS} agents, ${DAYS} days of 8 h`, [...alone, ...together]);
