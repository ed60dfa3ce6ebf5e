import type { CampaignId, ClientId, GatewayId, OrgId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { type CallBasis, callBasis } from './call-basis.ts';
import type { Campaign, DialingMode } from './campaign.ts';

export interface CampaignDraft extends Partial<CallBasis> {
  readonly id: CampaignId;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly name: string;
  readonly charityName: string;
  readonly mode: DialingMode;
  readonly callerId: E164;
  readonly gatewayId: GatewayId;
}

/** A campaign as it is made: stopped, and with what is usual. */
export function newCampaign({ gatewayId, purpose, callerType, profile, audience, ...said }: CampaignDraft): Campaign {
  const basis = {
    ...(purpose === undefined ? {} : { purpose }),
    ...(callerType === undefined ? {} : { callerType }),
    ...(profile === undefined ? {} : { profile }),
    ...(audience === undefined ? {} : { audience }),
  };
  return {
    ...said,
    status: 'stopped',
    gatewayIds: [gatewayId],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: 'foyer/message.wav',
    objectionFile: 'foyer/objection.wav',
    objectionKey: '9',
    ...callBasis(basis),
  };
}
