/** Where a campaign, or a segment of it, ends by itself; null: no such end. Money in cents, time in hours. */
export interface StopRules {
  readonly usefulContacts: number | null;
  readonly signedMandates: number | null;
  readonly productionHours: number | null;
  readonly budgetCents: number | null;
}

export const noStopRules: StopRules = {
  usefulContacts: null,
  signedMandates: null,
  productionHours: null,
  budgetCents: null,
};

export type StopReason = keyof StopRules;

/** The same sums as they stand. */
export type Reached = { readonly [Rule in StopReason]: number };

/** The rules that are met, in their order; calls that were placed before are not ended. */
export function stopsBy(rules: StopRules, reached: Reached): readonly StopReason[] {
  return (Object.keys(noStopRules) as StopReason[]).filter((rule) => {
    const limit = rules[rule];
    return limit !== null && reached[rule] >= limit;
  });
}
