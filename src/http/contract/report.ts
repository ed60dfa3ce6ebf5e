import { z } from 'zod';
import { objectives, promiseGroupings, reasonKinds, recordLayout } from '../../campaigns/index.ts';
import { campaignId, clientId, instant } from './ids.ts';

const groupings = ['total', 'hour', 'day', 'agent', 'segment', 'campaign', 'client'] as const;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD');

/** The question for a report. */
export const reportQuery = z.strictObject({
  campaignId: campaignId.optional(),
  clientId: clientId.optional(),
  /** First day, and last day, which is included. */
  from: day,
  to: day,
  by: z.enum(groupings).default('total'),
  zone: z.string().max(64).default('Europe/Paris'),
  /** With as many days right before: not by day or hour. */
  compare: z.enum(['previous']).optional(),
  /** What an hour of an agent costs, in cents. */
  costCentsAnHour: z.coerce.number().int().min(0).max(100_000).optional(),
  /** Share of signed monthly gifts that are still given after a year. */
  retention: z.coerce.number().min(0).max(1).optional(),
  language: z.enum(['fr', 'en']).default('fr'),
});

/** The question for breaks or refusals by their reasons. */
export const reasonQuery = reportQuery
  .omit({ compare: true, costCentsAnHour: true, retention: true })
  .extend({ kind: z.enum(reasonKinds).default('refusal') });

export const reasonAnswer = z.object({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  by: z.enum(groupings),
  kind: z.enum(reasonKinds),
  reasons: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** '' where nobody said. */
      reason: z.string(),
      words: z.string(),
      times: z.int(),
      /** Of breaks: how long in all, ms. */
      ms: z.int(),
    }),
  ),
});
export type ReasonAnswer = z.infer<typeof reasonAnswer>;

/** The question for promises, gross and net. */
export const promiseFigureQuery = reportQuery
  .omit({ compare: true, costCentsAnHour: true, retention: true, by: true })
  .extend({ by: z.enum(promiseGroupings).default('ask') });

/** In which columns the records of a campaign are wanted; missing: in Foyer's own. */
export const recordsRequest = z.strictObject({
  layout: recordLayout.optional(),
  zone: z.string().max(64).default('Europe/Paris'),
  language: z.enum(['fr', 'en']).default('fr'),
});

const share = z.object({
  part: z.number(),
  whole: z.number(),
  value: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});
/** Money in cents, shares from 0 to 1 with their interval of 95 %. */
export const promiseFigureAnswer = z.object({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  by: z.enum(promiseGroupings),
  groups: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      promises: z.int(),
      oneOff: z.int(),
      oneOffCents: z.int(),
      paid: z.int(),
      paidCents: z.int(),
      fulfilment: share,
      fulfilmentOfValue: z.number().nullable(),
      monthly: z.int(),
      monthlyCents: z.int(),
      signed: z.int(),
      signedMonthlyCents: z.int(),
      signature: share,
      debited: z.int(),
      undetermined: z.int(),
      lost: z.int(),
    }),
  ),
});
export type PromiseFigureAnswer = z.infer<typeof promiseFigureAnswer>;

const difference = z.object({ value: z.number(), low: z.number(), high: z.number(), beyondChance: z.boolean() });

/** Money in cents, time in milliseconds, shares from 0 to 1; intervals of 95 %. */
export const reportAnswer = z.object({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  by: z.enum(groupings),
  /** Every figure in its order, with its name. */
  figures: z.array(z.object({ id: z.string(), title: z.string(), kind: z.string() })),
  groups: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      counts: z.record(z.string(), z.number()),
      values: z.array(
        z.object({
          id: z.string(),
          value: z.number().nullable(),
          share: share.nullable(),
          before: z.number().nullable(),
          difference: difference.nullable(),
        }),
      ),
    }),
  ),
  /** Of a campaign with a hold-out, asked for by itself: what calling changed since its beginning; null: of no other. */
  holdOut: z
    .object({
      called: share,
      heldOut: share,
      /** Share of the called who gave less that of the held out; null while an arm is empty. */
      difference: z.number().nullable(),
      low: z.number(),
      high: z.number(),
      significant: z.boolean(),
      /** Donors of segments that have both arms. */
      compared: z.int(),
      words: z.object({ fr: z.string(), en: z.string() }),
    })
    .nullable(),
});
export type ReportAnswer = z.infer<typeof reportAnswer>;

/** What a campaign is to reach, with the reason; null: nothing any more. */
export const objectiveRequest = z.strictObject({
  objective: z.enum(objectives),
  value: z.number().nonnegative().max(10_000).nullable(),
  reason: z.string().trim().min(10).max(500),
});

const figuresShown = z.object({
  dials: z.number(),
  connected: z.number(),
  usefulPerHour: z.number().nullable(),
  occupancy: z.number().nullable(),
  abandonment: share,
  agreement: share,
});
const values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Changes of pace and objectives, the newest first, each with what was before and after it. */
export const changeList = z.object({
  changes: z.array(
    z.object({
      changeId: z.string(),
      at: instant,
      actor: z.string(),
      /** Null: not an account of this house, or not any more. */
      actorName: z.string().nullable(),
      kind: z.enum(['pacing', 'mode', 'objective', 'set-up']),
      from: values,
      to: values,
      reason: z.string().nullable(),
      /** Worked hours on each side of the change; 0: too early to say. Other things change too. */
      hours: z.int(),
      before: figuresShown,
      after: figuresShown,
      differences: z.record(z.string(), difference.nullable()),
    }),
  ),
});
export type ChangeList = z.infer<typeof changeList>;
