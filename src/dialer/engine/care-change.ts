import type { Campaign } from '../../campaigns/index.ts';
import { type CareBook, type CareCampaign, type CareSetting, careLimits, type Gate } from '../../compliance/index.ts';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { EventDataOf } from '../event.ts';
import type { CareInput } from '../input.ts';
import { type ActRefusal, type ActResult, DONE } from './act-result.ts';
import { record } from './emit.ts';
import type { FloorState } from './state.ts';

/** Characters of the reason: one that says something. */
export const CARE_REASON = { least: 10, most: 500 } as const;

/** What a change of a limit is judged by. */
export interface CareSurroundings {
  readonly gate: Gate;
  readonly care: CareBook;
  /** With the jurisdictions that each has been seen to call, where that is known. */
  readonly campaigns: readonly (Campaign & Pick<CareCampaign, 'jurisdictions'>)[];
  readonly at: UtcMs;
}

/** A change that may be made, as the log keeps it. */
export interface CareChange {
  readonly setting: CareSetting;
  readonly data: EventDataOf<'limits.changed'>;
  readonly about: { readonly campaignId?: CampaignId; readonly clientId?: ClientId };
}

type CareAct = Pick<CareInput, 'limit' | 'value' | 'reach' | 'reason'>;

/** Whether a limit may be set so: a whole number within its bounds, a reason, and nothing that goes past the law. */
export function careChange(act: CareAct, actor: string, around: CareSurroundings): Result<CareChange, ActRefusal> {
  const { limit, value, reach } = act;
  const { care, campaigns, at } = around;
  const reason = act.reason.trim();
  const reached = campaigns.filter(
    ({ id, clientId }) =>
      reach.scope === 'agency' || (reach.scope === 'client' ? clientId === reach.clientId : id === reach.campaignId),
  );
  const clientId = reach.scope === 'agency' ? undefined : reached[0]?.clientId;
  if (reach.scope !== 'agency' && clientId === undefined)
    return err({
      code: 'not-found',
      message: `There is no such ${reach.scope === 'client' ? 'charity' : 'campaign'}.`,
    });
  const refused = unfit({ ...act, reason }) ?? unlawful(act, reached, around);
  if (refused !== undefined) return err(refused);
  const before = care.valueAt(reach, limit, clientId);
  return ok({
    setting: { ...reach, limit, value, reason, actor, at },
    data: { limit, scope: reach.scope, before, after: value, reason },
    about: {
      ...(clientId === undefined ? {} : { clientId }),
      ...(reach.scope === 'campaign' ? { campaignId: reach.campaignId } : {}),
    },
  });
}

/** In force for the very next dial. */
export function setCareLimit(state: FloorState, input: CareInput): ActResult {
  const actor = input.actor.kind === 'user' ? input.actor.userId : 'system';
  const campaigns = [...state.campaigns.values()].map(({ campaign, places }) => ({
    ...campaign,
    jurisdictions: [...places.jurisdictions],
  }));
  const change = careChange(input, actor, { gate: state.gate, care: state.care, campaigns, at: state.now });
  if (!change.ok) return change;
  const { setting, data, about } = change.value;
  state.care.set(setting);
  record(state, 'floor', 'limits.changed', data, { ...about, actor });
  return DONE;
}

function unfit({ limit, value, reason }: CareAct): ActRefusal | undefined {
  const { least = 0, most = 0 } = careLimits.find(({ id }) => id === limit) ?? {};
  if (!Number.isInteger(value) || value < least || value > most)
    return { code: 'not-possible', message: `${limit} may be a whole number from ${least} to ${most}, not ${value}.` };
  if (reason.length >= CARE_REASON.least && reason.length <= CARE_REASON.most) return undefined;
  return {
    code: 'not-possible',
    message: `Write the reason down in ${CARE_REASON.least} to ${CARE_REASON.most} characters; this one has ${reason.length}.`,
  };
}

/** Of the campaigns that it would reach, the first whose law it would go past. */
function unlawful(
  { limit, value }: CareAct,
  campaigns: CareSurroundings['campaigns'],
  { gate, at }: CareSurroundings,
): ActRefusal | undefined {
  for (const campaign of campaigns) {
    const rule = gate.careRefusal(limit, value, campaign, at);
    if (rule === undefined) continue;
    const message = `${limit} ${value} goes past the law for the campaign "${campaign.name}": ${rule.words.en} (${rule.ruleId})`;
    return { code: 'not-lawful', message };
  }
  return undefined;
}
