import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type {
  FreezeCause,
  Frequency,
  MandateState,
  PromiseChannel,
  PromiseKind,
  PromiseState,
  SignatureMethod,
} from '../../campaigns/index.ts';

const clientRow = { orgId: text('org_id').notNull(), clientId: text('client_id').notNull() };

/** From the log. */
export const promises = sqliteTable(
  'promises',
  {
    promiseId: text('promise_id').primaryKey(),
    ...clientRow,
    campaignId: text('campaign_id').notNull(),
    contactId: text('contact_id').notNull(),
    attemptId: text('attempt_id'),
    agentId: text('agent_id'),
    kind: text('kind').$type<PromiseKind>().notNull(),
    amountCents: integer('amount_cents'),
    currency: text('currency').notNull(),
    frequency: text('frequency').$type<Frequency>().notNull(),
    debitDay: integer('debit_day'),
    askStep: integer('ask_step'),
    donorNamed: integer('donor_named').notNull(),
    channel: text('channel').$type<PromiseChannel>(),
    state: text('state').$type<PromiseState>().notNull(),
    since: integer('since').notNull(),
    agreedAt: integer('agreed_at').notNull(),
    held: text('held').$type<PromiseState>(),
    heldBecause: text('held_because').$type<FreezeCause>(),
    reviewedAt: integer('reviewed_at'),
    link: integer('link').notNull(),
    sentAt: integer('sent_at'),
    openedAt: integer('opened_at'),
    ibanTypedAt: integer('iban_typed_at'),
    signedAt: integer('signed_at'),
    keptAt: integer('kept_at'),
    failedAt: integer('failed_at'),
    failureCode: text('failure_code'),
    reminders: integer('reminders').notNull(),
    nextReminderAt: integer('next_reminder_at'),
    paidCents: integer('paid_cents').notNull(),
    paused: integer('paused').notNull(),
    pausedUntil: integer('paused_until'),
    mandateId: text('mandate_id'),
    offerId: text('offer_id'),
    offerTitle: text('offer_title'),
    offerMonths: integer('offer_months'),
    renewsOn: text('renews_on'),
    amendedAt: integer('amended_at'),
  },
  (table) => [
    index('promises_attempt').on(table.attemptId),
    index('promises_contact').on(table.contactId),
    index('promises_campaign').on(table.campaignId, table.promiseId),
    index('promises_due').on(table.nextReminderAt).where(sql`next_reminder_at IS NOT NULL`),
  ],
);

/** From the log. */
export const mandates = sqliteTable(
  'mandates',
  {
    mandateId: text('mandate_id').primaryKey(),
    ...clientRow,
    campaignId: text('campaign_id').notNull(),
    promiseId: text('promise_id').notNull(),
    contactId: text('contact_id').notNull(),
    rum: text('rum').notNull(),
    creditorId: text('creditor_id').notNull(),
    state: text('state').$type<MandateState>().notNull(),
    held: text('held').$type<MandateState>(),
    heldBecause: text('held_because'),
    draftedAt: integer('drafted_at').notNull(),
    sentAt: integer('sent_at'),
    signedAt: integer('signed_at'),
    method: text('method').$type<SignatureMethod>(),
    proofHash: text('proof_hash'),
    exportedAt: integer('exported_at'),
    firstDebitAt: integer('first_debit_at'),
    lastDebitAt: integer('last_debit_at'),
    presented: integer('presented').notNull().default(0),
    presentedOn: text('presented_on'),
  },
  (table) => [
    uniqueIndex('mandates_rum').on(table.rum),
    index('mandates_state').on(table.clientId, table.state),
    index('mandates_contact').on(table.contactId),
  ],
);

/** From the log: the keys of all acts, so that none is done twice. */
export const promiseActs = sqliteTable('promise_acts', {
  actKey: text('act_key').primaryKey(),
  promiseId: text('promise_id').notNull(),
});

/** Personal data of promises; gone with the donor. */
export const promiseDetails = sqliteTable(
  'promise_details',
  {
    promiseId: text('promise_id').primaryKey(),
    ...clientRow,
    donorId: text('donor_id').notNull(),
    email: text('email'),
    phone: text('phone'),
    postal: text('postal'),
    name: text('name'),
    sealedIban: text('sealed_iban'),
    ibanCountry: text('iban_country'),
    ibanLast4: text('iban_last4'),
    bankName: text('bank_name'),
    bic: text('bic'),
    codeHash: text('code_hash'),
    codeSentAt: integer('code_sent_at'),
    codeBy: text('code_by').$type<'sms' | 'email'>(),
    codeTriesLeft: integer('code_tries_left').notNull(),
    codesSent: integer('codes_sent').notNull(),
    proofText: text('proof_text'),
    proofAt: integer('proof_at'),
    proofIp: text('proof_ip'),
    proofLast4: text('proof_last4'),
  },
  (table) => [index('promise_details_donor').on(table.donorId)],
);

/** Who collects a charity's gifts; `address`: a JSON list of lines. */
export const creditors = sqliteTable('creditors', {
  clientId: text('client_id').primaryKey(),
  orgId: text('org_id').notNull(),
  name: text('name').notNull(),
  address: text('address').notNull(),
  creditorId: text('creditor_id').notNull(),
  iban: text('iban'),
  bic: text('bic'),
  rumPrefix: text('rum_prefix').notNull(),
  ceilingMonthlyCents: integer('ceiling_monthly_cents').notNull(),
  ceilingOneOffCents: integer('ceiling_one_off_cents').notNull(),
  zone: text('zone').notNull(),
});
