import { campaignTemplate } from '../../campaigns/index.ts';
import type { AgentView } from '../../dialer/index.ts';
import type { Parts } from '../parts.ts';
import { asksFor, donorGiving } from './promises-agent.ts';

/**
 * The amounts that the script asks this donor for, first ask first, as the campaign's kind asks; none of a person who is
 * protected, and where nothing is asked for. Cents.
 */
export async function scriptAsks(parts: Parts, call: NonNullable<AgentView['call']>): Promise<readonly number[]> {
  const campaign = parts.floor.snapshot().campaigns.find(({ campaignId }) => campaignId === call.campaignId);
  if (campaign === undefined) return [];
  const of = { ...call, clientId: campaign.clientId };
  const kind = (await parts.store.campaigns(parts.orgId)).find(({ id }) => id === call.campaignId)?.kind;
  const asked = kind === undefined ? 'one-off-to-monthly' : campaignTemplate(kind).ladder;
  if (asked === null) return [];
  const asks = await asksFor(parts, of, asked, await donorGiving(parts, of));
  return asks.map(({ cents }) => cents);
}
