import type { ListHealth, PlanAnswer } from '../../src/http/contract/index.ts';
import { typedNumber } from './typed-number.ts';

/** What is typed of a plan. */
export interface PlanDraft {
  readonly weights: Readonly<Record<string, string>>;
  readonly quotas: Readonly<Record<string, string>>;
  readonly holdOut: string;
  readonly usefulContacts: string;
  readonly signedMandates: string;
  readonly productionHours: string;
  readonly budget: string;
  readonly cost: string;
  readonly reason: string;
}

const PERCENT = 0.01;
const CENTS = 100;

/** The plan as it stands, to be typed over. */
export function draftOf({ plan }: PlanAnswer): PlanDraft {
  const { segments, holdOut, stopRules } = plan;
  const by = (part: 'weight' | 'usefulContacts') =>
    Object.fromEntries(Object.entries(segments).map(([name, each]) => [name, textOf(each[part])]));
  return {
    weights: by('weight'),
    quotas: by('usefulContacts'),
    holdOut: textOf(holdOut === null ? null : holdOut.share / PERCENT),
    usefulContacts: textOf(stopRules.usefulContacts),
    signedMandates: textOf(stopRules.signedMandates),
    productionHours: textOf(stopRules.productionHours),
    budget: textOf(stopRules.budgetCents === null ? null : stopRules.budgetCents / CENTS),
    cost: textOf(stopRules.costCentsAnHour === null ? null : stopRules.costCentsAnHour / CENTS),
    reason: '',
  };
}

/** What the server is asked for; what is no number goes as it was typed, so that it is named. */
export function planOf(draft: PlanDraft, before: PlanAnswer['plan'] | undefined): Readonly<Record<string, unknown>> {
  const { weights, quotas, holdOut, usefulContacts, signedMandates, productionHours, budget, cost, reason } = draft;
  const share = typedNumber(holdOut, PERCENT);
  const names = [...new Set([...Object.keys(weights), ...Object.keys(quotas)])];
  const told = names.filter((name) => (weights[name] ?? '') !== '' || (quotas[name] ?? '') !== '');
  const segments = told.map((name) => [
    name,
    { weight: typedNumber(weights[name] ?? ''), usefulContacts: typedNumber(quotas[name] ?? '') },
  ]);
  return {
    segments: Object.fromEntries(segments) as Record<string, unknown>,
    holdOut: share === null ? null : { ...before?.holdOut, share },
    stopRules: {
      usefulContacts: typedNumber(usefulContacts),
      signedMandates: typedNumber(signedMandates),
      productionHours: typedNumber(productionHours),
      budgetCents: typedNumber(budget, CENTS),
      costCentsAnHour: typedNumber(cost, CENTS),
    },
    reason,
  };
}

/** The groups of the list and those that the plan names. */
export function segmentNames(list: ListHealth | undefined, plan: PlanAnswer['plan'] | undefined): readonly string[] {
  const listed = (list?.segments ?? []).flatMap(({ segment }) => (segment === null ? [] : [segment]));
  return [...new Set([...listed, ...Object.keys(plan?.segments ?? {})])];
}

function textOf(value: number | null): string {
  return value === null ? '' : String(Math.round(value * 1e6) / 1e6).replace('.', ',');
}
