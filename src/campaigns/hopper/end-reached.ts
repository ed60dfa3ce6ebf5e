import type { Tally } from '../figures/tally.ts';
import { type Reached, type StopReason, type StopRules, stopsBy } from './stop-rule.ts';

const HOUR_MS = 3_600_000;
/** Cents in a unit of money. */
const CENTS = 100;

export interface End {
  readonly rule: StopReason;
  readonly limit: number;
  readonly reached: number;
}

/** Where a campaign has come to by its own figures since it began. */
export function reachedBy(
  { useful, signed, loggedInMs, unpaidPauseMs }: Tally,
  { costCentsAnHour }: StopRules,
): Reached {
  const productionHours = (loggedInMs - unpaidPauseMs) / HOUR_MS;
  return {
    usefulContacts: useful,
    signedMandates: signed,
    productionHours,
    budgetCents: Math.round(productionHours * (costCentsAnHour ?? 0)),
  };
}

/** The rules that are met, none while it may go on. */
export function endsReached(rules: StopRules, tally: Tally): readonly End[] {
  const reached = reachedBy(tally, rules);
  return stopsBy(rules, reached).map((rule) => ({ rule, limit: rules[rule] ?? 0, reached: reached[rule] }));
}

export function endWords(ends: readonly End[]): { readonly fr: string; readonly en: string } {
  const fr = ends.map((end) => ofRule(end, 'fr')).join(', ');
  const en = ends.map((end) => ofRule(end, 'en')).join(', ');
  return {
    fr: `La campagne est arrivée à son terme : ${fr}. Pour continuer, relevez la limite dans son plan.`,
    en: `The campaign has come to its end: ${en}. To go on, raise the limit in its plan.`,
  };
}

const labels = {
  usefulContacts: { fr: 'contacts utiles', en: 'useful contacts' },
  signedMandates: { fr: 'mandats signés', en: 'signed mandates' },
  productionHours: { fr: 'heures de production', en: 'hours of production' },
  budgetCents: { fr: '€ de budget', en: '€ of budget' },
} as const;

function ofRule({ rule, limit, reached }: End, language: 'fr' | 'en'): string {
  const format = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 });
  const value = (n: number) => format.format(rule === 'budgetCents' ? n / CENTS : n);
  const of = language === 'fr' ? 'sur' : 'of';
  return `${value(reached)} ${of} ${value(limit)} ${labels[rule][language]}`;
}
