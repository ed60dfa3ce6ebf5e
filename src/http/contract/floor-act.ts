import { z } from 'zod';
import { pauseReasons } from '../../dialer/index.ts';
import { instant } from './ids.ts';

/** In a call it begins after the wrap-up of the call. */
export const sendOnPauseRequest = z.strictObject({ reason: z.enum(pauseReasons) });
export const floorActAnswer = z.object({ at: instant });
