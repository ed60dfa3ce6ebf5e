/** Currencies in which a campaign may ask: those of the countries whose rules Foyer knows. */
export const currencies = ['EUR', 'GBP', 'CHF', 'USD', 'CAD', 'AUD'] as const;
export type Currency = (typeof currencies)[number];

const ofNumbers: readonly (readonly [prefix: string, currency: Currency])[] = [
  ['+44', 'GBP'],
  ['+41', 'CHF'],
];

/** As planned; where nobody said, that of the country whose number the campaign shows; euro for all others. */
export function currencyOf({
  currency,
  callerId,
}: {
  readonly currency?: Currency;
  readonly callerId: string;
}): Currency {
  return currency ?? ofNumbers.find(([prefix]) => callerId.startsWith(prefix))?.[1] ?? 'EUR';
}
