import type { CampaignId } from '../kernel/id.ts';
import { SECOND_MS } from '../kernel/time.ts';
import type { Stop } from './abandonment-budget.ts';
import { type CampaignView, linesOut } from './floor-view.ts';
import { answersWanted, becomingFree, type Forecast } from './forecast.ts';
import { HORIZONS, horizonMs } from './horizons.ts';
import type { PacedAgent } from './model/state.ts';
import type { Binding, PacingDecision } from './pacing-port.ts';

/** "Free within 9 s": about when a phone that is dialed now is answered. */
const SPOKEN_HORIZON = 3;
const SPOKEN_MS = horizonMs(SPOKEN_HORIZON) + SECOND_MS;

type Words = PacingDecision['words'];

/** The decision in one sentence, French and English, and its figures, rounded so that both say the same. */
export function explain(
  forecasts: readonly Forecast[],
  lines: Readonly<Record<CampaignId, number>>,
  risk: number,
  binding: Readonly<Record<CampaignId, Binding>>,
): { readonly words: Words; readonly figures: Readonly<Record<string, number>> } {
  const figures = figuresOf(forecasts, lines, risk);
  const views = forecasts.map(({ view }) => view);
  return { figures, words: wordsOf(views, figures, bindingOf(views, binding)) };
}

type Figures = Readonly<{
  lines: number;
  agents: number;
  readyAgents: number;
  freeSoon: number;
  ringing: number;
  expectedAnswers: number;
  allowanceLeft: number;
  risk: number;
  threshold: number;
}>;

function figuresOf(forecasts: readonly Forecast[], lines: Readonly<Record<CampaignId, number>>, risk: number): Figures {
  const views = forecasts.map(({ view }) => view);
  const agents = agentsOf(views);
  let ready = 0;
  for (const { state } of agents) if (state === 'ready') ready++;
  return {
    lines: views.reduce((sum, view) => sum + (lines[view.campaignId] ?? 0), 0),
    agents: agents.length,
    readyAgents: ready,
    freeSoon: round(
      Math.min(agents.length, ready + sharedSum(forecasts, (own) => becomingFree(own, SPOKEN_HORIZON))),
      1,
    ),
    ringing: views.reduce((sum, view) => sum + linesOut(view), 0),
    expectedAnswers: round(
      forecasts.reduce((sum, own) => sum + ownAnswers(own, lines), 0),
      1,
    ),
    allowanceLeft: round(least(views.map(({ allowance }) => allowance.left)), 1),
    risk: round(risk, 3),
    threshold: round(least(views.filter(({ oneToOne }) => !oneToOne).map(({ allowance }) => allowance.threshold)), 3),
  };
}

/** Each agent once. */
function agentsOf(views: readonly CampaignView[]): readonly PacedAgent[] {
  const [only] = views;
  return views.length === 1 && only !== undefined ? only.agents : [...new Set(views.flatMap((view) => view.agents))];
}

/** Adds over the campaigns, each agent counted once: the share of those a campaign has to itself. */
function sharedSum(forecasts: readonly Forecast[], of: (own: Forecast) => number): number {
  const [only] = forecasts;
  if (forecasts.length === 1 && only !== undefined) return of(only);
  const seen = new Set<unknown>();
  let sum = 0;
  for (const own of forecasts) {
    const fresh = own.view.agents.filter((agent) => !seen.has(agent));
    for (const agent of fresh) seen.add(agent);
    if (own.view.agents.length > 0) sum += (of(own) * fresh.length) / own.view.agents.length;
  }
  return sum;
}

/** What the lines that ring already are worth; the new ones are said apart. */
function ownAnswers(own: Forecast, lines: Readonly<Record<CampaignId, number>>): number {
  const granted = (lines[own.view.campaignId] ?? 0) * (own.fresh[HORIZONS - 1] ?? 0);
  let others = 0;
  for (const [other, share] of own.view.shares) if (other !== own.view) others += share;
  const all = answersWanted(own, HORIZONS - 1);
  return Math.max(0, all - granted) / (1 + others);
}

/** The first campaign's: where several share agents, it is mostly the same for all. */
function bindingOf(views: readonly CampaignView[], binding: Readonly<Record<CampaignId, Binding>>): Binding {
  const [first] = views;
  return (first === undefined ? undefined : binding[first.campaignId]) ?? 'agents';
}

const bounds: Readonly<Record<Binding, Words>> = {
  risk: { fr: 'le risque de silence', en: 'the risk of silence' },
  allowance: { fr: "l'allocation", en: 'the allowance' },
  agents: { fr: 'les agents libres', en: 'free agents' },
  lines: { fr: 'les lignes de la campagne', en: "the campaign's lines" },
  cps: { fr: 'les appels par seconde', en: 'calls per second' },
  cap: { fr: 'le plafond de lignes par agent', en: 'the cap of lines per agent' },
  turn: { fr: "le plafond d'une décision", en: 'the cap of one decision' },
};

const stops: Readonly<Record<Stop, Words>> = {
  spent: { fr: "l'allocation est épuisée : 1 pour 1", en: 'the allowance is spent: 1:1' },
  closing: { fr: 'fin des heures : 1 pour 1', en: 'end of hours: 1:1' },
};

function wordsOf(views: readonly CampaignView[], figures: Figures, binding: Binding): Words {
  const { agents } = figures;
  if (views.length === 0) return { fr: 'Aucune campagne à cadencer.', en: 'No campaign to pace.' };
  if (agents === 0) return { fr: '0 ligne : aucun agent présent.', en: '0 lines: no agent present.' };
  return { fr: french(views, figures, binding), en: english(views, figures, binding) };
}

function french(
  views: readonly CampaignView[],
  { lines, freeSoon, ringing, expectedAnswers, allowanceLeft }: Figures,
  binding: Binding,
): string {
  const n = (value: number) => String(value).replace('.', ',');
  const s = (value: number) => (Math.abs(value) >= 2 ? 's' : '');
  const free = `${n(freeSoon)} agent${s(freeSoon)} libre${s(freeSoon)} sous ${SPOKEN_MS / SECOND_MS} s`;
  const rings = `${ringing} sonnerie${s(ringing)} ${ringing >= 2 ? 'valent' : 'vaut'} ${n(expectedAnswers)} réponse${s(expectedAnswers)}`;
  const left = stopped(views)?.fr ?? `l'allocation laisse ${n(allowanceLeft)}`;
  return `${lines} ligne${s(lines)} : ${free}, ${rings}, ${left} ; borne : ${bounds[binding].fr}.`;
}

function english(
  views: readonly CampaignView[],
  { lines, freeSoon, ringing, expectedAnswers, allowanceLeft }: Figures,
  binding: Binding,
): string {
  const s = (value: number) => (value === 1 ? '' : 's');
  const free = `${freeSoon} agent${s(freeSoon)} free within ${SPOKEN_MS / SECOND_MS} s`;
  const rings = `${ringing} ringing line${s(ringing)} ${ringing === 1 ? 'is' : 'are'} worth ${expectedAnswers} answer${s(expectedAnswers)}`;
  const left = stopped(views)?.en ?? `the allowance leaves ${allowanceLeft}`;
  return `${lines} line${s(lines)}: ${free}, ${rings}, ${left}; bound by ${bounds[binding].en}.`;
}

function stopped(views: readonly CampaignView[]): Words | undefined {
  for (const { allowance, settings } of views) {
    if (allowance.stopped !== undefined && settings?.mode === 'predictive') return stops[allowance.stopped];
  }
  return undefined;
}

function least(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.min(...values);
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  // `+ 0` turns -0 into 0, which JSON would write the same but equality would not.
  return Math.round(value * scale) / scale + 0;
}
