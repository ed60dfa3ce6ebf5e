import { type SQL, sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type {
  Arm,
  ConsentMeans,
  ContactState,
  DialingMode,
  DispositionCode,
  Outcome,
  RefusalReason,
} from '../../campaigns/index.ts';
import type {
  Audience,
  CareLimitId,
  ObjectionChannel,
  ObjectionReason,
  ObjectionScope,
} from '../../compliance/index.ts';
import type { AgentState } from '../../dialer/index.ts';
import type { ConsentSource } from '../consent/consent-change.ts';
import type { DonorAct } from '../erasure/donor-act.ts';

/*
 * The definition of the tables, read by drizzle-kit (migrations/) and by the compiler (../rows.ts). Running code does
 * not load it: drizzle costs some 300 ms of start per thread, and the hot statements are prepared by hand anyway.
 * Columns hold text, numbers and null only, so that a row is the same plain data in every adapter; lists are JSON text,
 * yes/no is 1/0, instants are UTC ms.
 */

export * from './promise-schema.ts';
export * from './schema-accounts.ts';
export * from './schema-hours.ts';
export * from './schema-import.ts';
export * from './schema-ledger.ts';
export * from './schema-lines.ts';
export * from './schema-managers.ts';
export * from './schema-scripts.ts';
export * from './schema-sign-in.ts';

/** Tenant columns; `client_id` is null where the row belongs to the whole agency. */
const tenant = { orgId: text('org_id').notNull(), clientId: text('client_id') };
const clientRow = { orgId: text('org_id').notNull(), clientId: text('client_id').notNull() };

export const events = sqliteTable(
  'events',
  {
    position: integer('position').primaryKey(),
    id: text('id').notNull(),
    stream: text('stream').notNull(),
    seq: integer('seq').notNull(),
    at: integer('at').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    ...tenant,
    campaignId: text('campaign_id'),
    type: text('type').notNull(),
    version: integer('version').notNull(),
    actor: text('actor').notNull(),
    causeId: text('cause_id'),
    data: text('data').notNull(),
  },
  (table) => [
    uniqueIndex('events_id').on(table.id),
    uniqueIndex('events_stream_seq').on(table.stream, table.seq),
    index('events_at').on(table.at),
  ],
);

/**
 * `settings`: the whole campaign as it was put. `status`, `mode`, `pacing` and `basis` (null: as it was put) follow the log from
 * `put_position` on.
 */
export const campaigns = sqliteTable(
  'campaigns',
  {
    campaignId: text('campaign_id').primaryKey(),
    ...clientRow,
    settings: text('settings').notNull(),
    putStatus: text('put_status').$type<'running' | 'stopped'>().notNull(),
    putMode: text('put_mode').$type<DialingMode>().notNull(),
    putPosition: integer('put_position').notNull(),
    status: text('status').$type<'running' | 'stopped'>().notNull(),
    mode: text('mode').$type<DialingMode>().notNull(),
    basis: text('basis'),
    pacing: text('pacing'),
    /** The script that is live, as the floor knows it. */
    script: text('script'),
    /** What was planned of it, as a whole; null: as it was put. */
    plan: text('plan'),
  },
  (table) => [index('campaigns_org').on(table.orgId)],
);

/** Personal data: here, in `numbers` and in `consents`, nowhere else. */
export const donors = sqliteTable(
  'donors',
  {
    donorId: text('donor_id').primaryKey(),
    ...clientRow,
    donorCode: text('donor_code').notNull(),
    civility: text('civility'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    company: text('company'),
    address: text('address'),
    postalCode: text('postal_code'),
    city: text('city'),
    country: text('country'),
    email: text('email'),
    lastGiftCents: integer('last_gift_cents'),
    lastGiftOn: text('last_gift_on'),
    totalGiftsCents: integer('total_gifts_cents'),
    giftCount: integer('gift_count'),
    comment: text('comment'),
    suppressedBecause: text('suppressed_because'),
    importedAt: integer('imported_at').notNull(),
    audience: text('audience').$type<Audience>(),
    /** Standing relations, a JSON list. */
    relations: text('relations'),
    relationEndedOn: text('relation_ended_on'),
    /** The charity's name for those who live together; null: who shares a number does. */
    household: text('household'),
  },
  (table) => [
    uniqueIndex('donors_client_code').on(table.clientId, table.donorCode),
    index('donors_household').on(table.clientId, table.household).where(sql`${table.household} is not null`),
  ],
);

/** Consents to be called, with what proves them. */
export const consents = sqliteTable(
  'consents',
  {
    consentId: text('consent_id').primaryKey(),
    ...clientRow,
    donorId: text('donor_id').notNull(),
    givenAt: integer('given_at').notNull(),
    means: text('means').$type<ConsentMeans>().notNull(),
    evidence: text('evidence'),
    outOfHours: integer('out_of_hours').notNull(),
    withdrawnAt: integer('withdrawn_at'),
    source: text('source').$type<ConsentSource>().notNull(),
    actor: text('actor').notNull(),
    recordedAt: integer('recorded_at').notNull(),
  },
  (table) => [index('consents_donor').on(table.donorId)],
);

/** `donor_id` null: known by an objection alone. `listed`: in the donor's newest import. `dead`: given up, from the log. */
export const numbers = sqliteTable(
  'numbers',
  {
    numberId: text('number_id').primaryKey(),
    ...clientRow,
    donorId: text('donor_id'),
    e164: text('e164').notNull(),
    kind: text('kind').$type<'fixed' | 'mobile' | 'other'>().notNull(),
    zones: text('zones').notNull(),
    holidayRegions: text('holiday_regions').notNull(),
    place: integer('place').notNull(),
    listed: integer('listed').notNull(),
    dead: integer('dead').notNull(),
    /** HMAC of the E.164, once there is an objection to it: outlives an erasure, which takes the number itself. */
    numberKey: text('number_key'),
  },
  (table) => [
    uniqueIndex('numbers_donor_e164').on(table.donorId, table.e164),
    index('numbers_e164').on(table.e164),
    index('numbers_key').on(table.numberKey).where(sql`number_key IS NOT NULL`),
  ],
);

/**
 * From imports: rank, imported_at, suppressed, reachable (some number is listed and not dead). From the log: the rest.
 * `state` and `due_slot` are computed from both, so that neither has to know the other (../contact-row.ts says the same).
 */
export const contacts = sqliteTable(
  'contacts',
  {
    contactId: text('contact_id').primaryKey(),
    ...clientRow,
    campaignId: text('campaign_id').notNull(),
    donorId: text('donor_id').notNull(),
    rank: real('rank').notNull(),
    importedAt: integer('imported_at').notNull(),
    suppressed: integer('suppressed').notNull(),
    reachable: integer('reachable').notNull(),
    livedState: text('lived_state').$type<ContactState>().notNull(),
    dueAt: integer('due_at'),
    attempts: integer('attempts').notNull(),
    technicalFailures: integer('technical_failures').notNull(),
    busyToday: integer('busy_today').notNull(),
    softRefusals: integer('soft_refusals').notNull(),
    agentRequired: integer('agent_required').notNull(),
    ownerId: text('owner_id'),
    state: text('state')
      .$type<ContactState>()
      .generatedAlwaysAs(
        (): SQL =>
          sql`CASE WHEN suppressed = 1 THEN 'suppressed' WHEN reachable = 0 AND lived_state IN ('ready', 'callback') THEN 'closed' ELSE lived_state END`,
        { mode: 'stored' },
      ),
    dueSlot: integer('due_slot').generatedAlwaysAs(
      (): SQL =>
        sql`CASE WHEN suppressed = 0 AND reachable = 1 AND lived_state IN ('ready', 'callback') THEN due_at / 900000 END`,
      { mode: 'stored' },
    ),
    callbacks: integer('callbacks').notNull().default(0),
    segment: text('segment').notNull().default(''),
    /** `held-out`: never called, to see what calling changes. */
    arm: text('arm').$type<Arm>().notNull().default('called'),
  },
  (table) => [
    uniqueIndex('contacts_donor_campaign').on(table.donorId, table.campaignId),
    index('contacts_due')
      .on(table.campaignId, table.segment, table.dueSlot, table.rank, table.dueAt, table.contactId)
      .where(sql`due_slot IS NOT NULL`),
    index('contacts_held').on(table.campaignId, table.contactId).where(sql`${table.state} = 'held'`),
  ],
);

/** How many contacts are in each state and slot (-1: not in the queue); kept by triggers on `contacts`. */
export const contactTallies = sqliteTable(
  'contact_tallies',
  {
    campaignId: text('campaign_id').notNull(),
    state: text('state').$type<ContactState>().notNull(),
    dueSlot: integer('due_slot').notNull(),
    total: integer('total').notNull(),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.state, table.dueSlot] })],
);

export const attempts = sqliteTable(
  'attempts',
  {
    attemptId: text('attempt_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    contactId: text('contact_id').notNull(),
    numberId: text('number_id').notNull(),
    legId: text('leg_id').notNull(),
    switchId: text('switch_id').notNull(),
    gatewayId: text('gateway_id').notNull(),
    mode: text('mode').$type<DialingMode>().notNull(),
    reservedAgentId: text('reserved_agent_id'),
    agentId: text('agent_id'),
    trunkLegId: text('trunk_leg_id'),
    plannedAt: integer('planned_at').notNull(),
    placedAt: integer('placed_at'),
    ringingAt: integer('ringing_at'),
    answeredAt: integer('answered_at'),
    bridgedAt: integer('bridged_at'),
    abandonedAt: integer('abandoned_at'),
    endedAt: integer('ended_at'),
    outcome: text('outcome').$type<Outcome>(),
    cause: text('cause'),
    sipStatus: integer('sip_status'),
    endedBy: text('ended_by').$type<'donor' | 'agent' | 'system' | 'unknown'>(),
    ringMs: integer('ring_ms'),
    talkMs: integer('talk_ms'),
    disposition: text('disposition').$type<DispositionCode>(),
    disposedAt: integer('disposed_at'),
    callbackAt: integer('callback_at'),
    segment: text('segment').notNull().default(''),
    /** When and for whom its result was first counted, and when an objection was. */
    countedAt: integer('counted_at'),
    countedAgent: text('counted_agent'),
    objectedAt: integer('objected_at'),
    /** 1: counted as a useful contact, as the steps and the length of the talk say. Null: as the result says. */
    countedUseful: integer('counted_useful'),
    refusalReason: text('refusal_reason').$type<RefusalReason>(),
  },
  (table) => [
    index('attempts_number').on(table.numberId, table.plannedAt),
    index('attempts_answered').on(table.campaignId, table.answeredAt).where(sql`answered_at IS NOT NULL`),
    index('attempts_open').on(table.plannedAt).where(sql`ended_at IS NULL`),
    index('attempts_wrap_up')
      .on(table.agentId)
      .where(sql`ended_at IS NOT NULL AND agent_id IS NOT NULL AND disposition IS NULL`),
  ],
);

export const legs = sqliteTable(
  'legs',
  {
    legId: text('leg_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id').notNull(),
    attemptId: text('attempt_id').notNull(),
    switchId: text('switch_id').notNull(),
    gatewayId: text('gateway_id').notNull(),
    plannedAt: integer('planned_at').notNull(),
    placedAt: integer('placed_at'),
    failedOverAt: integer('failed_over_at'),
    cause: text('cause'),
  },
  (table) => [index('legs_attempt').on(table.attemptId)],
);

export const objections = sqliteTable(
  'objections',
  {
    objectionId: text('objection_id').primaryKey(),
    ...tenant,
    campaignId: text('campaign_id'),
    numberId: text('number_id').notNull(),
    scope: text('scope').$type<'campaign' | 'client' | 'agency'>().notNull(),
    source: text('source').notNull(),
    attemptId: text('attempt_id'),
    at: integer('at').notNull(),
    channel: text('channel').$type<ObjectionChannel>().notNull(),
    reason: text('reason').$type<ObjectionReason>().notNull(),
  },
  (table) => [
    index('objections_number').on(table.numberId),
    index('objections_attempt').on(table.attemptId).where(sql`attempt_id IS NOT NULL`),
  ],
);

export const agentSessions = sqliteTable('agent_sessions', {
  agentId: text('agent_id').primaryKey(),
  ...tenant,
  state: text('state').$type<AgentState>().notNull(),
  since: integer('since').notNull(),
  loggedInAt: integer('logged_in_at').notNull(),
  line: text('line').notNull(),
  lineLegId: text('line_leg_id'),
  switchId: text('switch_id'),
  campaignIds: text('campaign_ids').notNull(),
  skills: text('skills').notNull(),
  supervisor: integer('supervisor').notNull(),
  attemptId: text('attempt_id'),
  pauseReason: text('pause_reason'),
  lastCall: integer('last_call').notNull(),
});

/** `name`: placed, answered, bridged, abandoned, ended, or `outcome:` and an outcome. */
export const campaignCounts = sqliteTable('campaign_counts', {
  counterId: text('counter_id').primaryKey(),
  ...tenant,
  campaignId: text('campaign_id').notNull(),
  name: text('name').notNull(),
  total: integer('total').notNull(),
});

/** Calls by the number shown and the day (UTC, since 1970) they ended; `placed`: what an answer rate divides by. */
export const callerIdDays = sqliteTable('caller_id_days', {
  counterId: text('counter_id').primaryKey(),
  ...tenant,
  callerId: text('caller_id').notNull(),
  day: integer('day').notNull(),
  placed: integer('placed').notNull(),
  answered: integer('answered').notNull(),
  rejected: integer('rejected').notNull(),
  short: integer('short').notNull(),
});

/** Who looked at a donor's record or erased it. */
export const donorAccesses = sqliteTable(
  'donor_accesses',
  {
    accessId: text('access_id').primaryKey(),
    ...clientRow,
    donorId: text('donor_id').notNull(),
    at: integer('at').notNull(),
    act: text('act').$type<DonorAct>().notNull(),
    actor: text('actor').notNull(),
  },
  (table) => [index('donor_accesses_donor').on(table.donorId, table.at)],
);

/** Limits of donor care as they were last set, with the reason that was written down. */
export const careSettings = sqliteTable('care_settings', {
  settingId: text('setting_id').primaryKey(),
  ...tenant,
  campaignId: text('campaign_id'),
  careLimit: text('care_limit').$type<CareLimitId>().notNull(),
  scope: text('scope').$type<ObjectionScope>().notNull(),
  value: integer('value').notNull(),
  reason: text('reason').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
});
