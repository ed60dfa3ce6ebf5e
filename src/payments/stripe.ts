import { z } from 'zod';
import type { CardAsked, CardLink } from '../campaigns/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { isUuid } from '../kernel/id.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { signatureProblem } from '../kernel/signature.ts';
import type { PaymentFact, PaymentService, WebhookProblem, WebhookReading, WebhookRequest } from './payment-service.ts';
import type { StripeSettings } from './payment-settings.ts';
import { postForJson } from './post-json.ts';

/** A version of Stripe's API whose fields are those read here. */
const API_VERSION = '2024-06-20';
const MAX_LABEL = 120;

const session = z.object({ url: z.url({ protocol: /^https?$/ }) });
const cents = z.int().nonnegative();
const metadata = z.object({ promise_id: z.string().optional() }).nullish();
const event = z.object({
  id: z.string().min(1).max(255),
  type: z.string(),
  created: z.int(),
  data: z.object({
    object: z.object({
      amount_total: cents.nullish(),
      amount_refunded: cents.nullish(),
      payment_status: z.string().nullish(),
      client_reference_id: z.string().nullish(),
      metadata,
      last_payment_error: z.object({ code: z.string().nullish() }).nullish(),
    }),
    previous_attributes: z.object({ amount_refunded: cents.nullish() }).nullish(),
  }),
});
type StripeEvent = z.infer<typeof event>;

/** Stripe Checkout: a page of Stripe's for one gift by card (docs.stripe.com/api/checkout/sessions). */
export function stripeService(settings: StripeSettings, clock: Clock): PaymentService {
  return {
    name: 'stripe',
    link: (asked) => createSession(settings, asked, clock),
    readWebhook: (request) => readWebhook(settings, request),
  };
}

async function createSession({ apiKey, apiUrl }: StripeSettings, asked: CardAsked, clock: Clock): Promise<CardLink> {
  const { promiseId, clientId, amountCents, currency, label, returnUrl, key } = asked;
  const metadataOf = (place: string): [string, string][] => [
    [`${place}[promise_id]`, promiseId],
    [`${place}[client_id]`, clientId],
  ];
  const body = new URLSearchParams([
    ['mode', 'payment'],
    ['submit_type', 'donate'],
    ['client_reference_id', promiseId],
    ['success_url', returnUrl],
    ['cancel_url', returnUrl],
    ['line_items[0][quantity]', '1'],
    ['line_items[0][price_data][currency]', currency.toLowerCase()],
    ['line_items[0][price_data][unit_amount]', String(amountCents)],
    ['line_items[0][price_data][product_data][name]', label.slice(0, MAX_LABEL)],
    ...metadataOf('metadata'),
    // The charge carries them too: a refund tells of the charge alone.
    ...metadataOf('payment_intent_data[metadata]'),
  ]);
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/x-www-form-urlencoded',
    'stripe-version': API_VERSION,
    'idempotency-key': key,
  };
  const answer = await postForJson(
    'Stripe',
    { url: `${apiUrl}/v1/checkout/sessions`, headers, body: body.toString() },
    clock,
  );
  if (!answer.ok) return { ok: false, message: answer.error };
  const made = session.safeParse(answer.value);
  return made.success
    ? { ok: true, url: made.data.url }
    : { ok: false, message: 'Stripe gave no link: try again, or choose another way.' };
}

function readWebhook(
  { webhookSecrets }: StripeSettings,
  { header, body, at }: WebhookRequest,
): Result<WebhookReading, WebhookProblem> {
  const problem = signatureProblem({ header: header('stripe-signature'), body, at }, webhookSecrets);
  if (problem !== undefined) return err(problem === 'too-old' ? 'too-old' : 'not-signed');
  const parsed = event.safeParse(jsonOf(body));
  if (!parsed.success) return err('unreadable');
  const fact = factOf(parsed.data);
  return ok(fact === undefined ? { facts: [], others: 1 } : { facts: [fact], others: 0 });
}

/** Undefined for bytes that are no JSON. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

function factOf({ id, type, created, data }: StripeEvent): PaymentFact | undefined {
  const { object } = data;
  const promiseId = object.metadata?.promise_id ?? object.client_reference_id ?? '';
  if (!isUuid(promiseId)) return undefined;
  const about = { key: `stripe:${id}`, promiseId, at: created * 1_000 };
  switch (type) {
    case 'checkout.session.completed':
      // Slow ways to pay complete the page before the money moves.
      return object.payment_status === 'paid'
        ? { ...about, status: 'paid', amountCents: object.amount_total ?? null, code: null }
        : undefined;
    case 'checkout.session.async_payment_succeeded':
      return { ...about, status: 'paid', amountCents: object.amount_total ?? null, code: null };
    case 'checkout.session.async_payment_failed':
      return {
        ...about,
        status: 'failed',
        amountCents: object.amount_total ?? null,
        code: object.last_payment_error?.code ?? 'payment-failed',
      };
    case 'charge.refunded': {
      // The sum of all refunds so far; this one is what it grew by.
      const before = data.previous_attributes?.amount_refunded ?? 0;
      return {
        ...about,
        status: 'returned',
        amountCents: Math.max(0, (object.amount_refunded ?? 0) - before),
        code: 'refunded',
      };
    }
    default:
      return undefined;
  }
}
