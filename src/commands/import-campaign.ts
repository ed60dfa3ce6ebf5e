import { type CallBasis, type Campaign, callBasis, type DialingMode, newCampaign } from '../campaigns/index.ts';
import { switchServerSchema } from '../dialer/index.ts';
import type { CampaignId, GatewayId } from '../kernel/id.ts';
import { idSource } from '../kernel/id.ts';
import { type E164, isE164 } from '../kernel/phone-number.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';

interface NewCampaign extends Partial<CallBasis> {
  readonly campaign: string;
  readonly charity: string;
  readonly mode: DialingMode;
  readonly callerId: E164;
  readonly gatewayId: GatewayId;
}

/** The campaign of this name; it is made (stopped) when there is none. */
export async function campaignNamed(store: Store, options: NewCampaign): Promise<CampaignId> {
  const known = (await store.campaigns(ORG_ID)).find(({ name }) => name === options.campaign);
  if (known !== undefined) {
    refuseOtherBasis(known, options);
    return known.id;
  }
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('campaign'));
  const id = ids.next<'campaign'>();
  const { campaign: name, charity: charityName, ...said } = options;
  await store.putCampaign(newCampaign({ id, orgId: ORG_ID, clientId: DEFAULT_CLIENT_ID, name, charityName, ...said }));
  return id;
}

/** What a campaign calls for is changed by an act with its reason, never by the way. */
function refuseOtherBasis(campaign: Campaign, options: Partial<CallBasis>): void {
  const known = callBasis(campaign);
  for (const key of ['purpose', 'callerType', 'profile', 'audience'] as const) {
    const said = options[key];
    if (said === undefined || said === known[key]) continue;
    throw new CommandError(
      `The campaign "${campaign.name}" has ${key} ${known[key] ?? 'unknown'}, not ${said}. Leave the option out, or change the campaign, with the reason: POST /api/campaigns/${campaign.id}/basis.`,
      EXIT.usage,
    );
  }
}

export function callerIdOf(text: string): E164 {
  if (isE164(text)) return text;
  throw new CommandError(`--caller-id ${text} is not a number in E.164 form: write it like +33162000000.`, EXIT.usage);
}

export function gatewayOf(text: string): GatewayId {
  const name = switchServerSchema.shape.gateways.element.shape.id.safeParse(text);
  if (name.success) return name.data;
  throw new CommandError(
    `--gateway ${JSON.stringify(text)} is not the name of a gateway: give the one in the switch's sofia profile, for example carrier.`,
    EXIT.usage,
  );
}
