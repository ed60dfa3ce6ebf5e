import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CampaignChange, ReasonKind } from '../../campaigns/figures/index.ts';
import type { AgentState, PauseReason } from '../../dialer/index.ts';

/*
 * What was counted in each hour, and what has to be remembered to count on: all of it projected from the log.
 * `hour`: UTC, since 1970. '' stands for no campaign, segment or agent.
 */

const tenant = { orgId: text('org_id').notNull(), clientId: text('client_id') };

const count = (name: string) => integer(name).notNull().default(0);

export const hours = sqliteTable(
  'hours',
  {
    counterId: text('counter_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    segment: text('segment').notNull(),
    agentId: text('agent_id').notNull(),
    hour: integer('hour').notNull(),
    received: count('received'),
    rejected: count('rejected'),
    closed: count('closed'),
    dials: count('dials'),
    answered: count('answered'),
    abandoned: count('abandoned'),
    connected: count('connected'),
    rightPerson: count('right_person'),
    useful: count('useful'),
    monthlyPromises: count('monthly_promises'),
    oneOffPromises: count('one_off_promises'),
    undeterminedPromises: count('undetermined_promises'),
    monthlyCents: count('monthly_cents'),
    oneOffCents: count('one_off_cents'),
    signed: count('signed'),
    signedIn7: count('signed_in7'),
    signedIn14: count('signed_in14'),
    signedIn30: count('signed_in30'),
    signedMonthlyCents: count('signed_monthly_cents'),
    paid: count('paid'),
    paidCents: count('paid_cents'),
    objections: count('objections'),
    complaints: count('complaints'),
    talkMs: count('talk_ms'),
    holdMs: count('hold_ms'),
    wrapUpMs: count('wrap_up_ms'),
    loggedInMs: count('logged_in_ms'),
    pauses: count('pauses'),
    pausedMs: count('paused_ms'),
    unpaidPauseMs: count('unpaid_pause_ms'),
  },
  (table) => [
    index('hours_campaign').on(table.campaignId, table.hour),
    index('hours_client').on(table.clientId, table.hour),
  ],
);

/** What was counted by its reason; `ms`: how long breaks took. */
export const hourReasons = sqliteTable(
  'hour_reasons',
  {
    counterId: text('counter_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    segment: text('segment').notNull(),
    agentId: text('agent_id').notNull(),
    hour: integer('hour').notNull(),
    kind: text('kind').$type<ReasonKind>().notNull(),
    reason: text('reason').notNull(),
    times: count('times'),
    ms: count('ms'),
  },
  (table) => [index('hour_reasons_kind').on(table.kind, table.hour)],
);

/** The state each agent is in, counted up to `since`; `campaign_id`, `segment`: of the call it is for. */
export const agentTimes = sqliteTable('agent_times', {
  agentId: text('agent_id').primaryKey(),
  ...tenant,
  state: text('state').$type<AgentState>().notNull(),
  reason: text('reason').$type<PauseReason>(),
  since: integer('since').notNull(),
  campaignIds: text('campaign_ids').notNull(),
  campaignId: text('campaign_id'),
  segment: text('segment').notNull(),
  supervisor: integer('supervisor').notNull(),
});

/** Where a promise was counted, so that its signature and its money are counted beside it. */
export const countedPromises = sqliteTable(
  'counted_promises',
  {
    promiseId: text('promise_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    segment: text('segment').notNull(),
    agentId: text('agent_id').notNull(),
    contactId: text('contact_id').notNull(),
    agreedAt: integer('agreed_at').notNull(),
    kind: text('kind').notNull(),
    frequency: text('frequency').notNull(),
    amountCents: integer('amount_cents').notNull(),
    signedAt: integer('signed_at'),
    paidCents: integer('paid_cents').notNull(),
    state: text('state').notNull(),
  },
  (table) => [
    index('counted_promises_contact').on(table.contactId),
    index('counted_promises_campaign').on(table.campaignId, table.agreedAt),
  ],
);

/** Changes of a campaign's pace and objectives; `before`, `after`: JSON by name. */
export const campaignChanges = sqliteTable(
  'campaign_changes',
  {
    changeId: text('change_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    kind: text('kind').$type<CampaignChange['kind']>().notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    reason: text('reason'),
  },
  (table) => [index('campaign_changes_campaign').on(table.campaignId, table.at)],
);
