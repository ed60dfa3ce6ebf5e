import { z } from 'zod';
import { objectives } from './objective.ts';

/** Null: none was, or is, set. */
export const objectiveEventData = {
  'campaign.objective-changed': z.object({
    objective: z.enum(objectives),
    from: z.number().nonnegative().nullable(),
    to: z.number().nonnegative().nullable(),
    reason: z.string(),
  }),
} as const;
