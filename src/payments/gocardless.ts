import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { CardAsked, CardLink } from '../campaigns/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { isUuid } from '../kernel/id.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { sameHex } from '../kernel/signature.ts';
import type { PaymentFact, PaymentService, WebhookProblem, WebhookReading, WebhookRequest } from './payment-service.ts';
import type { GocardlessSettings } from './payment-settings.ts';
import { postForJson } from './post-json.ts';
import { jsonOf } from './stripe.ts';

const API_VERSION = '2015-07-06';
/** In one webhook, by GoCardless's own limit. */
const MAX_EVENTS = 250;
const MAX_LABEL = 100;

const billingRequest = z.object({ billing_requests: z.object({ id: z.string().min(1).max(100) }) });
const flow = z.object({ billing_request_flows: z.object({ authorisation_url: z.url({ protocol: /^https?$/ }) }) });
const webhook = z.object({
  events: z
    .array(
      z.object({
        id: z.string().min(1).max(255),
        created_at: z.iso.datetime({ offset: true }),
        resource_type: z.string(),
        action: z.string(),
        resource_metadata: z.record(z.string(), z.string()).nullish(),
        metadata: z.record(z.string(), z.string()).nullish(),
        details: z.object({ cause: z.string().nullish(), reason_code: z.string().nullish() }).nullish(),
      }),
    )
    .max(MAX_EVENTS),
});
type GocardlessEvent = z.infer<typeof webhook>['events'][number];

/** GoCardless: a billing request and the page on which the donor pays it from the bank (developer.gocardless.com). */
export function gocardlessService(settings: GocardlessSettings, clock: Clock): PaymentService {
  return {
    name: 'gocardless',
    link: (asked) => createFlow(settings, asked, clock),
    readWebhook: (request) => readWebhook(settings, request),
  };
}

async function createFlow(
  { accessToken, apiUrl }: GocardlessSettings,
  asked: CardAsked,
  clock: Clock,
): Promise<CardLink> {
  const { promiseId, clientId, amountCents, currency, label, returnUrl, key } = asked;
  const post = (path: string, body: unknown, keyOf: string) =>
    postForJson(
      'GoCardless',
      {
        url: `${apiUrl}${path}`,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/json',
          'gocardless-version': API_VERSION,
          'idempotency-key': keyOf,
        },
        body: JSON.stringify(body),
      },
      clock,
    );
  const metadata = { promise_id: promiseId, client_id: clientId };
  const request = await post(
    '/billing_requests',
    {
      billing_requests: {
        metadata,
        payment_request: {
          description: label.slice(0, MAX_LABEL),
          amount: amountCents,
          currency: currency.toUpperCase(),
          metadata,
        },
      },
    },
    key,
  );
  if (!request.ok) return { ok: false, message: request.error };
  const made = billingRequest.safeParse(request.value);
  if (!made.success) return noLink;
  const page = await post(
    '/billing_request_flows',
    {
      billing_request_flows: {
        redirect_uri: returnUrl,
        exit_uri: returnUrl,
        links: { billing_request: made.data.billing_requests.id },
      },
    },
    `${key}:flow`,
  );
  if (!page.ok) return { ok: false, message: page.error };
  const shown = flow.safeParse(page.value);
  return shown.success ? { ok: true, url: shown.data.billing_request_flows.authorisation_url } : noLink;
}

const noLink: CardLink = { ok: false, message: 'GoCardless gave no link: try again, or choose another way.' };

function readWebhook(
  { webhookSecrets }: GocardlessSettings,
  { header, body }: WebhookRequest,
): Result<WebhookReading, WebhookProblem> {
  const given = header('webhook-signature') ?? '';
  const right = webhookSecrets.map((secret) => createHmac('sha256', secret).update(body).digest());
  if (!right.some((digest) => sameHex(given, digest))) return err('not-signed');
  const parsed = webhook.safeParse(jsonOf(body));
  if (!parsed.success) return err('unreadable');
  const facts = parsed.data.events.flatMap((each) => factOf(each) ?? []);
  return ok({ facts, others: parsed.data.events.length - facts.length });
}

const STATUS: Readonly<Record<string, PaymentFact['status']>> = {
  // Confirmed: it is on its way for certain; paid out: it has arrived.
  confirmed: 'paid',
  paid_out: 'settled',
  failed: 'failed',
  cancelled: 'failed',
  customer_approval_denied: 'failed',
  late_failure_settled: 'returned',
  charged_back: 'returned',
};

function factOf({
  id,
  created_at,
  resource_type,
  action,
  resource_metadata,
  metadata,
  details,
}: GocardlessEvent): PaymentFact | undefined {
  const status = resource_type === 'payments' ? STATUS[action] : undefined;
  const promiseId = resource_metadata?.['promise_id'] ?? metadata?.['promise_id'] ?? '';
  if (status === undefined || !isUuid(promiseId)) return undefined;
  const failed = status === 'failed' || status === 'returned';
  const code = failed ? (details?.reason_code ?? details?.cause ?? action) : null;
  // Its events name no amount: it is that of the promise.
  return { key: `gocardless:${id}`, status, promiseId, amountCents: null, code, at: Date.parse(created_at) };
}
