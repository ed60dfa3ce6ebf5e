/** What a campaign is to reach: useful contacts or firm agreements an hour of production, or the most that may be abandoned. */
export const objectives = ['useful-per-hour', 'firm-agreements-per-hour', 'abandonment'] as const;
