import {
  nextTryAt,
  type OutgoingEvent,
  WAITING_MAXIMUM,
  type Webhook,
  type WebhookFailure,
  type WebhookStanding,
  type WebhookStore,
} from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { OrgId } from '../../kernel/id.ts';
import { signatureHeader } from '../../kernel/signature.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Log } from '../logging.ts';
import type { Post } from './guarded-post.ts';

/** Between two looks at the log. */
const WEBHOOK_LOOK_MS = 2 * SECOND_MS;
const WEBHOOK_SIGNATURE_HEADER = 'foyer-signature';

export interface WebhookParts {
  readonly orgId: OrgId;
  readonly store: WebhookStore;
  readonly vault: Vault;
  readonly post: Post;
  /** The machine's: an event is signed with the time it is sent at. */
  readonly clock: Clock;
  readonly log: Log;
}

/** Where the secret of a subscription is sealed. */
export function webhookSecretPlace(webhookId: string): string {
  return `webhook.secret:${webhookId}`;
}

/** One round: what is due again, then what is new. Receivers are served side by side, each one event after the other. */
export async function deliverWebhooks(parts: WebhookParts): Promise<void> {
  const { store, orgId, clock } = parts;
  const webhooks = await store.all(orgId);
  if (webhooks.length === 0) return;
  const due = await store.due(orgId, clock.now());
  await Promise.all(
    webhooks.map(async (webhook) => {
      await retry(
        parts,
        webhook,
        due.filter(({ webhookId }) => webhookId === webhook.webhookId),
      );
      await goOn(parts, webhook);
    }),
  );
}

async function retry(parts: WebhookParts, webhook: Webhook, due: readonly WebhookFailure[]): Promise<void> {
  for (const { webhookId, eventId, position, attempts } of due) {
    const event = await parts.store.event(webhookId, eventId);
    const failure = event === undefined ? undefined : await send(parts, webhook, event, attempts);
    await parts.store.retried(webhookId, eventId, failure === undefined ? undefined : { ...failure, position });
    // Down still: the others wait for their own time, or for the next round.
    if (failure !== undefined) return;
  }
}

async function goOn(parts: WebhookParts, webhook: WebhookStanding): Promise<void> {
  if (webhook.waiting >= WAITING_MAXIMUM) return;
  const { webhookId } = webhook;
  const { events, next } = await parts.store.page(webhookId);
  let reached = webhook.position;
  for (const event of events) {
    const failure = await send(parts, webhook, event, 0);
    reached = event.position;
    // One at a time is put aside: with a receiver that is down, the log keeps the rest.
    if (failure !== undefined) return parts.store.advance(webhookId, reached, [failure]);
  }
  if (next > webhook.position) await parts.store.advance(webhookId, next, []);
}

/** Undefined: it was taken. */
async function send(
  parts: WebhookParts,
  webhook: Webhook,
  event: OutgoingEvent,
  before: number,
): Promise<WebhookFailure | undefined> {
  const { vault, post, clock, log } = parts;
  const { webhookId, url, sealedSecret } = webhook;
  const secret = vault.open(webhookSecretPlace(webhookId), sealedSecret);
  const at = clock.now();
  const failed = (words: string, gone: boolean): WebhookFailure => {
    const attempts = before + 1;
    const nextAt = gone ? null : nextTryAt(attempts, at);
    if (nextAt === null)
      log.warn({ webhookId, eventId: event.id, attempts, why: words }, 'a webhook is given up: see its failures');
    return { webhookId, eventId: event.id, position: event.position, attempts, nextAt, failedAt: at, words };
  };
  if (!secret.ok)
    return failed(`its secret cannot be opened (${secret.error}): put the old key of the vault back`, false);
  const { id, type, version, clientId, campaignId, data } = event;
  const body = JSON.stringify({ id, type, version, at: event.at, clientId, campaignId, data });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Foyer-Webhooks/1',
    'foyer-event-id': id,
    [WEBHOOK_SIGNATURE_HEADER]: signatureHeader(secret.value, body, at),
  };
  const posted = await post(url, headers, body);
  return posted.ok ? undefined : failed(posted.words, posted.gone);
}

/** Delivers until it is told to stop; the round under way is waited for. */
export function keepWebhooks(parts: WebhookParts): () => Promise<void> {
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  const look = (): void => {
    round = deliverWebhooks(parts)
      .catch((error: unknown) => parts.log.error({ error }, 'webhooks could not be delivered'))
      .then(() => {
        if (!stopped) cancel = parts.clock.schedule(WEBHOOK_LOOK_MS, look);
      });
  };
  cancel = parts.clock.schedule(WEBHOOK_LOOK_MS, look);
  return async () => {
    stopped = true;
    cancel();
    await round;
  };
}
