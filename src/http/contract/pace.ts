import { z } from 'zod';
import { duration, instant, words } from './ids.ts';
import { abandonmentView } from './why.ts';

/** How the pace of a campaign is set now, and within which bounds it may be set otherwise. */
export const paceView = z.object({
  at: instant,
  /** What the rules in force let a campaign set for itself. */
  range: z.object({
    abandonmentMost: z.number().min(0).max(1),
    cancelAfterLeastMs: duration,
    /** A phone is not rung for longer than this anyway: less must be set. */
    cancelAfterBelowMs: duration,
  }),
  abandonment: z.array(abandonmentView),
  /** The last that placed calls, the newest first. */
  decisions: z.array(z.object({ version: z.int(), at: instant, lines: z.int(), words })),
});
export type PaceView = z.infer<typeof paceView>;
export type PaceDecision = PaceView['decisions'][number];
