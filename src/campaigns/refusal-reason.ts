/** Why people refuse (REF), from the lists of the trade: told with the result, counted by segment. */
export const refusalReasons = [
  'budget',
  'already-gave',
  'prefers-post',
  'prefers-online',
  'supports-others',
  'only-for-money',
  'charity-in-will',
  'not-now',
  'family-event',
  'distrust',
  'too-many-calls',
  'not-by-telephone',
  'refuses-monthly',
  'refuses-commitment',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export const refusalWords: Readonly<Record<RefusalReason, { readonly fr: string; readonly en: string }>> = {
  budget: { fr: 'Budget, petits revenus', en: 'Fixed income, budget' },
  'already-gave': { fr: 'A déjà donné ailleurs cette année', en: 'Has given already this year' },
  'prefers-post': { fr: 'Préfère le courrier', en: 'Prefers post' },
  'prefers-online': { fr: 'Préfère le site internet', en: 'Prefers online' },
  'supports-others': { fr: "Soutient d'autres associations", en: 'Supports other charities' },
  'only-for-money': { fr: "N'entend parler de nous que pour l'argent", en: 'Only hears from us for money' },
  'charity-in-will': { fr: "L'association est dans son testament", en: 'Has the charity in the will' },
  'not-now': { fr: 'Pas en ce moment', en: 'Not now' },
  'family-event': { fr: 'Événement familial', en: 'Family event' },
  distrust: { fr: "Méfiance, emploi de l'argent", en: 'Distrust, use of the money' },
  'too-many-calls': { fr: 'Trop sollicité', en: 'Too many calls' },
  'not-by-telephone': { fr: "Pas d'IBAN au téléphone", en: 'Does not give by telephone' },
  'refuses-monthly': { fr: 'Refuse le prélèvement', en: 'Refuses monthly giving' },
  'refuses-commitment': { fr: 'Refuse tout engagement', en: 'Refuses any commitment' },
};
