import { afterEach, describe, expect, test } from 'vitest';
import { ibanPlace } from '../../src/campaigns/index.ts';
import { DAY_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import { EventReader } from './http-world.ts';
import { post, type TalkingWorld, talkingWorld, vault } from './promise-http-world.ts';

const IBAN = 'FR14 2004 1010 0505 0001 3M02 606';
const DETAILS = { step: 'details', name: 'Jeanne Donatrice', iban: IBAN };
const PROMISE = {
  kind: 'monthly',
  amountCents: 1_000,
  debitDay: 10,
  askStep: 1,
  donorNamed: true,
  channel: 'sms',
  phone: '06 39 98 00 12',
  key: 'first',
};

let open: TalkingWorld | undefined;
afterEach(() => open?.world.close());

async function promised(more: object = {}): Promise<TalkingWorld & { readonly path: string; readonly id: string }> {
  open = await talkingWorld();
  const { world, agent, outbox } = open;
  const made = await world.json('POST', '/api/agent/promise', agent, { ...PROMISE, ...more });
  expect(made.body).toMatchObject({ delivery: { sent: true, message: null }, promise: { state: 'sent' } });
  const { promiseId } = made.body['promise'] as { promiseId: string };
  return { ...open, path: outbox.path(), id: promiseId };
}

const get = async ({ world }: TalkingWorld, path: string) => {
  const response = await world.request('GET', path);
  return { status: response.status, html: await response.text(), headers: response.headers };
};
const send = async ({ world }: TalkingWorld, path: string, fields: Record<string, string>) => {
  const response = await post(world, path, fields);
  return { status: response.status, html: await response.text() };
};
const stateOf = async ({ world }: TalkingWorld, id: string) => (await world.store.promises.promise(id))?.state;

describe('the donor signs while the agent is on the line', () => {
  test('every step is seen live, the proof is kept, the link is good once', async () => {
    const talk = await promised();
    const { world, agent, outbox, path, id } = talk;
    expect(outbox.last()).toMatchObject({ channel: 'sms', to: '+33639980012' });
    const live = new EventReader(await world.request('GET', '/api/agent/live', agent));

    const form = await get(talk, path);
    expect(form.status).toBe(200);
    for (const words of ['Secours Hiver', '10,00', 'par mois', 'FR72ZZZ123456', 'HIVER-', '8 semaines'])
      expect(form.html).toContain(words);
    expect(await live.until('promise', () => true)).toMatchObject({ type: 'promise.opened', promiseId: id });

    const code = await send(talk, path, DETAILS);
    expect(code.status).toBe(200);
    expect(code.html).toContain('••• •••• 2606'.slice(-4));
    expect(code.html).not.toContain('20041');
    expect(await live.until('promise', () => true)).toMatchObject({ type: 'promise.iban-typed' });
    expect(outbox.last().text).toContain('est votre code');

    const signed = await send(talk, path, { step: 'code', code: outbox.code() });
    expect(signed.html).toContain('C’est signé');
    expect(await live.until('promise', () => true)).toMatchObject({ type: 'promise.signed', state: 'signed' });
    await live.cancel();

    const promise = await world.store.promises.promise(id);
    const mandate = await world.store.promises.mandate(promise?.mandateId ?? '');
    expect(mandate).toMatchObject({ state: 'signed', method: 'code-sms' });
    const details = await world.store.promises.details(id);
    expect(details).toMatchObject({ ibanLast4: '2606', proofLast4: '0012', codeHash: null });
    expect(details?.sealedIban).not.toContain('FR14');
    expect(vault.open(ibanPlace(id), details?.sealedIban ?? '')).toEqual({ ok: true, value: IBAN.replaceAll(' ', '') });
    expect(details?.proofText).toContain('Jeanne Donatrice');

    const again = await send(talk, path, { step: 'code', code: outbox.code() });
    expect(again.html).toContain('C’est signé');
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.filter(({ type }) => type === 'promise.signed')).toHaveLength(1);
    // Nothing personal reaches the log: neither the account nor the name nor a number.
    expect(JSON.stringify(events)).not.toMatch(/2606|Donatrice|639980012|20041/);

    const pdf = await world.request('GET', `${path}/mandat.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await world.pass(61 * MINUTE_MS);
    expect((await world.request('GET', `${path}/mandat.pdf`)).status).toBe(404);
  });

  test('no script, no style but its own, nothing from elsewhere', async () => {
    const talk = await promised();
    const { headers, html } = await get(talk, talk.path);
    const csp = headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toContain('unsafe');
    expect(html).not.toMatch(/<script|<img|https?:\/\//);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    const english = await talk.world.request('GET', talk.path, undefined, undefined, { 'Accept-Language': 'en' });
    expect(await english.text()).toContain('8 weeks');
  });
});

test('a wrong IBAN is told with its remedy, and what was typed stays', async () => {
  const talk = await promised();
  const wrong = await send(talk, talk.path, {
    step: 'details',
    name: 'Jeanne <b>',
    iban: 'FR15 2004 1010 0505 0001 3M02 606',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('erreur de frappe');
  expect(wrong.html).toContain('value="FR15 2004 1010 0505 0001 3M02 606"');
  expect(wrong.html).toContain('value="Jeanne &#60;b&#62;"');
  expect(wrong.html).toContain('aria-invalid="true"');
  expect(talk.outbox.sent).toHaveLength(1);
});

describe('the code', () => {
  test('five tries, then another; five codes, then none', async () => {
    const talk = await promised();
    const { outbox, path, world, id } = talk;
    await send(talk, path, DETAILS);
    for (let number = 1; number <= 5; number++) {
      const right = outbox.code();
      const wrong = right === '000000' ? '000001' : '000000';
      for (let left = 4; left > 0; left--) {
        const answer = await send(talk, path, { step: 'code', code: wrong });
        expect(answer.html).toContain('pas le bon code');
      }
      expect((await send(talk, path, { step: 'code', code: wrong })).html).toContain('Trop d’essais');
      expect((await send(talk, path, { step: 'code', code: right })).html).toContain('Trop d’essais');
      await world.pass(MINUTE_MS);
      const next = await send(talk, path, { step: 'new-code' });
      expect(next.status).toBe(number < 5 ? 200 : 422);
      if (number === 5) expect(next.html).toContain('Trop de codes');
    }
    expect(await stateOf(talk, id)).toBe('opened');
  });
  test('after ten minutes it is too old; a second one within a minute is not sent', async () => {
    const talk = await promised();
    const { outbox, path, world, id } = talk;
    await send(talk, path, DETAILS);
    const first = outbox.code();
    expect((await send(talk, path, { step: 'new-code' })).html).toContain('Attendez une minute');
    await world.pass(10 * MINUTE_MS + 1_000);
    expect((await send(talk, path, { step: 'code', code: first })).html).toContain('plus de 10 minutes');
    await send(talk, path, { step: 'new-code' });
    await send(talk, path, { step: 'code', code: outbox.code() });
    expect(await stateOf(talk, id)).toBe('signed');
  });
  test('a gateway that is down is told, and nothing is lost', async () => {
    const talk = await promised();
    talk.outbox.failing = true;
    const answer = await send(talk, talk.path, DETAILS);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('n’a pas pu être envoyé');
    expect(await stateOf(talk, talk.id)).toBe('opened');
  });
  test('name and IBAN can be corrected', async () => {
    const talk = await promised();
    await send(talk, talk.path, DETAILS);
    expect((await send(talk, talk.path, { step: 'change' })).html).toContain('name="iban"');
    expect((await talk.world.store.promises.details(talk.id))?.sealedIban).toBeNull();
  });
});

describe('the link', () => {
  test('another one kills it, and it has its time', async () => {
    const talk = await promised();
    const { world, agent, outbox, path, id } = talk;
    const again = await world.json('POST', '/api/agent/promise/link', agent, {
      promiseId: id,
      channel: 'sms',
      key: 'b',
    });
    expect(again.body).toMatchObject({ delivery: { sent: true } });
    expect(outbox.path()).not.toBe(path);
    const dead = await get(talk, path);
    expect(dead.status).toBe(410);
    expect(dead.html).toContain('n’est plus valable');
    expect((await send(talk, path, DETAILS)).html).toContain('n’est plus valable');
    expect((await get(talk, outbox.path())).status).toBe(200);
  });
  test('a guessed or cut one is told so, and guessing is slowed down', async () => {
    const talk = await promised();
    const guess = `${talk.path.slice(0, -8)}AAAAAAAA`;
    expect((await get(talk, guess)).status).toBe(404);
    expect((await get(talk, '/signature/short')).status).toBe(404);
    const answers = new Set<number>();
    for (let i = 0; i < 70; i++) answers.add((await send(talk, guess, { step: 'code', code: '123456' })).status);
    expect(answers).toEqual(new Set([404, 429]));
  });
  test('of a promise that is cancelled or frozen signs nothing', async () => {
    const talk = await promised();
    const { world, manager, id, path } = talk;
    await world.http.promises.freezeCall((await world.store.promises.promise(id))?.attemptId as never, 'vulnerable');
    expect((await send(talk, path, DETAILS)).html).toContain('rien à signer');
    expect(await stateOf(talk, id)).toBe('frozen');
    const thawed = await world.json('POST', `/api/promises/${id}/unfreeze`, manager, { key: 'review' });
    expect(thawed.body).toMatchObject({ promise: { state: 'sent' } });
    await world.json('POST', `/api/promises/${id}/cancel`, manager, { because: 'donor', key: 'bye' });
    expect((await send(talk, path, DETAILS)).html).toContain('rien à signer');
  });
});

test('a gift at once: where to transfer it, with a reference to copy', async () => {
  const talk = await promised({ kind: 'one-off', debitDay: undefined, channel: 'transfer' });
  const page = await get(talk, talk.path);
  expect(page.html).toContain('FR14 2004 1010 0505 0001 3M02 606');
  expect(page.html).toMatch(/DON [0-9A-F]{12}/);
});

test('reminders go out, and stop with an objection', async () => {
  const talk = await promised();
  const { world, outbox } = talk;
  const before = outbox.sent.length;
  world.clock.advance(2 * DAY_MS);
  await world.pass(0);
  expect(await world.http.promises.care()).toMatchObject({ reminded: 0 });
  expect(outbox.sent.slice(before).map(({ text }) => text.includes('vous attend ici'))).toEqual([true]);
  expect((await get(talk, outbox.path())).status).toBe(200);
});
