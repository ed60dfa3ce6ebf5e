import { createHmac } from 'node:crypto';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CardAsked } from '../campaigns/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { signatureHeader } from '../kernel/signature.ts';
import { actOfPayment } from './act-of-payment.ts';
import { gocardlessService } from './gocardless.ts';
import type { PaymentFact } from './payment-service.ts';
import { paymentSettings } from './payment-settings.ts';
import { stripeService } from './stripe.ts';

const AT = Date.UTC(2026, 10, 25, 10);
const PROMISE = '0193a2c4-7e00-7000-8000-000000000001';
const SECRET = 'whsec_of_this_test';
const clock: Clock = { now: () => AT, monotonic: () => 0, schedule: () => () => undefined };
const settings = paymentSettings.parse({
  stripe: { apiKey: 'rk_test_1', webhookSecrets: [SECRET, 'whsec_before_it'] },
  gocardless: { accessToken: 'sandbox_1', webhookSecrets: [SECRET] },
});
if (settings.stripe === undefined || settings.gocardless === undefined) throw new Error('both are set');
const stripe = stripeService(settings.stripe, clock);
const gocardless = gocardlessService(settings.gocardless, clock);
const asked: CardAsked = {
  promiseId: PROMISE,
  clientId: 'c1',
  amountCents: 4_000,
  currency: 'EUR',
  label: 'Don & merci',
  returnUrl: 'https://foyer.example/s/abc',
  key: `card:${PROMISE}`,
};

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const SESSIONS = 'https://api.stripe.com/v1/checkout/sessions';

describe('Stripe', () => {
  it('makes a page for the gift', async () => {
    let form = new URLSearchParams();
    server.use(
      http.post(SESSIONS, async ({ request }) => {
        form = new URLSearchParams(await request.text());
        expect(request.headers.get('authorization')).toBe('Bearer rk_test_1');
        expect(request.headers.get('idempotency-key')).toBe(asked.key);
        return HttpResponse.json({ id: 'cs_1', url: 'https://checkout.stripe.com/c/pay/cs_1' });
      }),
    );
    expect(await stripe.link(asked)).toEqual({ ok: true, url: 'https://checkout.stripe.com/c/pay/cs_1' });
    expect(Object.fromEntries(form)).toMatchObject({
      client_reference_id: PROMISE,
      'line_items[0][price_data][unit_amount]': '4000',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][product_data][name]': 'Don & merci',
      'payment_intent_data[metadata][promise_id]': PROMISE,
    });
  });

  it.each([
    ['a wrong key', () => new HttpResponse('{}', { status: 401 }), 'check its key'],
    ['too much at once', () => new HttpResponse('{}', { status: 429 }), 'try again'],
    ['no JSON', () => new HttpResponse('<html>'), 'did not answer as it should'],
    ['no link', () => HttpResponse.json({ id: 'cs_1' }), 'gave no link'],
    ['nothing', () => HttpResponse.error(), 'did not answer as it should'],
    ['another place', () => HttpResponse.json({ url: 'javascript:alert(1)' }), 'gave no link'],
  ])('says what is wrong after %s, without its key', async (_, answer, words) => {
    server.use(http.post(SESSIONS, answer));
    const link = await stripe.link(asked);
    expect(link).toMatchObject({ ok: false, message: expect.stringContaining(words) });
    expect(JSON.stringify(link)).not.toContain('rk_test_1');
  });

  const read = (event: object | string, header?: string, at = AT) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    return stripe.readWebhook({
      header: () => header ?? signatureHeader(SECRET, body, AT),
      body: Buffer.from(body),
      at,
    });
  };
  const event = (type: string, object: object, more: object = {}) => ({
    id: 'evt_1',
    type,
    created: AT / 1_000,
    data: { object: { metadata: { promise_id: PROMISE }, ...object }, ...more },
  });
  const factOf = (each: object) => {
    const reading = read(each);
    return reading.ok ? reading.value.facts[0] : undefined;
  };

  it('tells what was paid, refused and given back', () => {
    expect(factOf(event('checkout.session.completed', { payment_status: 'paid', amount_total: 4_000 }))).toEqual({
      key: 'stripe:evt_1',
      status: 'paid',
      promiseId: PROMISE,
      amountCents: 4_000,
      code: null,
      at: AT,
    });
    expect(
      factOf(event('checkout.session.completed', { payment_status: 'unpaid', amount_total: 4_000 })),
    ).toBeUndefined();
    expect(factOf(event('checkout.session.async_payment_failed', { amount_total: 4_000 }))).toMatchObject({
      status: 'failed',
    });
    expect(
      factOf(event('charge.refunded', { amount_refunded: 3_000 }, { previous_attributes: { amount_refunded: 1_000 } })),
    ).toMatchObject({ status: 'returned', amountCents: 2_000 });
    expect(read(event('customer.created', {}))).toEqual({ ok: true, value: { facts: [], others: 1 } });
    expect(
      read(event('checkout.session.completed', { payment_status: 'paid', metadata: { promise_id: "1'; DROP" } })),
    ).toEqual({
      ok: true,
      value: { facts: [], others: 1 },
    });
  });

  it('takes nothing that is not signed, changed, old or no event', () => {
    const body = JSON.stringify(event('checkout.session.completed', { payment_status: 'paid', amount_total: 1 }));
    expect(read(body, signatureHeader('whsec_before_it', body, AT)).ok).toBe(true);
    expect(
      read(body, `${signatureHeader('whsec_of_another', body, AT)},${signatureHeader(SECRET, body, AT).split(',')[1]}`)
        .ok,
    ).toBe(true);
    expect(read(body, signatureHeader('whsec_of_another', body, AT))).toEqual({ ok: false, error: 'not-signed' });
    expect(
      read(
        body.replace(':1}', ':9}').replace('"amount_total":1', '"amount_total":9'),
        signatureHeader(SECRET, body, AT),
      ),
    ).toEqual({ ok: false, error: 'not-signed' });
    expect(read(body, '')).toEqual({ ok: false, error: 'not-signed' });
    expect(read(body, undefined, AT + 301_000)).toEqual({ ok: false, error: 'too-old' });
    expect(read('{"id":1}')).toEqual({ ok: false, error: 'unreadable' });
    expect(read('not json')).toEqual({ ok: false, error: 'unreadable' });
  });
});

describe('GoCardless', () => {
  const REQUESTS = 'https://api.gocardless.com/billing_requests';
  const FLOWS = 'https://api.gocardless.com/billing_request_flows';

  it('makes a billing request and the page to pay it on', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(REQUESTS, async ({ request }) => {
        bodies.push(await request.json());
        expect(request.headers.get('gocardless-version')).toBe('2015-07-06');
        return HttpResponse.json({ billing_requests: { id: 'BRQ1' } }, { status: 201 });
      }),
      http.post(FLOWS, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(
          { billing_request_flows: { authorisation_url: 'https://pay.gocardless.com/flow/1' } },
          { status: 201 },
        );
      }),
    );
    expect(await gocardless.link(asked)).toEqual({ ok: true, url: 'https://pay.gocardless.com/flow/1' });
    expect(bodies).toMatchObject([
      { billing_requests: { payment_request: { amount: 4_000, currency: 'EUR', metadata: { promise_id: PROMISE } } } },
      { billing_request_flows: { links: { billing_request: 'BRQ1' }, redirect_uri: asked.returnUrl } },
    ]);
    server.use(http.post(REQUESTS, () => new HttpResponse('{}', { status: 500 })));
    expect(await gocardless.link(asked)).toMatchObject({ ok: false, message: expect.stringContaining('500') });
  });

  const read = (body: string, secret = SECRET) =>
    gocardless.readWebhook({
      header: (name) =>
        name === 'webhook-signature' ? createHmac('sha256', secret).update(body).digest('hex') : undefined,
      body: Buffer.from(body),
      at: AT,
    });
  const event = (action: string, n: number, more: object = {}) => ({
    id: `EV${n}`,
    created_at: '2026-11-25T10:00:00.000Z',
    resource_type: 'payments',
    action,
    resource_metadata: { promise_id: PROMISE },
    ...more,
  });

  it('tells of each payment of a webhook, and counts the rest', () => {
    const events = [
      event('confirmed', 1),
      event('paid_out', 2),
      event('failed', 3, { details: { cause: 'insufficient_funds', reason_code: 'AM04' } }),
      event('charged_back', 4, { details: { cause: 'refund_requested' } }),
      event('created', 5),
      event('confirmed', 6, { resource_type: 'mandates' }),
      event('confirmed', 7, { resource_metadata: {} }),
    ];
    const reading = read(JSON.stringify({ events }));
    if (!reading.ok) throw new Error(reading.error);
    expect(reading.value.facts.map(({ key, status, code }) => [key, status, code])).toEqual([
      ['gocardless:EV1', 'paid', null],
      ['gocardless:EV2', 'settled', null],
      ['gocardless:EV3', 'failed', 'AM04'],
      ['gocardless:EV4', 'returned', 'refund_requested'],
    ]);
    expect(reading.value.others).toBe(3);
  });

  it('takes nothing that is not signed or no webhook', () => {
    expect(read('{"events":[]}', 'another secret')).toEqual({ ok: false, error: 'not-signed' });
    expect(gocardless.readWebhook({ header: () => undefined, body: Buffer.from('{}'), at: AT })).toEqual({
      ok: false,
      error: 'not-signed',
    });
    expect(read('{}')).toEqual({ ok: false, error: 'unreadable' });
    expect(read(JSON.stringify({ events: Array.from({ length: 251 }, (_, n) => event('confirmed', n)) }))).toEqual({
      ok: false,
      error: 'unreadable',
    });
  });
});

describe('what a payment is to its promise', () => {
  const fact = (more: Partial<PaymentFact>): PaymentFact => ({
    key: 'k',
    status: 'paid',
    promiseId: PROMISE,
    amountCents: 500,
    code: null,
    at: AT,
    ...more,
  });
  it('is an act that its desk takes', () => {
    const standing = { promised: 700, paidCents: 300 };
    expect(actOfPayment(fact({}), standing)).toEqual({ type: 'pay', cents: 500, source: 'card' });
    expect(actOfPayment(fact({ status: 'settled', amountCents: null }), standing)).toEqual({
      type: 'settle',
      cents: 700,
      source: 'card',
    });
    expect(actOfPayment(fact({ amountCents: null }), { promised: null, paidCents: 0 })).toBeUndefined();
    expect(actOfPayment(fact({ status: 'failed', code: 'AM04' }), standing)).toEqual({
      type: 'fail',
      code: 'AM04',
      returnedCents: 0,
    });
    expect(actOfPayment(fact({ status: 'returned' }), standing)).toEqual({
      type: 'fail',
      code: 'returned',
      returnedCents: 300,
    });
  });
});
