import { DAY_MS, HOUR_MS } from '../../kernel/time.ts';
import { type CampaignKind, campaignKinds } from '../campaign-kind.ts';
import type { HoldOut } from '../hopper/hold-out.ts';
import { noStopRules } from '../hopper/stop-rule.ts';
import { defaultRetryPolicy, type RetryPolicy } from '../retry-policy.ts';
import type { CampaignTemplate } from './template.ts';

const tenth: HoldOut = { share: 0.1, seed: null, stratum: 'none' };
const usual = { purpose: 'donation', retry: {}, holdOut: null, stopRules: noStopRules, offers: [] } as const;

const templates: Readonly<Record<CampaignKind, Omit<CampaignTemplate, 'kind'>>> = {
  'current-donors': {
    ...usual,
    name: { fr: 'Fidélisation', en: 'Current donors' },
    about: {
      fr: 'Donateurs des 12 derniers mois : un don pour un projet précis, d’après leurs dons.',
      en: 'Donors of the last 12 months: a gift for one project, by what they gave.',
    },
    ladder: 'reactivation',
  },
  reactivation: {
    ...usual,
    name: { fr: 'Réactivation', en: 'Reactivation' },
    about: {
      fr: 'Donateurs silencieux depuis 13 mois ou plus : retrouver un premier don.',
      en: 'Donors silent for 13 months or more: to find a first gift again.',
    },
    ladder: 'reactivation',
    // What a called donor brings is only worth something beside those who would have come back anyway.
    holdOut: tenth,
  },
  'one-off-to-monthly': {
    ...usual,
    name: { fr: 'Conversion en prélèvement', en: 'One-off to monthly' },
    about: {
      fr: 'Deux dons ou plus en 24 mois : un prélèvement mensuel, sinon un dernier don ponctuel.',
      en: 'Two gifts or more in 24 months: a monthly gift, else a last one-off.',
    },
    ladder: 'one-off-to-monthly',
  },
  upgrade: {
    ...usual,
    name: { fr: 'Augmentation de prélèvement', en: 'Upgrade' },
    about: {
      fr: 'Prélèvements d’au moins douze échéances : quelques euros de plus par mois.',
      en: 'Monthly donors of twelve instalments or more: a few euros more a month.',
    },
    ladder: 'upgrade',
  },
  welcome: {
    ...usual,
    name: { fr: 'Bienvenue et remerciement', en: 'Welcome and thanks' },
    about: {
      fr: 'Nouveaux donateurs : remercier, sans rien demander. L’effet est discuté : une part n’est pas appelée.',
      en: 'New donors: thanks, and no ask. The effect is contested: a part is not called.',
    },
    ladder: null,
    retry: { maxAttempts: 4 },
    holdOut: { share: 0.2, seed: null, stratum: 'none' },
  },
  'failed-debit': {
    ...usual,
    name: { fr: 'Récupération d’impayés', en: 'Failed debit' },
    about: {
      fr: 'Prélèvements rejetés : rétablir le don, en disant le motif de la banque.',
      en: 'Rejected debits: to restore the gift, telling the reason that the bank gave.',
    },
    ladder: null,
    retry: { leastMs: 16 * HOUR_MS },
  },
  emergency: {
    ...usual,
    name: { fr: 'Urgence', en: 'Emergency' },
    about: {
      fr: 'Tous les donateurs actifs : un don maintenant, par carte. Les heures comptent.',
      en: 'All active donors: a gift now, by card. Hours matter.',
    },
    ladder: 'reactivation',
    retry: { leastMs: 3 * HOUR_MS, maxAttempts: 4 },
  },
  legacy: {
    ...usual,
    name: { fr: 'Legs', en: 'Legacy' },
    about: {
      fr: 'Soutiens de longue date : une information, aucun engagement, des appels longs, des agents confirmés.',
      en: 'Supporters of many years: information, no pledge, long calls, senior agents.',
    },
    ladder: null,
    retry: { leastMs: 3 * DAY_MS, maxAttempts: 3 },
  },
  event: {
    ...usual,
    name: { fr: 'Événement, parrainage, pétition', en: 'Event, sponsorship, petition' },
    about: {
      fr: 'Militants et inscrits : une participation, puis une demande légère.',
      en: 'Activists and people who signed up: taking part, then a soft ask.',
    },
    ladder: 'reactivation',
    retry: { maxAttempts: 4 },
  },
  'subscription-renewal': {
    ...usual,
    name: { fr: 'Renouvellement d’abonnement', en: 'Subscription renewal' },
    about: {
      fr: 'Abonnements et adhésions qui finissent. C’est une vente : les règles du démarchage s’appliquent.',
      en: 'Subscriptions and memberships that end. It is a sale: the rules for commercial calls apply.',
    },
    purpose: 'commercial',
    // A price is no ask that follows the donor.
    ladder: null,
    offers: [
      { id: 'monthly', title: 'Abonnement mensuel', months: 12, frequency: 'monthly', priceCents: 590 },
      { id: '12-months', title: 'Abonnement d’un an', months: 12, frequency: 'once', priceCents: 6_500 },
      { id: '24-months', title: 'Abonnement de deux ans', months: 24, frequency: 'once', priceCents: 11_900 },
    ],
    retry: { maxAttempts: 4 },
  },
};

export function campaignTemplate(kind: CampaignKind): CampaignTemplate {
  return { kind, ...templates[kind] };
}

export const campaignTemplates: readonly CampaignTemplate[] = campaignKinds.map(campaignTemplate);

/** How a campaign retries, by what it is for. */
export function retryPolicyOf(kind: CampaignKind | undefined): RetryPolicy {
  if (kind === undefined) return defaultRetryPolicy;
  return { ...defaultRetryPolicy, noAnswer: { ...defaultRetryPolicy.noAnswer, ...templates[kind].retry } };
}
