/** What somebody did with the record of a donor. */
export const donorActs = ['export', 'erase', 'retention', 'consent'] as const;
export type DonorAct = (typeof donorActs)[number];
