import { z } from 'zod';

export const healthView = z.object({
  status: z.enum(['ok', 'degraded', 'failing']),
  /** The checks that fail. */
  failing: z.array(z.enum(['switch', 'switch-load', 'storage', 'storage-lag', 'draining'])),
});
