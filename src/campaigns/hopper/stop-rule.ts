/** Where a campaign ends by itself; null: no such end. Money in cents, time in hours. */
interface StopLimits {
  readonly usefulContacts: number | null;
  readonly signedMandates: number | null;
  readonly productionHours: number | null;
  readonly budgetCents: number | null;
}

export interface StopRules extends StopLimits {
  /** What an hour of production costs, cents: by it the budget is counted. */
  readonly costCentsAnHour: number | null;
}

export const noStopRules: StopRules = {
  usefulContacts: null,
  signedMandates: null,
  productionHours: null,
  budgetCents: null,
  costCentsAnHour: null,
};

export const stopReasons = ['usefulContacts', 'signedMandates', 'productionHours', 'budgetCents'] as const;
export type StopReason = (typeof stopReasons)[number];

/** The same sums as they stand. */
export type Reached = { readonly [Rule in StopReason]: number };

/** The rules that are met, in their order; calls that were placed before are not ended. */
export function stopsBy(rules: StopRules, reached: Reached): readonly StopReason[] {
  return stopReasons.filter((rule) => {
    const limit = rules[rule];
    return limit !== null && reached[rule] >= limit;
  });
}
