import { tally } from '../../campaigns/figures/index.ts';
import { type Campaign, type End, endsReached, noStopRules, reachedBy, stopReasons } from '../../campaigns/index.ts';
import type { OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Store } from '../../storage/index.ts';

interface Counting {
  readonly store: Pick<Store, 'figures'>;
  readonly orgId: OrgId;
  readonly at: UtcMs;
}

export function hasEnd({ stopRules = noStopRules }: Pick<Campaign, 'stopRules'>): boolean {
  return stopReasons.some((rule) => stopRules[rule] !== null);
}

/** What a campaign has reached since it began, and the ends that it has come to. */
export async function endsOf(
  { store, orgId, at }: Counting,
  { id, stopRules = noStopRules }: Pick<Campaign, 'id' | 'stopRules'>,
): Promise<{ readonly reached: ReturnType<typeof reachedBy>; readonly ends: readonly End[] }> {
  const whole = { orgId, campaignIds: [id], from: 0, to: at + 1, by: 'total', zone: 'UTC', at } as const;
  const [group] = await store.figures(whole);
  const counted = group?.tally ?? tally();
  return { reached: reachedBy(counted, stopRules), ends: endsReached(stopRules, counted) };
}
