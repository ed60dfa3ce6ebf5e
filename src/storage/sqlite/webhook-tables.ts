import type {
  MessageChannel,
  MessageClaim,
  OutgoingEvent,
  Webhook,
  WebhookFailure,
  WebhookStanding,
} from '../../campaigns/index.ts';
import type { OrgId } from '../../kernel/id.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import {
  FAILURES_SHOWN,
  SCAN_MAXIMUM,
  SENT_MESSAGES_DAYS,
  WEBHOOK_PAGE,
  WEBHOOKS_MAXIMUM,
} from '../outgoing-limits.ts';
import type { Connection } from './open-database.ts';

interface WebhookRow {
  readonly webhook_id: string;
  readonly org_id: string;
  readonly client_id: string;
  readonly url: string;
  readonly event_types: string;
  readonly sealed_secret: string;
  readonly position: number;
  readonly created_at: number;
  readonly created_by: string;
  readonly waiting: number;
  readonly dead: number;
}

interface FailureRow {
  readonly webhook_id: string;
  readonly event_id: string;
  readonly position: number;
  readonly attempts: number;
  readonly next_at: number | null;
  readonly failed_at: number;
  readonly words: string;
}

interface EventRow {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly at: number;
  readonly client_id: string;
  readonly campaign_id: string | null;
  readonly data: string;
}

const STANDING = `SELECT w.*,
  (SELECT count(*) FROM webhook_failures f WHERE f.webhook_id = w.webhook_id AND f.next_at IS NOT NULL) AS waiting,
  (SELECT count(*) FROM webhook_failures f WHERE f.webhook_id = w.webhook_id AND f.next_at IS NULL) AS dead
  FROM webhooks w`;
const EVENT = 'SELECT position, id, type, version, at, client_id, campaign_id, data FROM events';

/** Questions of the reader threads. */
export function webhookQuestions(db: Connection) {
  const all = db.prepare<[string], WebhookRow>(`${STANDING} WHERE w.org_id = ? ORDER BY w.webhook_id`);
  const byId = db.prepare<[string], WebhookRow>(`${STANDING} WHERE w.webhook_id = ?`);
  const last = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
  const page = db.prepare<[number, number, string, string, string, number], EventRow>(
    `${EVENT} WHERE position > ? AND position <= ? AND org_id = ? AND client_id = ?
      AND type IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?`,
  );
  const event = db.prepare<[string, string], EventRow>(
    `${EVENT} WHERE id = ? AND client_id = (SELECT client_id FROM webhooks WHERE webhook_id = ?)`,
  );
  const due = db.prepare<[number, string, number], FailureRow>(
    `SELECT f.* FROM webhook_failures f JOIN webhooks w USING (webhook_id)
      WHERE f.next_at IS NOT NULL AND f.next_at <= ? AND w.org_id = ? ORDER BY f.next_at LIMIT ?`,
  );
  const failures = db.prepare<[string, number], FailureRow>(
    'SELECT * FROM webhook_failures WHERE webhook_id = ? ORDER BY position DESC LIMIT ?',
  );
  return {
    webhooks: (orgId: OrgId): WebhookStanding[] => all.all(orgId).map(standingOf),
    webhookById: (webhookId: string): WebhookStanding | undefined => {
      const row = byId.get(webhookId);
      return row === undefined ? undefined : standingOf(row);
    },
    webhookPage: (webhookId: string): { readonly events: OutgoingEvent[]; readonly next: number } => {
      const webhook = byId.get(webhookId);
      if (webhook === undefined) return { events: [], next: 0 };
      const until = Math.min(last.get() ?? 0, webhook.position + SCAN_MAXIMUM);
      const { position, org_id, client_id, event_types } = webhook;
      const rows = page.all(position, until, org_id, client_id, event_types, WEBHOOK_PAGE);
      const next = rows.length === WEBHOOK_PAGE ? (rows.at(-1)?.position ?? until) : Math.max(until, position);
      return { events: rows.map(eventOf), next };
    },
    webhookEvent: (webhookId: string, eventId: string): OutgoingEvent | undefined => {
      const row = event.get(eventId, webhookId);
      return row === undefined ? undefined : eventOf(row);
    },
    webhooksDue: (orgId: OrgId, at: UtcMs): WebhookFailure[] => due.all(at, orgId, WEBHOOK_PAGE).map(failureOf),
    webhookFailures: (webhookId: string): WebhookFailure[] => failures.all(webhookId, FAILURES_SHOWN).map(failureOf),
  };
}

/** Acts of the writer thread; each is one transaction. */
export function webhookWriter(db: Connection) {
  const count = db.prepare<[string], number>('SELECT count(*) FROM webhooks WHERE org_id = ?').pluck();
  const insert = db.prepare(`INSERT INTO webhooks
    (webhook_id, org_id, client_id, url, event_types, sealed_secret, position, created_at, created_by)
    SELECT ?, ?, ?, ?, ?, ?, coalesce(max(position), 0), ?, ? FROM events`);
  const remove = db.prepare('DELETE FROM webhooks WHERE webhook_id = ?');
  const forget = db.prepare('DELETE FROM webhook_failures WHERE webhook_id = ?');
  const move = db.prepare('UPDATE webhooks SET position = ? WHERE webhook_id = ?');
  const fail = db.prepare(`INSERT INTO webhook_failures
    (webhook_id, event_id, position, attempts, next_at, failed_at, words) SELECT webhook_id, ?, ?, ?, ?, ?, ?
    FROM webhooks WHERE webhook_id = ?
    ON CONFLICT (webhook_id, event_id) DO UPDATE SET attempts = excluded.attempts, next_at = excluded.next_at,
      failed_at = excluded.failed_at, words = excluded.words`);
  const note = ({ webhookId, eventId, position, attempts, nextAt, failedAt, words }: WebhookFailure) =>
    fail.run(eventId, position, attempts, nextAt, failedAt, words, webhookId);
  const taken = db.prepare('DELETE FROM webhook_failures WHERE webhook_id = ? AND event_id = ?');
  const revive = db.prepare(
    `UPDATE webhook_failures SET attempts = 0, next_at = ? WHERE webhook_id = ? AND next_at IS NULL AND (? IS NULL OR event_id = ?)`,
  );
  const rewind = db.prepare(
    `UPDATE webhooks SET position = min(position, coalesce((SELECT min(position) - 1 FROM events WHERE at >= ?), position))
      WHERE webhook_id = ?`,
  );
  const whole = <Args extends unknown[], T>(act: (...args: Args) => T) => {
    const transaction = db.transaction(act);
    return (...args: Args): T => transaction.immediate(...args);
  };
  return {
    addWebhook: whole((webhook: Omit<Webhook, 'position'>): boolean => {
      const { webhookId, orgId, clientId, url, eventTypes, sealedSecret, createdAt, createdBy } = webhook;
      if ((count.get(orgId) ?? 0) >= WEBHOOKS_MAXIMUM) return false;
      insert.run(webhookId, orgId, clientId, url, JSON.stringify(eventTypes), sealedSecret, createdAt, createdBy);
      return true;
    }),
    removeWebhook: whole((webhookId: string): void => {
      forget.run(webhookId);
      remove.run(webhookId);
    }),
    advanceWebhook: whole((webhookId: string, position: number, failed: readonly WebhookFailure[]): void => {
      for (const failure of failed) note(failure);
      move.run(position, webhookId);
    }),
    webhookRetried: whole((webhookId: string, eventId: string, failure: WebhookFailure | undefined): void => {
      if (failure === undefined) taken.run(webhookId, eventId);
      else note(failure);
    }),
    reviveWebhook: whole(
      (webhookId: string, eventId: string | null, at: UtcMs): number =>
        revive.run(at, webhookId, eventId, eventId).changes,
    ),
    rewindWebhook: whole((webhookId: string, since: UtcMs): void => void rewind.run(since, webhookId)),
    ...sentMessageWriter(db, whole),
  };
}

function sentMessageWriter(
  db: Connection,
  whole: <Args extends unknown[], T>(act: (...args: Args) => T) => (...args: Args) => T,
) {
  const known = db.prepare<[string], { readonly reference: string | null }>(
    'SELECT reference FROM sent_messages WHERE message_key = ?',
  );
  const begin = db.prepare('INSERT INTO sent_messages (message_key, channel, at, reference) VALUES (?, ?, ?, NULL)');
  const settle = db.prepare('UPDATE sent_messages SET reference = ? WHERE message_key = ?');
  const release = db.prepare('DELETE FROM sent_messages WHERE message_key = ? AND reference IS NULL');
  const prune = db.prepare('DELETE FROM sent_messages WHERE at < ?');
  return {
    claimMessage: whole((key: string, channel: MessageChannel, at: UtcMs): MessageClaim => {
      prune.run(at - SENT_MESSAGES_DAYS * DAY_MS);
      const row = known.get(key);
      if (row !== undefined)
        return row.reference === null ? { state: 'begun' } : { state: 'sent', reference: row.reference };
      begin.run(key, channel, at);
      return { state: 'yours' };
    }),
    settleMessage: whole((key: string, reference: string): void => void settle.run(reference, key)),
    releaseMessage: whole((key: string): void => void release.run(key)),
  };
}

function standingOf(row: WebhookRow): WebhookStanding {
  return {
    webhookId: row.webhook_id,
    orgId: row.org_id as WebhookStanding['orgId'],
    clientId: row.client_id as WebhookStanding['clientId'],
    url: row.url,
    eventTypes: JSON.parse(row.event_types) as string[],
    sealedSecret: row.sealed_secret,
    position: row.position,
    createdAt: row.created_at,
    createdBy: row.created_by,
    waiting: row.waiting,
    dead: row.dead,
  };
}

function failureOf(row: FailureRow): WebhookFailure {
  return {
    webhookId: row.webhook_id,
    eventId: row.event_id,
    position: row.position,
    attempts: row.attempts,
    nextAt: row.next_at,
    failedAt: row.failed_at,
    words: row.words,
  };
}

function eventOf(row: EventRow): OutgoingEvent {
  return {
    position: row.position,
    id: row.id,
    type: row.type,
    version: row.version,
    at: row.at,
    clientId: row.client_id as OutgoingEvent['clientId'],
    campaignId: row.campaign_id as OutgoingEvent['campaignId'],
    data: JSON.parse(row.data) as unknown,
  };
}
