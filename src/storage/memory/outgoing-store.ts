import type {
  MessageClaim,
  OutgoingEvent,
  SentMessages,
  Webhook,
  WebhookFailure,
  WebhookStanding,
  WebhookStore,
} from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { DAY_MS } from '../../kernel/time.ts';
import {
  FAILURES_SHOWN,
  SCAN_MAXIMUM,
  SENT_MESSAGES_DAYS,
  WEBHOOK_PAGE,
  WEBHOOKS_MAXIMUM,
} from '../outgoing-limits.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryLog } from './memory-log.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What leaves the house: subscriptions, what could not be given over, and which messages have gone. */
export function memoryOutgoing(
  log: MemoryLog,
  faults: FaultLine,
): { readonly webhooks: WebhookStore; readonly sentMessages: SentMessages } {
  return { webhooks: memoryWebhooks(log, faults), sentMessages: memorySentMessages(faults) };
}

/** The rows of subscriptions and of what could not be given over. */
class HookRows {
  readonly webhooks = new Map<string, Mutable<Webhook>>();
  readonly #failures = new Map<string, Mutable<WebhookFailure>>();

  get failures(): readonly Mutable<WebhookFailure>[] {
    return [...this.#failures.values()];
  }

  of(webhookId: string): readonly Mutable<WebhookFailure>[] {
    return this.failures.filter((each) => each.webhookId === webhookId);
  }

  note(failure: WebhookFailure): void {
    if (!this.webhooks.has(failure.webhookId)) return;
    const key = keyOf(failure.webhookId, failure.eventId);
    const known = this.#failures.get(key);
    this.#failures.set(key, { ...failure, position: known?.position ?? failure.position });
  }

  forget(webhookId: string, eventId: string): void {
    this.#failures.delete(keyOf(webhookId, eventId));
  }

  standing(webhook: Webhook): WebhookStanding {
    const own = this.of(webhook.webhookId);
    const dead = own.filter(({ nextAt }) => nextAt === null).length;
    return { ...webhook, eventTypes: [...webhook.eventTypes], waiting: own.length - dead, dead };
  }
}

function keyOf(webhookId: string, eventId: string): string {
  return `${webhookId}\n${eventId}`;
}

function memoryWebhooks(log: MemoryLog, faults: FaultLine): WebhookStore {
  const rows = new HookRows();
  return { ...subscriptions(rows, log, faults), ...failuresOf(rows, faults) };
}

type FailureDoor = 'due' | 'retried' | 'failures' | 'revive';

function subscriptions(rows: HookRows, log: MemoryLog, faults: FaultLine): Omit<WebhookStore, FailureDoor> {
  const { webhooks } = rows;
  return {
    all: (orgId) =>
      faults.read('webhooks.all', () =>
        [...webhooks.values()]
          .filter((each) => each.orgId === orgId)
          .sort((a, b) => (a.webhookId < b.webhookId ? -1 : 1))
          .map((each) => rows.standing(each)),
      ),
    byId: (webhookId) =>
      faults.read('webhooks.byId', () => {
        const webhook = webhooks.get(webhookId);
        return webhook === undefined ? undefined : rows.standing(webhook);
      }),
    add: (webhook) =>
      faults.write('webhooks.add', () => {
        const own = [...webhooks.values()].filter(({ orgId }) => orgId === webhook.orgId);
        if (own.length >= WEBHOOKS_MAXIMUM) return false;
        webhooks.set(webhook.webhookId, { ...webhook, position: log.position });
        return true;
      }),
    remove: (webhookId) =>
      faults.write('webhooks.remove', () => {
        for (const { eventId } of rows.of(webhookId)) rows.forget(webhookId, eventId);
        webhooks.delete(webhookId);
      }),
    page: (webhookId) => faults.read('webhooks.page', () => pageOf(log, webhooks.get(webhookId))),
    event: (webhookId, eventId) =>
      faults.read('webhooks.event', () => {
        const clientId = webhooks.get(webhookId)?.clientId;
        for (const [position, event] of placed(log))
          if (event.id === eventId && event.clientId === clientId) return outgoing(event, position);
        return undefined;
      }),
    advance: (webhookId, position, failed) =>
      faults.write('webhooks.advance', () => {
        for (const failure of failed) rows.note(failure);
        const webhook = webhooks.get(webhookId);
        if (webhook !== undefined) webhook.position = position;
      }),
    rewind: (webhookId, since) =>
      faults.write('webhooks.rewind', () => {
        const webhook = webhooks.get(webhookId);
        const first = [...placed(log)].find(([, { at }]) => at >= since)?.[0];
        if (webhook !== undefined && first !== undefined) webhook.position = Math.min(webhook.position, first - 1);
      }),
  };
}

function failuresOf(rows: HookRows, faults: FaultLine): Pick<WebhookStore, FailureDoor> {
  return {
    due: (orgId, at) =>
      faults.read('webhooks.due', () =>
        rows.failures
          .filter(({ webhookId, nextAt }) => (nextAt ?? at + 1) <= at && rows.webhooks.get(webhookId)?.orgId === orgId)
          .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
          .slice(0, WEBHOOK_PAGE)
          .map((each) => ({ ...each })),
      ),
    retried: (webhookId, eventId, failure) =>
      faults.write('webhooks.retried', () => {
        if (failure === undefined) rows.forget(webhookId, eventId);
        else rows.note(failure);
      }),
    failures: (webhookId) =>
      faults.read('webhooks.failures', () =>
        rows
          .of(webhookId)
          .toSorted((a, b) => b.position - a.position)
          .slice(0, FAILURES_SHOWN)
          .map((each) => ({ ...each })),
      ),
    revive: (webhookId, eventId, at) =>
      faults.write('webhooks.revive', () => {
        const asked = rows.of(webhookId).filter((each) => (eventId ?? each.eventId) === each.eventId);
        const dead = asked.filter(({ nextAt }) => nextAt === null);
        for (const each of dead) Object.assign(each, { attempts: 0, nextAt: at });
        return dead.length;
      }),
  };
}

function* placed(log: MemoryLog): Generator<readonly [position: number, event: FloorEvent]> {
  let position = log.forgotten;
  for (const event of log) yield [++position, event];
}

function pageOf(log: MemoryLog, webhook: Webhook | undefined): { events: OutgoingEvent[]; next: number } {
  if (webhook === undefined) return { events: [], next: 0 };
  const until = Math.min(log.position, webhook.position + SCAN_MAXIMUM);
  const events: OutgoingEvent[] = [];
  for (const [position, event] of placed(log)) {
    if (position <= webhook.position || position > until) continue;
    const { orgId, clientId, type } = event;
    if (orgId !== webhook.orgId || clientId !== webhook.clientId || !webhook.eventTypes.includes(type)) continue;
    events.push(outgoing(event, position));
    if (events.length === WEBHOOK_PAGE) return { events, next: position };
  }
  return { events, next: Math.max(until, webhook.position) };
}

function outgoing(event: FloorEvent, position: number): OutgoingEvent {
  const { id, type, version, at, clientId, campaignId, data } = event;
  return {
    position,
    id,
    type,
    version,
    at,
    clientId: clientId as OutgoingEvent['clientId'],
    campaignId,
    data: structuredClone(data) as unknown,
  };
}

function memorySentMessages(faults: FaultLine): SentMessages {
  const sent = new Map<string, { readonly at: number; reference: string | null }>();
  return {
    claim: (key, _channel, at) =>
      faults.write('sentMessages.claim', (): MessageClaim => {
        for (const [each, row] of sent) if (row.at < at - SENT_MESSAGES_DAYS * DAY_MS) sent.delete(each);
        const row = sent.get(key);
        if (row !== undefined)
          return row.reference === null ? { state: 'begun' } : { state: 'sent', reference: row.reference };
        sent.set(key, { at, reference: null });
        return { state: 'yours' };
      }),
    settle: (key, reference) =>
      faults.write('sentMessages.settle', () => {
        const row = sent.get(key);
        if (row !== undefined) row.reference = reference;
      }),
    release: (key) =>
      faults.write('sentMessages.release', () => {
        if (sent.get(key)?.reference === null) sent.delete(key);
      }),
  };
}
