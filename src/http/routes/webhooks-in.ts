import { numberOrigin } from '../../compliance/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import { readInboundSms, SMS_SIGNATURE_HEADER } from '../../ops/index.ts';
import { actOfPayment, type PaymentFact } from '../../payments/index.ts';
import { inboundSmsAnswer, paymentWebhookAnswer, paymentWebhookParams } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const payment = jsonRoute({
  method: 'post',
  path: '/api/payments/{service}/webhook',
  summary: 'What a payment service tells, signed by it (Stripe-Signature, Webhook-Signature); no session is needed',
  params: paymentWebhookParams,
  answer: paymentWebhookAnswer,
});
const inboundSms = jsonRoute({
  method: 'post',
  path: '/api/messages/sms',
  summary:
    'An SMS that a donor sent, signed by the gateway (X-Foyer-Signature): STOP is an objection; no session is needed',
  answer: inboundSmsAnswer,
});

/** What payment services and the SMS gateway tell: known by their signatures and nothing else. */
export function webhookInRoutes(app: App, parts: Parts): void {
  const { outside, wallClock, log } = parts;

  app.openapi(payment, async (c) => {
    const service = outside?.payments?.find(({ name }) => name === c.req.valid('param').service);
    if (service === undefined) throw new Problem('not-found', 'No such payment service is set.');
    const body = new Uint8Array(await c.req.arrayBuffer());
    const reading = service.readWebhook({ header: (name) => c.req.header(name), body, at: wallClock.now() });
    if (!reading.ok) {
      log.warn({ service: service.name, why: reading.error }, 'a webhook of a payment service was refused');
      throw refused('The webhook is refused', reading.error);
    }
    for (const fact of reading.value.facts) await takePayment(parts, fact);
    return c.json({ taken: reading.value.facts.length, others: reading.value.others }, 200);
  });

  app.openapi(inboundSms, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const sms = readInboundSms(outside?.sms, { header: c.req.header(SMS_SIGNATURE_HEADER), body, at: wallClock.now() });
    if (!sms.ok) {
      if (sms.error === 'not-configured') throw new Problem('not-found', 'No SMS gateway with a secret is set.');
      log.warn({ why: sms.error }, 'an incoming SMS was refused');
      throw refused('The SMS is refused', sms.error);
    }
    const stopped = sms.value.stop && (await stop(parts, sms.value.from));
    return c.json({ stopped }, 200);
  });
}

/** The same event again finds its key and changes nothing. @throws Problem where the service is to send it again */
async function takePayment({ promises, log }: Parts, fact: PaymentFact): Promise<void> {
  const promise = await promises.desk.promise(fact.promiseId);
  if (promise === undefined) {
    log.warn({ promiseId: fact.promiseId, key: fact.key }, 'a payment is of no promise that is known');
    return;
  }
  const act = actOfPayment(fact, { promised: promise.amountCents, paidCents: promise.paidCents });
  if (act === undefined) return;
  const acted = await promises.desk.act(promise.promiseId, act, { kind: 'system' }, fact.key);
  if (acted.ok) return;
  if (acted.error.code === 'not-stored') throw new Problem('not-stored', acted.error.message);
  log.warn(
    { promiseId: promise.promiseId, key: fact.key, code: acted.error.code },
    'a payment does not fit its promise: look at both',
  );
}

/** Nobody can tell which of the charities is meant, so that none calls or writes any more. */
async function stop({ floor, store, orgId, log }: Parts, from: string): Promise<boolean> {
  const origin = numberOrigin(from.startsWith('+') ? from : from.replace(/^(?=33\d{9}$)/, '+'));
  const [campaign] = await store.campaigns(orgId);
  if (!origin.ok || campaign === undefined) {
    log.warn({ readable: origin.ok }, 'a STOP could not be taken: record the objection by hand');
    return false;
  }
  const { number } = origin.value;
  const act = {
    type: 'number',
    number,
    clientId: campaign.clientId,
    source: 'telephone',
    reach: { scope: 'agency' },
  } as const;
  const done = await floor.object({ ...act, channel: 'all', reason: 'not-stated' }, SYSTEM);
  if (!done.ok) throw new Problem(done.error.code, done.error.message);
  return true;
}

function refused(what: string, why: string): Problem {
  return new Problem('bad-request', `${what}: ${why}.`, { errors: [{ field: 'signature', message: why }] });
}
