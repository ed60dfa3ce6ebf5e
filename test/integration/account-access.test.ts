import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/campaigns/index.ts';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { user } from '../../src/commands/user.ts';
import { RECOVERIES_PER_LOGIN } from '../../src/http/routes/account-access.ts';
import { foyer, temporaryPlace } from './foyer-cli.ts';
import { HttpWorld, type Person } from './http-world.ts';

const reason = 'asked for by the head of production';
const NEW = 'embrun-cabestan-41';
/** A program on this machine, as the server sees it. */
const LOCAL = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
const CONSOLE = 'the secret of the data folder';
let world: HttpWorld;
let admin: Person;
let sent: Message[];
let gateway: { ok: true; reference: string } | { ok: false; code: 'refused'; message: string };

beforeEach(async () => {
  sent = [];
  gateway = { ok: true, reference: 'r' };
  const messages = {
    send: (message: Message) => {
      sent.push(message);
      return Promise.resolve(gateway);
    },
  };
  world = await HttpWorld.open({
    promisePorts: { messages },
    publicUrl: 'https://foyer.example.org',
    consoleToken: CONSOLE,
  });
  admin = await world.person('administrator');
});
afterEach(() => world.close());

const tokenIn = (text: unknown) =>
  /https:\/\/foyer\.example\.org\/invitation#([\w-]{43})/.exec(String(text))?.[1] ?? '';
const accept = (token: string) => world.json('POST', '/api/session/invitation', undefined, { token, password: NEW });

describe('a link by e-mail', () => {
  it('goes to the address of the account, and not to the administrator who sends it', async () => {
    const wanted = { login: 'claire', displayName: 'Claire', role: 'agent', email: 'claire@example.org', reason };
    const { body: account } = await world.json('POST', '/api/accounts', admin, wanted);
    const path = `/api/accounts/${String(account['userId'])}/link`;
    const answer = await world.json('POST', path, admin, { reason, send: true });
    expect(answer).toMatchObject({ status: 200, body: { url: null, sentTo: 'claire@example.org' } });
    expect(sent).toMatchObject([{ channel: 'email', to: 'claire@example.org' }]);
    expect(await accept(tokenIn(sent[0]?.text))).toMatchObject({ status: 200, body: { login: 'claire' } });
  });

  it('is refused in words without an address, and when it did not leave', async () => {
    const path = `/api/accounts/${admin.account.userId}/link`;
    const send = () => world.json('POST', path, admin, { reason, send: true });
    expect(await send()).toMatchObject({ status: 400, body: { errors: [{ field: 'send' }] } });
    await world.json('POST', `/api/accounts/${admin.account.userId}`, admin, { email: 'a@example.org', reason });
    gateway = { ok: false, code: 'refused', message: 'the mail server answered 550' };
    const answer = await send();
    expect(answer).toMatchObject({ status: 409 });
    expect(String(answer.body['detail'])).toContain('550');
  });
});

describe('recovery', () => {
  const ask = (login: string) => world.json('POST', '/api/session/recovery', undefined, { login });

  it('answers everybody alike, and writes to those alone who have an address and are not disabled', async () => {
    const known = await world.person('agent', { email: 'known@example.org' });
    const disabled = await world.person('agent', { email: 'gone@example.org', disabledAt: 1 });
    const answers = await Promise.all(
      [known.account.login, disabled.account.login, admin.account.login, 'nobody'].map(ask),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { taken: true } });
    await world.pass(0);
    expect(sent).toMatchObject([{ to: 'known@example.org' }]);
    expect(await accept(tokenIn(sent[0]?.text))).toMatchObject({ status: 200 });
    for (let count = 0; count < RECOVERIES_PER_LOGIN + 2; count++) await ask(known.account.login);
    await world.pass(0);
    // And one that tells the owner of the new password.
    expect(sent.filter(({ text }) => String(text).includes('/invitation#'))).toHaveLength(RECOVERIES_PER_LOGIN);
    expect(sent).toHaveLength(RECOVERIES_PER_LOGIN + 1);
  });
});

describe('foyer user', () => {
  const atConsole = async (body: object, secret = CONSOLE) => {
    const headers = { 'Content-Type': 'application/json', 'X-Foyer-Console': secret };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await world.http.app.request('/api/console/accounts', request, LOCAL);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const urlOf = ({ body }: { readonly body: Record<string, unknown> }) => (body['link'] as { url: string }).url;

  it('needs the secret of the data folder, not only a place on this machine', async () => {
    expect(await atConsole({ act: 'list' }, 'guessed')).toMatchObject({ status: 403 });
    expect(await atConsole({ act: 'list' }, '')).toMatchObject({ status: 403 });
    expect(await atConsole({ act: 'list' })).toMatchObject({
      status: 200,
      body: { accounts: [{ login: admin.account.login, secondFactor: false }] },
    });
  });

  it('adds, links, disables, enables and changes roles of a running Foyer, and all of it is in the audit', async () => {
    const who = { login: 'karim', reason };
    const added = await atConsole({ act: 'add', displayName: 'Karim', role: 'supervisor', ...who });
    expect(await accept(tokenIn(urlOf(added)))).toMatchObject({ status: 200 });
    expect(await atConsole({ act: 'link', ...who, login: 'nobody' })).toMatchObject({ status: 404 });
    await atConsole({ act: 'role', role: 'coach', ...who });
    await atConsole({ act: 'reset-second-factor', ...who });
    await atConsole({ act: 'disable', ...who });
    expect(await atConsole({ act: 'link', ...who })).toMatchObject({ status: 409 });
    await atConsole({ act: 'enable', ...who });
    const { body } = await world.json('GET', '/api/audit', admin);
    const changes = body['changes'] as { act: string; actor: string }[];
    expect(changes.map(({ act }) => act)).toEqual([
      'enabled',
      'disabled',
      'second-factor-off',
      'changed',
      'password-set',
      'link-made',
      'created',
    ]);
    expect(new Set(changes.filter(({ act }) => act !== 'password-set').map(({ actor }) => actor))).toEqual(
      new Set(['system']),
    );
  });

  it('lets a lost administrator back in: over the server, at once', async () => {
    const again = await atConsole({ act: 'link', login: admin.account.login, reason });
    expect(await accept(tokenIn(urlOf(again)))).toMatchObject({ status: 200 });
    expect((await world.request('GET', '/api/session', admin)).status).toBe(401);
  });

  it('works in the database while no Foyer runs', async () => {
    const place = temporaryPlace();
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    const settings = { FOYER_DATA: place.folder, PORT: String(port) };
    const add = ['user', 'add', 'boss', '--name', 'La Direction', '--role', 'administrator', '--reason', reason];
    const made = await foyer([...add, '--json'], settings);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(made.stdout)).toMatchObject({
      accounts: [{ login: 'boss', role: 'administrator', disabledAt: null }],
      link: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/invitation#[\w-]{43}$/) },
    });
    const configuration = { ...configurationOrExit(), dataFolder: place.folder, host: '127.0.0.1', port };
    await expect(user(configuration, { act: 'disable', login: 'boss', reason }, {})).rejects.toThrow(
      'last administrator',
    );
    place.remove();
  });
});
