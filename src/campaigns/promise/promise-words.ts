import type { Frequency } from './promise-kind.ts';

export type Language = 'fr' | 'en';

const every: Readonly<Record<Frequency, Readonly<Record<Language, string>>>> = {
  once: { fr: 'une fois', en: 'once' },
  monthly: { fr: 'par mois', en: 'a month' },
  quarterly: { fr: 'par trimestre', en: 'a quarter' },
  'half-yearly': { fr: 'par semestre', en: 'every six months' },
  yearly: { fr: 'par an', en: 'a year' },
};

export function moneyWords(cents: number, currency: string, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}

export function frequencyWords(frequency: Frequency, language: Language): string {
  return every[frequency][language];
}

/** What a donor promised, or a subscriber bought: "un don de 10,00 € par mois", "Abonnement d’un an, 65,00 €". */
export function promisedWords(
  promise: Parameters<typeof giftWords>[0] & { readonly offerTitle?: string | null },
  language: Language,
): string {
  const gift = giftWords(promise, language);
  if (promise.offerTitle != null) return `${promise.offerTitle}, ${gift}`;
  return language === 'fr' ? `un don de ${gift}` : `a gift of ${gift}`;
}

/** 10,00 € par mois */
export function giftWords(
  {
    amountCents,
    currency,
    frequency,
  }: { readonly amountCents: number | null; readonly currency: string; readonly frequency: Frequency },
  language: Language,
): string {
  if (amountCents === null) return language === 'fr' ? 'le montant de votre choix' : 'the amount of your choice';
  const money = moneyWords(amountCents, currency, language);
  return frequency === 'once' ? money : `${money} ${frequencyWords(frequency, language)}`;
}
