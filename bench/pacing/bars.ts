import type { ScenarioName } from './scenario.ts';

/*
 * What the pacing is held to: utilisation in % of logged-in time by number of agents. "Known model": a threshold on
 * the risk of one more line, tuned with the true laws and with hindsight to exactly this abandonment, from an event
 * simulation of the same worlds in another language. "Daily": the same rule learned online, no day above the limit.
 */
type Row = Readonly<Partial<Record<number, number>>>;

export const teamSizes = [2, 5, 10, 20, 50, 100, 200, 500] as const;

const row = (...values: readonly number[]): Row =>
  Object.fromEntries(values.map((value, n) => [teamSizes[n] ?? 0, value]));

export const knownModel: Readonly<Record<ScenarioName, { readonly 3: Row; readonly 1: Row }>> = {
  fr: {
    3: row(81.6, 84.0, 86.9, 90.4, 94.1, 96.3, 97.8, 99.1),
    1: row(79.8, 81.7, 84.4, 88.0, 92.5, 95.1, 97.0, 98.6),
  },
  uk: {
    3: row(65.6, 76.0, 82.7, 88.2, 93.2, 95.7, 97.4, 98.9),
    1: row(58.8, 70.6, 78.8, 85.2, 91.2, 94.3, 96.4, 98.3),
  },
  bimodal: {
    3: row(77.9, 81.3, 85.2, 89.2, 93.6, 96.0, 97.7, 99.1),
    1: row(75.5, 78.4, 82.0, 86.4, 91.8, 94.7, 96.8, 98.6),
  },
  short: {
    3: row(56.8, 68.0, 77.1, 84.9, 92.5, 96.0, 98.4, 99.7),
    1: row(52.5, 61.6, 71.2, 80.5, 89.3, 93.9, 96.9, 99.3),
  },
  nonstat: { 3: row(79.8, 82.2, 84.6, 87.9, 92.5, 95.2, 97.0, 98.6), 1: {} },
};

/** Finishing times known, 3 %: the most that any sign of a call's end can bring. */
export const finishKnown: Readonly<Partial<Record<ScenarioName, Row>>> = {
  fr: { 2: 83.3, 5: 85.8, 10: 88.7, 20: 91.9, 50: 95.4, 200: 98.4 },
  uk: { 2: 66.7, 5: 77.6, 10: 84.2, 20: 89.6, 50: 94.3, 200: 98.0 },
};

const daily: Readonly<Partial<Record<ScenarioName, Row>>> = {
  fr: { 2: 80.4, 5: 83.3, 10: 86.4, 20: 89.8, 50: 93.9, 200: 97.7 },
  uk: { 2: 55.3, 5: 69.4, 10: 80.0, 20: 87.0, 50: 92.8, 200: 97.2 },
  bimodal: { 2: 76.1, 5: 80.5, 10: 84.5, 20: 88.6, 50: 93.3 },
};

/** Small teams with few answers a day may lose more. */
const ukSlack: Row = { 2: 2.6, 5: 1.9, 10: 1.0 };

export type LimitPercent = 3 | 1;

/** Least utilisation at this limit over the long run, or undefined without a bar. */
export function longRunBar(scenario: ScenarioName, agents: number, limit: LimitPercent): number | undefined {
  const known = knownModel[scenario][limit][agents];
  if (known === undefined) return undefined;
  if (scenario === 'nonstat') return known - 1.5;
  return known - (agents >= 5 ? 0.5 : 1);
}

/** Least utilisation under a limit of every calendar day. */
export function dailyBar(scenario: ScenarioName, agents: number, limit: LimitPercent): number | undefined {
  if (limit === 1) return scenario === 'fr' && agents === 10 ? 82.5 : undefined;
  const learned = daily[scenario]?.[agents];
  if (learned === undefined) return undefined;
  const slack = (scenario === 'uk' ? ukSlack[agents] : undefined) ?? (agents >= 10 ? 0.3 : 0.8);
  return learned - slack;
}

/** Least utilisation under a limit of every 30 days. */
export function thirtyDaysBar(scenario: ScenarioName, agents: number, limit: LimitPercent): number | undefined {
  const known = knownModel[scenario][limit][agents];
  return known === undefined || agents < 5 || (scenario !== 'fr' && scenario !== 'bimodal') ? undefined : known - 1;
}
