import type { AgentView } from '../../dialer/index.ts';
import type { Parts } from '../parts.ts';
import { asksFor, donorGiving } from './promises-agent.ts';

/** The amounts that the script asks this donor for, first ask first; none of a person who is protected. Cents. */
export async function scriptAsks(parts: Parts, call: NonNullable<AgentView['call']>): Promise<readonly number[]> {
  const campaign = parts.floor.snapshot().campaigns.find(({ campaignId }) => campaignId === call.campaignId);
  if (campaign === undefined) return [];
  const of = { ...call, clientId: campaign.clientId };
  const asks = await asksFor(parts, of, 'one-off-to-monthly', await donorGiving(parts, of));
  return asks.map(({ cents }) => cents);
}
