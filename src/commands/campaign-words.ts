import { type CampaignPlan, type CampaignTemplate, giftWords, type StopReason } from '../campaigns/index.ts';

type Language = 'fr' | 'en';

const endNames: Readonly<Record<StopReason, Readonly<Record<Language, string>>>> = {
  usefulContacts: { fr: 'contacts utiles', en: 'useful contacts' },
  signedMandates: { fr: 'mandats signés', en: 'signed mandates' },
  productionHours: { fr: 'heures de production', en: 'hours of production' },
  budgetCents: { fr: '€ de budget', en: '€ of budget' },
};
const nothing = { fr: '(rien de dit)', en: '(nothing said)' };

const words = {
  kind: { fr: 'type', en: 'kind' },
  holdOut: { fr: 'témoin non appelé', en: 'held out' },
  ends: { fr: 'fin à', en: 'ends at' },
  segment: { fr: 'segment', en: 'segment' },
  wave: { fr: 'vague', en: 'wave' },
  offer: { fr: 'offre', en: 'offer' },
  currency: { fr: 'monnaie', en: 'currency' },
} as const;

export function planText(name: string, plan: CampaignPlan, language: Language): string {
  const { kind, holdOut, stopRules, segments, waves, offers, currency } = plan;
  const rules = (Object.keys(endNames) as StopReason[]).flatMap((rule) => {
    const limit = stopRules[rule];
    return limit === null ? [] : [`${rule === 'budgetCents' ? limit / 100 : limit} ${endNames[rule][language]}`];
  });
  const lines = [
    line(words.kind[language], kind ?? nothing[language]),
    line(words.holdOut[language], holdOut === null ? nothing[language] : holdOutText(holdOut)),
    line(words.ends[language], rules.length === 0 ? nothing[language] : rules.join(', ')),
    ...Object.entries(segments).map(([segment, own]) =>
      line(
        words.segment[language],
        `${segment}: ${language === 'fr' ? 'poids' : 'weight'} ${own.weight ?? '-'}, ${language === 'fr' ? 'quota' : 'quota'} ${own.usefulContacts ?? '-'}`,
      ),
    ),
    ...waves.map((wave) => line(words.wave[language], `${wave.name}: ${wave.startsOn}, ${wave.segments.join(', ')}`)),
    ...offers.map((offer) => line(words.offer[language], offerText(offer, currency ?? 'EUR', language))),
    ...(currency === null ? [] : [line(words.currency[language], currency)]),
  ];
  return `${name}\n${lines.join('')}`;
}

export function templateText(
  {
    kind,
    name,
    about,
    purpose,
    ladder,
    holdOut,
    retry,
  }: Omit<CampaignTemplate, 'retry'> & {
    readonly retry: { readonly leastMs: number; readonly maxAttempts: number };
  },
  language: Language,
): string {
  const asks = ladder ?? (language === 'fr' ? 'sans demande' : 'no ask');
  const hours = Math.round(retry.leastMs / 3_600_000);
  const tries =
    language === 'fr'
      ? `${retry.maxAttempts} essais à ${hours} h au moins`
      : `${retry.maxAttempts} attempts, ${hours} h apart at least`;
  const held = holdOut === null ? '' : `, ${words.holdOut[language]} ${holdOutText(holdOut)}`;
  return `${kind}: ${name[language]}\n  ${about[language]}\n  ${purpose}, ${asks}, ${tries}${held}\n`;
}

function offerText(
  { id, title, months, priceCents, frequency }: CampaignPlan['offers'][number],
  currency: string,
  language: Language,
): string {
  const time = language === 'fr' ? 'mois' : 'months';
  return `${id}: ${title}, ${months} ${time}, ${giftWords({ amountCents: priceCents, currency, frequency }, language)}`;
}

function holdOutText({ share, stratum }: NonNullable<CampaignPlan['holdOut']>): string {
  return `${share * 100} %${stratum === 'none' ? '' : ` (${stratum})`}`;
}

function line(name: string, value: string): string {
  return `  ${name.padEnd(20)} ${value}\n`;
}
