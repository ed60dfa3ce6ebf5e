import { z } from 'zod';
import { blockedCauses, healthWarnings } from '../../campaigns/index.ts';
import { campaignId, contactId, instant, words } from './ids.ts';

const share = z.object({
  part: z.int(),
  whole: z.int(),
  /** Null when there is nothing to take a share of. */
  value: z.number().nullable(),
  /** The 95 % interval (Wilson). */
  low: z.number(),
  high: z.number(),
});

/** Contacts that one thing holds back; each contact is counted once. */
export const blockedView = z.object({
  cause: z.enum(['rule', ...blockedCauses]),
  /** For the cause `rule`, with its kind, how strong it is and how sure its wording; null for the others. */
  ruleId: z.string().nullable(),
  check: z.string().nullable(),
  strength: z.string().nullable(),
  /** `memory`: to be confirmed by counsel. */
  confidence: z.string().nullable(),
  words,
  contacts: z.int(),
  /** When the first of them is free of it; null: never with what is known. */
  nextAt: instant.nullable(),
  /** The first of them. */
  examples: z.array(contactId),
});
export type BlockedView = z.infer<typeof blockedView>;

const looked = {
  /** Contacts looked at. */
  looked: z.int(),
  /** False when time ran out first: the counts are those of the contacts looked at. */
  complete: z.boolean(),
  /** Those that nothing holds back. */
  callable: z.int(),
  blocked: z.array(blockedView),
};

export const callableAnswer = z.object({
  at: instant,
  /** `contacts`: how many may be called at the beginning of each of the 168 hours from `from` on. */
  week: z.object({
    from: instant,
    contacts: z.array(z.int()),
    /** The rules that close hours in which nobody may be called. */
    rules: z.array(z.object({ ruleId: z.string(), strength: z.string(), words })),
    /** For each hour the place of its rule in `rules`; null: open, or nobody is due. */
    closedBy: z.array(z.int().nullable()),
  }),
  ...looked,
});

export type CallableAnswer = z.infer<typeof callableAnswer>;

export const whyCodes = [
  'not-running',
  'stopped',
  'draining',
  'storage-failing',
  'no-switch',
  'switch-overloaded',
  'caller-id',
  'manual',
  'no-agent',
  'no-agent-ready',
  'rests',
  'list-exhausted',
  'nobody-callable',
  'pacing',
] as const;
export const whyReason = z.object({ code: z.enum(whyCodes), words, until: instant.nullable() });
export type WhyReason = z.infer<typeof whyReason>;

/** One limit on abandoned calls over one of its windows. */
export const abandonmentView = z.object({
  ruleId: z.string(),
  strength: z.string(),
  window: z.string(),
  since: instant,
  limit: z.number(),
  counted: z.int(),
  of: z.int(),
  rate: z.number(),
  /** The long-run rate is below this, 95 % sure (one-sided, Clopper-Pearson). */
  upperBound: z.number(),
  /** Calls that may still be abandoned before the rate passes the limit, and before the bound does. */
  remaining: z.int(),
  remainingSure: z.int(),
});
export type AbandonmentView = z.infer<typeof abandonmentView>;

export const numberHealthView = z.object({
  callerId: z.string(),
  recent: share,
  past: share,
  others: share,
  rejected: share,
  short: share,
  warnings: z.array(z.enum(healthWarnings)),
  words: words.nullable(),
});
export const callerIdList = z.object({
  at: instant,
  callerIds: z.array(
    numberHealthView.extend({
      campaigns: z.array(z.object({ campaignId, name: z.string() })),
      days: z.array(
        z.object({ day: z.iso.date(), placed: z.int(), answered: z.int(), rejected: z.int(), short: z.int() }),
      ),
    }),
  ),
});
export type CallerIdList = z.infer<typeof callerIdList>;

export const whyAnswer = z.object({
  at: instant,
  campaign: z.object({ campaignId, name: z.string(), mode: z.string(), status: z.string() }),
  /** Calls in flight; null where no floor runs. */
  calls: z.int().nullable(),
  /** What stops the whole campaign; empty when only contacts are held back, or nothing. */
  reasons: z.array(whyReason),
  contacts: z.object(looked),
  abandonment: z.array(abandonmentView),
  /** Of the number that the campaign shows; null when nothing is known of it yet. */
  callerId: numberHealthView.nullable(),
});
export type WhyAnswer = z.infer<typeof whyAnswer>;
