import { z } from 'zod';
import { careActKinds, careLimitIds, objectionScopes } from '../../compliance/index.ts';
import { CARE_REASON } from '../../dialer/index.ts';
import { campaignId, clientId, instant, words } from './ids.ts';

/** A limit of donor care is adjusted: for the agency, one charity or one campaign. */
export const limitRequest = z.strictObject({
  limit: z.enum(careLimitIds),
  value: z.int().nonnegative(),
  scope: z.enum(objectionScopes),
  /** For the scope `client`. */
  clientId: clientId.optional(),
  /** For the scope `campaign`. */
  campaignId: campaignId.optional(),
  reason: z.string().trim().min(CARE_REASON.least).max(CARE_REASON.most),
});

export const limitList = z.object({
  limits: z.array(
    z.object({
      limit: z.enum(careLimitIds),
      title: words,
      unit: z.enum(['number', 'donor', 'household']),
      within: z.enum(['campaign', 'client', 'agency']),
      counts: z.enum(careActKinds),
      /** Local days over which calls are counted; null for a rest. */
      windowDays: z.int().nullable(),
      /** What the value is a number of. */
      valueIn: z.enum(['calls', 'days', 'hours']),
      byDefault: z.int(),
      least: z.int(),
      most: z.int(),
    }),
  ),
  /** What was set in the place of a default. */
  settings: z.array(
    z.object({
      limit: z.enum(careLimitIds),
      scope: z.enum(objectionScopes),
      clientId: clientId.nullable(),
      campaignId: campaignId.nullable(),
      value: z.int(),
      reason: z.string(),
      actor: z.string(),
      at: instant,
    }),
  ),
});
export type LimitList = z.infer<typeof limitList>;
