import type { z } from 'zod';
import type { CampaignId, ClientId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { Campaign } from './campaign.ts';
import type { campaignEventData } from './campaign-event.ts';
import { type PlanChange, type PlanProblem, planChange, planProblems } from './campaign-plan.ts';
import { type CampaignPlan, planOf } from './hopper/plan.ts';

/** A reason that says something. */
const REASON_LENGTH = { least: 10, most: 500 } as const;

/** The fact that a plan was changed, for the log. */
export interface PlanFact {
  readonly stream: string;
  readonly type: 'campaign.plan-changed';
  readonly data: z.output<(typeof campaignEventData)['campaign.plan-changed']>;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
}

/** What a change of plan needs of the outside; a running floor's `note` and the store give it. */
export interface PlanParts<Actor> {
  readonly note: (
    facts: readonly PlanFact[],
    actor: Actor,
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: { readonly message: string } }>;
  readonly now: () => UtcMs;
  readonly store: {
    readonly campaignCounts: () => Promise<readonly { readonly campaignId: CampaignId; readonly placed: number }[]>;
    /** Draws the arms and the order of the contacts that are in the list already. */
    readonly placeContacts: (campaignId: CampaignId, at: UtcMs) => Promise<unknown>;
  };
}

export type PlanResult =
  | { readonly ok: true; readonly plan: CampaignPlan; readonly changed: boolean }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/**
 * Sets what a manager plans of a campaign. What is missing in `asked` stays; what is there takes the place of the whole
 * part. The change is in the log with the plan before and after, and in force for the very next read of the list. The
 * lot of a hold-out cannot be drawn anew once somebody was called: the arms would not be alike any more.
 */
export async function planCampaign<Actor>(
  { note, store, now }: PlanParts<Actor>,
  campaign: Campaign,
  asked: unknown,
  { actor, reason }: { readonly actor: Actor; readonly reason: string },
): Promise<PlanResult> {
  const checked = checkPlan(campaign, asked, reason);
  if (!checked.ok) return checked;
  const before = planOf(campaign);
  const { plan: after } = checked;
  const problems = await armProblems(store, campaign, before, after);
  if (problems.length > 0) return { ok: false, problems };
  const same = JSON.stringify(after) === JSON.stringify(before);
  if (!same) {
    const data = { before, after, reason: reason.trim() };
    const { id: campaignId, clientId } = campaign;
    const noted = await note(
      [{ stream: `campaign:${campaignId}`, type: 'campaign.plan-changed', data, clientId, campaignId }],
      actor,
    );
    if (!noted.ok) return { ok: false, problems: [{ field: '', message: noted.error.message }] };
  }
  // Also for a plan that is the same: a run that ended between the two is made good by asking again.
  await store.placeContacts(campaign.id, now());
  return { ok: true, plan: after, changed: !same };
}

/** The plan as it would be, or what is wrong with it. */
export function checkPlan(
  campaign: Campaign,
  asked: unknown,
  reason: string,
):
  | { readonly ok: true; readonly plan: CampaignPlan }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] } {
  const read = readChange(asked, reason);
  if (!read.ok) return read;
  const plan = changed(planOf(campaign), read.change);
  const problems = planProblems(plan);
  return problems.length === 0 ? { ok: true, plan } : { ok: false, problems };
}

function readChange(
  asked: unknown,
  reason: string,
): { readonly ok: true; readonly change: PlanChange } | { readonly ok: false; readonly problems: PlanProblem[] } {
  const read = planChange.safeParse(asked);
  const problems: PlanProblem[] = (read.error?.issues ?? []).map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const { least, most } = REASON_LENGTH;
  const { length } = reason.trim();
  if (length < least || length > most)
    problems.push({ field: 'reason', message: `write why, in ${least} to ${most} characters; this one has ${length}` });
  return read.success && problems.length === 0 ? { ok: true, change: read.data } : { ok: false, problems };
}

/** The parts that are there; JSON knows no undefined. */
function changed(before: CampaignPlan, change: PlanChange): CampaignPlan {
  const { kind, segments, holdOut, stopRules, waves, offers, currency } = change;
  return {
    kind: kind === undefined ? before.kind : kind,
    segments: segments ?? before.segments,
    holdOut: holdOut === undefined ? before.holdOut : holdOut,
    stopRules: stopRules ?? before.stopRules,
    waves: waves ?? before.waves,
    offers: offers ?? before.offers,
    currency: currency === undefined ? before.currency : currency,
  };
}

async function armProblems<Actor>(
  store: PlanParts<Actor>['store'],
  { id, status }: Campaign,
  before: CampaignPlan,
  after: CampaignPlan,
): Promise<PlanProblem[]> {
  if (JSON.stringify(before.holdOut) === JSON.stringify(after.holdOut)) return [];
  if (status === 'running')
    return [{ field: 'holdOut', message: 'the lot is drawn while nobody is called: stop the campaign first' }];
  const placed = (await store.campaignCounts()).find(({ campaignId }) => campaignId === id)?.placed ?? 0;
  if (placed === 0) return [];
  const message = `${placed} calls were placed already, so that the lot cannot be drawn anew: leave it, or make another campaign`;
  return [{ field: 'holdOut', message }];
}
