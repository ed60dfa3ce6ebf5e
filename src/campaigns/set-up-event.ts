import { z } from 'zod';

/** As people see it before the first call: the caller's number is the house's own. */
const setUp = z.object({
  name: z.string(),
  charityName: z.string(),
  callerId: z.string(),
  gatewayId: z.string(),
});

/** What the log says of a campaign's name, charity, number and carrier. */
export const setUpEventData = {
  'campaign.set-up-changed': z.object({ from: setUp, to: setUp, reason: z.string() }),
} as const;
