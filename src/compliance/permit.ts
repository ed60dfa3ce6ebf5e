import type { Brand } from '../kernel/brand.ts';
import type { AttemptId, CampaignId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';

/**
 * Leave to place one call. Only the gate mints it (`gate.ts`); `originate` takes nothing else,
 * so a call without a lawful decision does not compile.
 */
export type CallPermit = Brand<
  {
    readonly number: E164;
    readonly campaignId: CampaignId;
    readonly attemptId: AttemptId;
    /** Ids of the rules that were asked and allowed it. */
    readonly evidence: readonly string[];
    readonly rulesVersion: string;
    readonly issuedAt: UtcMs;
    readonly expiresAt: UtcMs;
  },
  'call-permit'
>;
