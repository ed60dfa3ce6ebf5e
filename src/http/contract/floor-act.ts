import { z } from 'zod';
import { pauseReasons } from '../../dialer/index.ts';
import { campaignId, instant } from './ids.ts';

/** In a call it begins after the wrap-up of the call. */
export const sendOnPauseRequest = z.strictObject({ reason: z.enum(pauseReasons) });
/** Campaigns that the person who asks may see; others of the agent's stay. */
export const moveAgentRequest = z.strictObject({ campaignIds: z.array(campaignId).min(1).max(50) });
export const floorActAnswer = z.object({ at: instant });
