import type {
  CallbackRecord,
  CallStep,
  Certification,
  NotUsefulReason,
  ProtectionRecord,
  ScriptVersion,
  UsefulContactRecord,
} from '../campaigns/index.ts';
import type { HeardInCall } from '../dialer/index.ts';
import type { AgentId, AttemptId, CampaignId, ClientId, ContactId } from '../kernel/id.ts';
import type {
  AttemptRow,
  CallbackRow,
  CertificationRow,
  ProtectionRow,
  ScriptRow,
  StepVisitRow,
  UsefulContactRow,
} from './rows.ts';

/** Without the document, which may be long. */
export function scriptVersionOf(row: Omit<ScriptRow, 'document'>): ScriptVersion {
  const { version, draftedAt, draftedBy, approvedAt, approvedBy, onBehalf, liveAt } = row;
  return {
    campaignId: row.campaignId as CampaignId,
    version,
    draftedAt,
    draftedBy,
    approvedAt,
    approvedBy,
    onBehalf,
    liveAt,
  };
}

export function certificationOf({ campaignId, version, takenAt }: CertificationRow): Certification {
  return { campaignId: campaignId as CampaignId, version, takenAt };
}

export function callStepOf({ step, at, ticked, agentId, objection }: StepVisitRow): CallStep {
  return { step, at, ticked: ticked === 1, agentId: agentId as AgentId, objection };
}

export function usefulContactOf(row: UsefulContactRow): UsefulContactRecord {
  const { disputedAt, disputedBy, disputeReason, arbitratedAt, arbitratedBy, arbitrationReason } = row;
  return {
    attemptId: row.attemptId as AttemptId,
    campaignId: row.campaignId as CampaignId,
    clientId: row.clientId as ClientId | null,
    contactId: row.contactId as ContactId,
    agentId: row.agentId as AgentId | null,
    at: row.at,
    useful: row.useful === 1,
    reasons: JSON.parse(row.reasons) as NotUsefulReason[],
    talkMs: row.talkMs,
    scriptVersion: row.scriptVersion,
    asks: JSON.parse(row.asks) as number[],
    dispute:
      disputedAt === null || disputedBy === null
        ? null
        : { at: disputedAt, by: disputedBy, reason: disputeReason ?? '' },
    arbitration:
      arbitratedAt === null ? null : { at: arbitratedAt, by: arbitratedBy ?? '', reason: arbitrationReason ?? '' },
  };
}

export interface NamedCallback extends CallbackRow {
  readonly civility: string | null;
  readonly lastName: string | null;
}

export function callbackOf(row: NamedCallback): CallbackRecord {
  const { nth, fromAt, toAt, missedAt, endedAs, civility, lastName } = row;
  const ids = {
    contactId: row.contactId as ContactId,
    campaignId: row.campaignId as CampaignId,
    clientId: row.clientId as ClientId | null,
    ownerId: row.ownerId as AgentId | null,
  };
  return { ...ids, nth, fromAt, toAt, missedAt, endedAs, civility, lastName };
}

export function protectionOf(row: ProtectionRow & { readonly donorCode: string | null }): ProtectionRecord {
  return {
    contactId: row.contactId as ContactId,
    campaignId: row.campaignId as CampaignId,
    clientId: row.clientId as ClientId | null,
    attemptId: row.attemptId as AttemptId,
    agentId: row.agentId as AgentId,
    flaggedAt: row.flaggedAt,
    donorCode: row.donorCode,
  };
}

/** In the order in which they were shown; a tick after the talk stands at its end, for nothing was shown to the donor then. */
export function talkSteps(visits: readonly StepVisitRow[], endedAt: number | null): readonly StepVisitRow[] {
  const shown = new Set(visits.filter(({ talking }) => talking === 1).map(({ step }) => step));
  return visits
    .filter(({ talking, ticked, step }) => talking === 1 || (ticked === 1 && shown.has(step)))
    .map((row) => (row.talking === 1 ? row : { ...row, at: endedAt ?? row.at }));
}

/** What a call that goes on after a restart has to know of its talk. */
export function heardIn(
  { endedAt, talkMs }: AttemptRow,
  visits: readonly StepVisitRow[],
  vulnerable: boolean,
): HeardInCall | undefined {
  if (visits.length === 0 && !vulnerable && endedAt === null) return undefined;
  const objections = visits.flatMap(({ objection }) => objection ?? []);
  return {
    steps: talkSteps(visits, endedAt).map(({ step, at, ticked }) => ({ step, at, ticked: ticked === 1 })),
    objections: [...new Set(objections)],
    vulnerable,
    endedAt,
    talkMs,
  };
}
