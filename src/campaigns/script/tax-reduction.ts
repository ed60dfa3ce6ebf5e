/** Rates of the French tax reduction for gifts, in per cent, by the year of the gift. */
interface TaxYear {
  readonly year: number;
  /** General interest: article 200 of the tax code. */
  readonly standard: number;
  /** Help to people in need ("Coluche"), up to a yearly ceiling. */
  readonly peopleInNeed: number;
  readonly ceilingCents: number;
}

/** From the year named on, until the next line; the newest line holds until it is changed here. */
const taxYears: readonly TaxYear[] = [
  { year: 2020, standard: 66, peopleInNeed: 75, ceilingCents: 100_000 },
  // Loi de finances pour 2026: the ceiling doubled for gifts from 14 October 2025 on.
  { year: 2026, standard: 66, peopleInNeed: 75, ceilingCents: 200_000 },
];

/**
 * What a gift costs after the reduction, in whole cents (rounded up: nobody is promised more than the law gives).
 * Above the yearly ceiling the standard rate holds. Undefined for a year before the first known.
 */
export function netCostCents(
  amountCents: number,
  rate: 'standard' | 'people-in-need',
  year: number,
): number | undefined {
  const rules = taxYears.findLast((each) => each.year <= year);
  if (rules === undefined) return undefined;
  const high = rate === 'people-in-need' ? Math.min(amountCents, rules.ceilingCents) : 0;
  const reduction = (high * rules.peopleInNeed + (amountCents - high) * rules.standard) / 100;
  return Math.ceil(amountCents - reduction);
}
