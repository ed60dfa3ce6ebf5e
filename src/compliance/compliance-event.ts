import { z } from 'zod';

/** What the log says of the rules themselves. */
export const complianceEventData = {
  /**
   * Somebody confirmed that a rule of the pack of that day says what the law says, and Foyer shows it so from here on.
   * `digest`: SHA-256 of the confirmation with its name, which stands in the file alone.
   */
  'rule.confirmed': z.object({ ruleId: z.string(), packOf: z.string(), on: z.string(), digest: z.string() }),
} as const;
