import type { BlockedRow, NumberHealth } from '../../campaigns/index.ts';
import {
  type AbandonmentRule,
  abandonmentAllowance,
  abandonmentWindowStart,
  type Gate,
  type Profile,
} from '../../compliance/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Store } from '../../storage/index.ts';
import type { AbandonmentView, BlockedView, WhyAnswer } from '../contract/index.ts';

export function blockedViews(rows: readonly BlockedRow[]): BlockedView[] {
  return rows.map(({ refusal, examples, words, ...row }) => ({
    ...row,
    ruleId: refusal?.ruleId ?? null,
    check: refusal?.check ?? null,
    strength: refusal?.strength ?? null,
    confidence: refusal?.confidence ?? null,
    words: { ...words },
    examples: [...examples],
  }));
}

export interface AbandonmentQuestion {
  readonly campaignId: CampaignId;
  /** The campaign's own. */
  readonly profile?: Profile;
  readonly jurisdictions: readonly string[];
  readonly zone: string;
  readonly at: UtcMs;
}

/** What each rule in force still allows the campaign to abandon, over each of its windows. */
export async function abandonmentViews(
  store: Pick<Store, 'answeredSince'>,
  gate: Pick<Gate, 'abandonmentRules'>,
  { campaignId, jurisdictions, profile, zone, at }: AbandonmentQuestion,
): Promise<AbandonmentView[]> {
  const views: AbandonmentView[] = [];
  for (const rule of gate.abandonmentRules(jurisdictions, at, profile)) {
    for (const window of rule.windows) {
      const since = abandonmentWindowStart(window, zone, at);
      views.push(viewOf(rule, window, since, await store.answeredSince(campaignId, since)));
    }
  }
  return views;
}

function viewOf(
  rule: AbandonmentRule,
  window: string,
  since: UtcMs,
  counts: { readonly connected: number; readonly abandoned: number },
): AbandonmentView {
  const { ruleId, strength, maxRate: limit } = rule;
  // Nothing tells machines apart, and every abandoned call counts as silent: the stricter reading.
  const all = { ...counts, silent: counts.abandoned, takenForMachines: 0 };
  return { ruleId, strength, window, since, limit, ...abandonmentAllowance(rule, all) };
}

export function healthView(health: NumberHealth): NonNullable<WhyAnswer['callerId']> {
  const { callerId, recent, past, others, rejected, short, warnings, words } = health;
  return {
    callerId,
    recent: { ...recent },
    past: { ...past },
    others: { ...others },
    rejected: { ...rejected },
    short: { ...short },
    warnings: [...warnings],
    words: words === null ? null : { ...words },
  };
}
