import type { Canonical, RecordType } from '../../compliance/ledger/index.ts';
import type { EventOf, EventType, FloorEvent, ToldToGate } from '../../dialer/index.ts';
import { type AskedRules, askedRules, type PlannedFacts } from './planned-calls.ts';

/** What an event means to the ledger, before the person behind it is looked up. */
export interface LedgerEntry {
  readonly type: RecordType;
  readonly subject: string;
  readonly body: Readonly<Record<string, Canonical>>;
  readonly rules?: AskedRules;
  readonly contactId?: string | undefined;
  readonly numberId?: string | undefined;
  /** What the gate was told of the person. */
  readonly told?: ToldToGate | undefined;
  /** Other facts of the person. */
  readonly facts?: Canonical;
}

/** Changes of what is dialed or how. */
const settingTypes = [
  'campaign.put',
  'campaign.started',
  'campaign.stopped',
  'campaign.mode-changed',
  'campaign.basis-changed',
  'campaign.pacing-changed',
  'campaign.message-missing',
  'register.loaded',
  'limits.changed',
  'rule.confirmed',
] as const satisfies readonly EventType[];

export type PlannedOf = (attemptId: string) => PlannedFacts | undefined;

const isSetting = (type: EventType): boolean => (settingTypes as readonly EventType[]).includes(type);

/** Undefined: the event is no evidence. */
export function ledgerEntry(event: FloorEvent, plannedOf: PlannedOf): LedgerEntry | undefined {
  if (isSetting(event.type)) {
    const { type: change, actor, campaignId, data } = event;
    return { type: 'setting', subject: campaignId ?? '', body: { change, actor, campaignId, data: data as Canonical } };
  }
  switch (event.type) {
    case 'call.placed':
      return permitEntry(event, plannedOf(event.data.attemptId));
    case 'compliance.refused':
      return refusalEntry(event);
    case 'objection.recorded':
      return objectionEntry(event, plannedOf);
    case 'consent.changed':
      return consentEntry(event);
    case 'call.abandoned':
    case 'call.message-ended':
      return abandonedEntry(event, plannedOf(event.data.attemptId));
    default:
      return undefined;
  }
}

function permitEntry({ campaignId, data }: EventOf<'call.placed'>, planned: PlannedFacts | undefined): LedgerEntry {
  const { attemptId, legId, reserved, permit } = data;
  const { rules } = planned ?? {};
  const fresh = permit?.evidence;
  return {
    type: 'permit',
    subject: attemptId,
    // In the order of the canonical form, which then need not be made.
    body: {
      campaignId,
      expiresAt: permit?.expiresAt ?? null,
      issuedAt: permit?.issuedAt ?? null,
      legId,
      mode: planned?.mode ?? null,
      reserved,
      result: 'allowed',
    },
    rules:
      fresh === undefined
        ? (rules ?? askedRules('', [], undefined))
        : askedRules(rules?.version ?? '', fresh, permit?.strengths),
    contactId: planned?.contactId,
    numberId: planned?.numberId,
    told: permit?.told,
  };
}

function refusalEntry({ campaignId, data }: EventOf<'compliance.refused'>): LedgerEntry {
  const { contactId, numberId, attemptId, ruleIds, strengths, nextAllowedAt, rulesVersion = '' } = data;
  return {
    type: 'refusal',
    subject: attemptId ?? '',
    body: { campaignId, nextAllowedAt, result: 'refused' },
    rules: askedRules(rulesVersion, ruleIds, strengths),
    // Inputs are erased by number: what has none keeps no one's.
    contactId: numberId === undefined ? undefined : contactId,
    numberId,
    told: data.told,
  };
}

function objectionEntry(event: EventOf<'objection.recorded'>, plannedOf: PlannedOf): LedgerEntry {
  const { campaignId, actor, data } = event;
  const { numberId, scope, source, attemptId, channel = 'phone', reason = null } = data;
  return {
    type: 'objection',
    subject: attemptId ?? '',
    body: { campaignId, actor, scope, source, channel, reason },
    numberId,
    contactId: attemptId === null ? undefined : plannedOf(attemptId)?.contactId,
  };
}

/** Filed under the first of the person's contacts: an erasure names them all. */
function consentEntry({ actor, data }: EventOf<'consent.changed'>): LedgerEntry {
  const { contactIds, act, on, means = null } = data;
  return {
    type: 'consent',
    subject: '',
    body: { act, actor, contacts: contactIds.length },
    contactId: contactIds[0],
    facts: { consent: { act, means, on } },
  };
}

function abandonedEntry(
  event: EventOf<'call.abandoned'> | EventOf<'call.message-ended'>,
  planned: PlannedFacts | undefined,
): LedgerEntry {
  const { attemptId, ...told } = event.data;
  return {
    type: event.type === 'call.abandoned' ? 'abandoned' : 'message',
    subject: attemptId,
    body: { campaignId: event.campaignId, ...told },
    contactId: planned?.contactId,
    numberId: planned?.numberId,
  };
}
