import type { CampaignView } from '../../src/http/contract/index.ts';

export type Risk = 'none' | 'low' | 'near' | 'over';

/** Green below two thirds of the limit, amber up to 93 % of it, red above. */
export function riskOf({ abandonmentRate, abandonmentLimit }: CampaignView['rates']): Risk {
  if (abandonmentRate === null) return 'none';
  const used = abandonmentLimit > 0 ? abandonmentRate / abandonmentLimit : 0;
  if (used < 0.67) return 'low';
  return used < 0.93 ? 'near' : 'over';
}
