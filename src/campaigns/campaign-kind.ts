/** What a campaign is for, in the trade's words; each has its template (`campaign-template.ts`). */
export const campaignKinds = [
  'current-donors',
  'reactivation',
  'one-off-to-monthly',
  'upgrade',
  'welcome',
  'failed-debit',
  'emergency',
  'legacy',
  'event',
  'subscription-renewal',
] as const;
export type CampaignKind = (typeof campaignKinds)[number];
