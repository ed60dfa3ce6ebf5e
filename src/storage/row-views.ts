import type {
  CallBasis,
  Campaign,
  CampaignPacing,
  CampaignScript,
  Candidate,
  NumberId,
  Outcome,
} from '../campaigns/index.ts';
import type { CareSetting } from '../compliance/index.ts';
import type { AgentLine, HeardInCall } from '../dialer/index.ts';
import type {
  AgentId,
  AttemptId,
  CampaignId,
  ClientId,
  ContactId,
  GatewayId,
  LegId,
  OrgId,
  SwitchId,
} from '../kernel/id.ts';
import { isE164 } from '../kernel/phone-number.ts';
import { plannedSettings } from './planned-campaign.ts';
import type {
  AgentSessionRow,
  AttemptRow,
  CampaignCountRow,
  CampaignRow,
  CareSettingRow,
  DonorRow,
  LegRow,
  NumberRow,
} from './rows.ts';
import type { AgentSession, CampaignCounts, DonorCard, KnownNumber, OpenAttempt, OpenWrapUp } from './store.ts';

export function campaignRow(campaign: Campaign, putPosition: number): CampaignRow {
  const { status, mode } = campaign;
  return {
    campaignId: campaign.id,
    orgId: campaign.orgId,
    clientId: campaign.clientId,
    settings: JSON.stringify(campaign),
    putStatus: status,
    putMode: mode,
    putPosition,
    status,
    mode,
    pacing: null,
    script: null,
    basis: null,
    plan: null,
  };
}

/** Undefined once the number has been erased: its id is left, and no telephone rings at it. */
export function knownNumber({ e164, clientId, orgId }: NumberRow): KnownNumber | undefined {
  return isE164(e164) ? { number: e164, clientId: clientId as ClientId, orgId: orgId as OrgId } : undefined;
}

export function campaignOf(row: CampaignRow): Campaign {
  const asPut = { ...plannedSettings(row), status: row.status, mode: row.mode };
  const basis = row.basis === null ? {} : (JSON.parse(row.basis) as CallBasis);
  const script = row.script === null ? {} : { script: JSON.parse(row.script) as CampaignScript };
  if (row.pacing === null) return { ...asPut, ...basis, ...script };
  const pacing = JSON.parse(row.pacing) as CampaignPacing;
  return { ...asPut, ...basis, ...script, pacing, maxLines: pacing.maxLines };
}

export function careSettingOf(row: CareSettingRow): CareSetting {
  const { careLimit: limit, value, scope, reason, actor, at } = row;
  const set = { limit, value, reason, actor, at };
  if (scope === 'agency') return { scope, ...set };
  if (scope === 'client') return { scope, clientId: row.clientId as ClientId, ...set };
  return { scope, campaignId: row.campaignId as CampaignId, ...set };
}

/** `leg` is the attempt's present leg: after a failover its originate may not have left yet. */
export function openAttemptOf(
  row: AttemptRow,
  leg: LegRow | undefined,
  number: string,
  candidate: Candidate | undefined,
  heard: HeardInCall | undefined,
): OpenAttempt {
  return {
    attemptId: row.attemptId as AttemptId,
    legId: row.legId as LegId,
    campaignId: row.campaignId as CampaignId,
    contactId: row.contactId as ContactId,
    numberId: row.numberId as NumberId,
    number,
    switchId: row.switchId as SwitchId,
    gatewayId: row.gatewayId as GatewayId,
    reservedAgentId: row.reservedAgentId as AgentId | null,
    agentId: row.agentId as AgentId | null,
    trunkLegId: row.trunkLegId as LegId | null,
    plannedAt: row.plannedAt,
    placedAt: leg === undefined ? row.placedAt : leg.placedAt,
    ringingAt: row.ringingAt,
    answeredAt: row.answeredAt,
    bridgedAt: row.bridgedAt,
    abandonedAt: row.abandonedAt,
    candidate: candidate ?? null,
    ...(heard === undefined ? {} : { heard }),
  };
}

export function openWrapUpOf(call: OpenAttempt): OpenWrapUp {
  const { attemptId, contactId, campaignId } = call;
  return { attemptId, agentId: call.agentId as AgentId, contactId, campaignId, call };
}

export function agentSessionOf(row: AgentSessionRow): AgentSession {
  return {
    agentId: row.agentId as AgentId,
    state: row.state,
    since: row.since,
    line: JSON.parse(row.line) as AgentLine,
    lineLegId: row.lineLegId as LegId | null,
    switchId: row.switchId as SwitchId | null,
    campaignIds: JSON.parse(row.campaignIds) as CampaignId[],
    skills: JSON.parse(row.skills) as string[],
    supervisor: row.supervisor === 1,
    attemptId: row.attemptId as AttemptId | null,
  };
}

export function donorCardOf(contactId: string, donor: DonorRow): DonorCard {
  return {
    contactId: contactId as ContactId,
    donorCode: donor.donorCode,
    civility: donor.civility,
    firstName: donor.firstName,
    lastName: donor.lastName,
    company: donor.company,
    city: donor.city,
    postalCode: donor.postalCode,
    lastGiftCents: donor.lastGiftCents,
    lastGiftOn: donor.lastGiftOn,
    totalGiftsCents: donor.totalGiftsCents,
    giftCount: donor.giftCount,
    comment: donor.comment,
  };
}

/** One entry per campaign, in the order of their ids. */
export function campaignCountsOf(rows: readonly CampaignCountRow[]): CampaignCounts[] {
  const byCampaign = new Map<string, Map<string, number>>();
  for (const { campaignId, name, total } of rows) {
    const counts = byCampaign.get(campaignId) ?? new Map<string, number>();
    byCampaign.set(campaignId, counts.set(name, total));
  }
  return [...byCampaign]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([campaignId, counts]) => ({
      campaignId: campaignId as CampaignId,
      placed: counts.get('placed') ?? 0,
      answered: counts.get('answered') ?? 0,
      bridged: counts.get('bridged') ?? 0,
      abandoned: counts.get('abandoned') ?? 0,
      ended: counts.get('ended') ?? 0,
      outcomes: outcomesOf(counts),
    }));
}

function outcomesOf(counts: ReadonlyMap<string, number>): CampaignCounts['outcomes'] {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const [name, total] of counts) {
    if (name.startsWith('outcome:')) outcomes[name.slice('outcome:'.length) as Outcome] = total;
  }
  return outcomes;
}
