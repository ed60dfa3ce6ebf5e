import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message, MessageClaim, SentMessages } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { signatureHeader, signatureProblem } from '../../kernel/signature.ts';
import type { Log } from '../logging.ts';
import type { Gateway } from './gateway.ts';
import { readInboundSms } from './inbound-sms.ts';
import { smsSettings } from './message-settings.ts';
import { fileOutbox } from './outbox.ts';
import { sendMessages } from './send-messages.ts';
import { smsGateway } from './sms-gateway.ts';
import { smtpGateway } from './smtp.ts';
import { asksToStop } from './stop-word.ts';

const AT = Date.UTC(2026, 10, 25, 10);
const SECRET = 'a secret of the gateway';
const SMS_URL = 'https://sms.example/send';
const message: Message = {
  channel: 'sms',
  to: '+33612345678',
  text: 'Votre "lien" : https://foyer.example/s/abc\nMerci & à bientôt',
  key: 'promise:1:link:1',
  clientId: 'c1',
};
/** Waits are over at once; the answer limit never strikes. */
const clock: Clock = {
  now: () => AT,
  monotonic: () => 0,
  schedule: (delayMs, work) => {
    if (delayMs < 10_000) queueMicrotask(work);
    return () => undefined;
  },
};

function remembered(): SentMessages & { readonly claims: Map<string, MessageClaim> } {
  const claims = new Map<string, MessageClaim>();
  return {
    claims,
    claim: (key) => {
      const known = claims.get(key);
      if (known === undefined) claims.set(key, { state: 'begun' });
      return Promise.resolve(known ?? { state: 'yours' });
    },
    settle: (key, reference) => Promise.resolve(void claims.set(key, { state: 'sent', reference })),
    release: (key) => Promise.resolve(void claims.delete(key)),
  };
}
function logged() {
  const lines: string[] = [];
  const line = (fields: object, text: string) => void lines.push(JSON.stringify({ ...fields, text }));
  return { lines, log: { debug: line, info: line, warn: line, error: line } satisfies Log };
}
function scripted(...results: readonly Awaited<ReturnType<Gateway['send']>>[]): Gateway & { tries: number } {
  const gateway = {
    tries: 0,
    send: () =>
      Promise.resolve(
        results[Math.min(gateway.tries++, results.length - 1)] ?? { result: 'unknown' as const, words: '' },
      ),
  };
  return gateway;
}

describe('a message', () => {
  it('leaves once, whoever asks again with its key', async () => {
    const sms = scripted({ result: 'sent', reference: 'r1' });
    const messages = sendMessages({ gateways: { sms }, sent: remembered(), clock, log: logged().log });
    const sent = await Promise.all([messages.send(message), messages.send(message)]);
    expect(sms.tries).toBe(1);
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await messages.send(message)).toEqual({ ok: true, reference: 'r1' });
    expect(sms.tries).toBe(1);
  });

  it('is tried again while the gateway takes none, and later by whoever wants it', async () => {
    const sms = scripted(
      { result: 'not-taken', words: 'busy' },
      { result: 'not-taken', words: 'busy' },
      { result: 'not-taken', words: 'busy' },
      { result: 'sent', reference: 'r' },
    );
    const messages = sendMessages({ gateways: { sms }, sent: remembered(), clock, log: logged().log });
    expect(await messages.send(message)).toMatchObject({ ok: false, code: 'try-again' });
    expect(sms.tries).toBe(3);
    expect(await messages.send(message)).toEqual({ ok: true, reference: 'r' });
  });

  it('is never sent a second time when it may have left', async () => {
    const sms = scripted({ result: 'unknown', words: 'cut off' });
    const messages = sendMessages({ gateways: { sms }, sent: remembered(), clock, log: logged().log });
    expect(await messages.send(message)).toMatchObject({ ok: false, code: 'refused' });
    expect(await messages.send(message)).toMatchObject({ ok: false, code: 'refused' });
    expect(sms.tries).toBe(1);
  });

  it('is told as refused or not configured, and no log line names the person', async () => {
    const { lines, log } = logged();
    const sms = scripted({ result: 'refused', words: 'the SMS gateway answered 400' });
    const messages = sendMessages({ gateways: { sms }, sent: remembered(), clock, log });
    expect(await messages.send(message)).toMatchObject({ ok: false, code: 'refused' });
    expect(await messages.send({ ...message, channel: 'email' })).toMatchObject({ ok: false, code: 'not-configured' });
    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toMatch(/33612345678|Votre/);
  });
});

describe('the SMS gateway', () => {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('gets the template filled in, quoted as its type wants it, and signed', async () => {
    const bodies: string[] = [];
    server.use(
      http.post(SMS_URL, async ({ request }) => {
        const body = await request.text();
        bodies.push(body);
        const header = request.headers.get('x-foyer-signature') ?? undefined;
        expect(signatureProblem({ header, body: Buffer.from(body), at: AT }, [SECRET])).toBeUndefined();
        expect(request.headers.get('idempotency-key')).toBe(message.key);
        expect(request.headers.get('authorization')).toBe('Bearer x');
        return HttpResponse.json({ messageId: 'gw-7' });
      }),
    );
    const headers = { authorization: 'Bearer x' };
    const json = smsGateway(smsSettings.parse({ url: SMS_URL, secret: SECRET, headers }), clock);
    expect(await json.send(message)).toEqual({ result: 'sent', reference: 'gw-7' });
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      to: message.to,
      from: 'FOYER',
      text: message.text,
      reference: message.key,
    });
    const form = smsGateway(
      smsSettings.parse({
        url: SMS_URL,
        secret: SECRET,
        headers,
        contentType: 'application/x-www-form-urlencoded',
        body: 'm={{text}}&n={{to}}',
      }),
      clock,
    );
    await form.send(message);
    expect(new URLSearchParams(bodies[1]).get('m')).toBe(message.text);
    expect(new URLSearchParams(bodies[1]).get('n')).toBe(message.to);
  });

  it.each([
    [429, 'not-taken'],
    [503, 'not-taken'],
    [500, 'unknown'],
    [400, 'refused'],
    [302, 'refused'],
  ])('answers %i: %s', async (status, result) => {
    server.use(
      http.post(SMS_URL, () => new HttpResponse(null, { status, headers: { location: 'https://elsewhere.example' } })),
    );
    expect((await smsGateway(smsSettings.parse({ url: SMS_URL }), clock).send(message)).result).toBe(result);
  });

  it('that breaks off may have sent it', async () => {
    server.use(http.post(SMS_URL, () => HttpResponse.error()));
    expect((await smsGateway(smsSettings.parse({ url: SMS_URL }), clock).send(message)).result).toBe('unknown');
  });
});

describe('what comes in by SMS', () => {
  const settings = smsSettings.parse({ url: SMS_URL, secret: SECRET });
  const read = (body: string, header = signatureHeader(SECRET, body, AT), at = AT) =>
    readInboundSms(settings, { header, body: Buffer.from(body), at });

  it('is read when its signature is right and fresh', () => {
    const json = JSON.stringify({ from: '+33612345678', text: 'STOP' });
    expect(read(json)).toEqual({ ok: true, value: { from: '+33612345678', stop: true } });
    expect(read('from=%2B33612345678&text=bonjour')).toEqual({
      ok: true,
      value: { from: '+33612345678', stop: false },
    });
    expect(read(json, signatureHeader('another secret of it', json, AT))).toEqual({ ok: false, error: 'wrong' });
    expect(read(json, 't=x')).toEqual({ ok: false, error: 'missing' });
    expect(read(json, undefined, AT + 6 * 60_000)).toEqual({ ok: false, error: 'too-old' });
    expect(read('{"from":1}')).toEqual({ ok: false, error: 'unreadable' });
    expect(readInboundSms(undefined, { header: '', body: new Uint8Array(), at: AT })).toEqual({
      ok: false,
      error: 'not-configured',
    });
  });

  it('asks to stop, or does not', () => {
    for (const text of ['STOP', ' stop. ', 'Stop SMS', 'arrêter', 'Arrêtez !', 'Unsubscribe', 'STOP svp'])
      expect(asksToStop(text), text).toBe(true);
    for (const text of ['', 'je ne veux pas stopper mon don', 'oui', 'Stopover', 'ne vous arrêtez pas'])
      expect(asksToStop(text), text).toBe(false);
  });
});

describe('the outbox', () => {
  it('keeps messages where a person can look, the newest first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-outbox-'));
    try {
      const path = join(folder, 'outbox.jsonl');
      const outbox = fileOutbox(path, { now: () => AT });
      expect(await outbox.newest()).toEqual([]);
      await outbox.send(message);
      await outbox.send({
        ...message,
        channel: 'email',
        subject: 'Merci',
        key: 'k2',
        attachment: { name: 'mandat.pdf', type: 'application/pdf', bytes: new Uint8Array(3) },
      });
      expect((await outbox.newest()).map(({ key, text, attachment }) => [key, text, attachment])).toEqual([
        ['k2', message.text, { name: 'mandat.pdf', bytes: 3 }],
        [message.key, message.text, null],
      ]);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the mail server', () => {
  let server: Server;
  let answers: Readonly<Record<string, string>> = {};
  const mails: string[] = [];
  const commands: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) => talk(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  function talk(socket: Socket): void {
    let data: string | undefined;
    socket.setEncoding('utf8').on('error', () => socket.destroy());
    socket.write('220 mail.example ESMTP\r\n');
    let rest = '';
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (data !== undefined) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          mails.push(data);
          data = undefined;
          if (answers['.'] === 'cut') return void socket.destroy();
          socket.write(`${answers['.'] ?? '250 queued'}\r\n`);
          continue;
        }
        commands.push(line);
        const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
        if (verb === 'DATA') data = '';
        socket.write(
          `${answers[verb] ?? (verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok')}\r\n`,
        );
        if (verb === 'QUIT') socket.end();
      }
    });
  }
  const mail: Message = {
    ...message,
    channel: 'email',
    to: 'zoe@example.org',
    subject: 'Votre don\r\nBcc: x@example.org',
  };
  const send = async (more: Partial<Message> = {}, plain = true) => {
    const { port } = server.address() as AddressInfo;
    const gateway = smtpGateway({ url: `smtp://127.0.0.1:${port}`, from: 'Asso <dons@asso.example>', plain });
    const tried = await gateway.send({ ...mail, ...more });
    gateway.close();
    return tried;
  };

  it('gets the mail, to one address, with its attachment and no header of somebody else', async () => {
    answers = {};
    const attachment = { name: 'mandat.pdf', type: 'application/pdf' as const, bytes: Buffer.from('%PDF') };
    expect(await send({ attachment })).toMatchObject({ result: 'sent' });
    expect(commands.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<zoe@example.org>']);
    expect(mails.at(-1)).toContain(Buffer.from('%PDF').toString('base64'));
    expect(mails.at(-1)).not.toMatch(/^Bcc:/m);
  });

  it('refuses for good, for now, or is cut off', async () => {
    answers = { RCPT: '550 unknown' };
    expect((await send()).result).toBe('refused');
    answers = { MAIL: '451 later' };
    expect((await send()).result).toBe('not-taken');
    answers = { '.': 'cut' };
    expect((await send()).result).toBe('unknown');
    answers = { STARTTLS: '502 never heard of it' };
    expect((await send({}, false)).result).toBe('refused');
    const closed = smtpGateway({ url: 'smtp://127.0.0.1:1', from: 'a@b.example', plain: true });
    expect((await closed.send(mail)).result).toBe('not-taken');
  });
});
