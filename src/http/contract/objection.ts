import { z } from 'zod';
import { clientId } from './ids.ts';

/** Told to the charity or the agency by letter, mail or telephone. */
export const objectionRequest = z.strictObject({
  /** A French number, as people write it. */
  number: z.string().min(3).max(30),
  clientId,
  source: z.enum(['charity', 'letter', 'e-mail', 'web', 'telephone']),
});
export const objectionAnswer = z.object({ recorded: z.literal(true) });
