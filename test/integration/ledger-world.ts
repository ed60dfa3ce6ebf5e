import type { EventDataOf, FloorEvent } from '../../src/dialer/index.ts';
import type { AttemptId, CampaignId, LegId } from '../../src/kernel/id.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  OTHER_CLIENT,
  START,
  type Target,
  targets,
} from '../contract/store-world.ts';

export const OWN = 'campaign-a' as CampaignId;
export const OTHER = 'campaign-b' as CampaignId;
/** Records that one round of calls leaves in each of the two chains, beside the genesis record. */
const EVIDENCE = ['FR-TIME-1', 'FR-CONSENT-1'];
const told = {
  history: {
    attemptedAt: [START - DAY_MS],
    contactedAt: [],
    lastAbandonedAt: undefined,
    lastRefusalAt: undefined,
    objected: false,
  },
  facts: { registries: [{ list: 'bloctel', since: '2024-03-01' }] },
};

export interface LedgerWorld {
  readonly known: readonly Target[];
  /** Two calls of a donor at each client: one is refused first, then placed and abandoned; one ends in an objection. */
  round(index: number): FloorEvent[];
}

/** Two charities with the same donors, whose calls leave every type of record. */
export async function ledgerWorld(store: Store): Promise<LedgerWorld> {
  const events = new EventMaker();
  const people = Array.from({ length: 6 }, (_, i) => donor(`${i}`, [fictional(100 + i)], { city: 'Évian' }));
  await store.putCampaign(campaign('a'));
  await store.putCampaign({ ...campaign('b', { name: 'Été — bêta' }), clientId: OTHER_CLIENT });
  await store.importDonors(ORG, CLIENT, OWN, people, START);
  await store.importDonors(ORG, OTHER_CLIENT, OTHER, people, START);
  const own = await targets(store, OWN);
  const others = await targets(store, OTHER);
  const setting = { campaignId: OWN, actor: 'user-1' };
  await store.append([
    events.make('campaign.started', {}, setting),
    events.make('campaign.mode-changed', { from: 'predictive', to: 'progressive' }, setting),
  ]);
  const round = (index: number): FloorEvent[] => {
    events.at += HOUR_MS;
    const mine = own[index % own.length] as Target;
    const theirs = others[index % others.length] as Target;
    return [...refusedThenAbandoned(events, `${index}-a`, mine), ...objecting(events, `${index}-b`, theirs)];
  };
  return { known: own, round };
}

function planned(
  events: EventMaker,
  name: string,
  target: Target,
  campaignId: CampaignId,
): EventDataOf<'call.planned'> {
  const { data } = attemptEvents(events, name, target, campaignId).planned();
  return { ...(data as EventDataOf<'call.planned'>), evidence: EVIDENCE, strengths: ['law', 'product_default'] };
}

function refusedThenAbandoned(events: EventMaker, name: string, target: Target): FloorEvent[] {
  const call = attemptEvents(events, name, target, OWN);
  const { attemptId, legId } = call;
  const refused = {
    ruleIds: ['FR-TIME-1'],
    strengths: ['law'],
    nextAllowedAt: events.at + DAY_MS,
    rulesVersion: 'test',
    told,
  };
  const permit = { issuedAt: events.at, expiresAt: events.at + 30_000, told };
  return [
    events.make('compliance.refused', { ...target, ...refused }),
    events.make('call.planned', planned(events, name, target, OWN)),
    events.make('call.placed', { attemptId, legId, reserved: false, permit }),
    call.ringing(),
    call.answered(),
    call.abandoned(),
    events.make('call.message-ended', { attemptId, startedAfterMs: 2_100, heardMs: 7_000, complete: true }),
    call.ended('abandoned'),
    call.rescheduled(),
  ];
}

function objecting(events: EventMaker, name: string, target: Target): FloorEvent[] {
  const attemptId = `attempt-${name}` as AttemptId;
  const about = { campaignId: OTHER, clientId: OTHER_CLIENT };
  const objection = { numberId: target.numberId, scope: 'client', source: 'agent', attemptId } as const;
  const permit = { issuedAt: events.at, expiresAt: events.at + 30_000, evidence: EVIDENCE };
  return [
    events.make('call.planned', planned(events, name, target, OTHER), about),
    events.make('call.placed', { attemptId, legId: `leg-${name}` as LegId, reserved: true, permit }, about),
    events.make('objection.recorded', objection as EventDataOf<'objection.recorded'>, { ...about, stream: 'floor' }),
  ];
}
