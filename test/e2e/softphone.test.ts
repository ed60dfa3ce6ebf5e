import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Served, serve } from '../../src/http/serve.ts';
import type { LegId } from '../../src/kernel/id.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { HttpWorld, PASSWORD, type Person } from '../integration/http-world.ts';
import { launchBrowser } from './browser.ts';
import { farEnd } from './far-end.ts';
import { SipPeer } from './sip-peer.ts';

const DOMAIN = 'agents.example.org';
const DIRECTORY_PASSWORD = 'a password of twenty letters';

let world: HttpWorld;
let server: Served;
let peer: SipPeer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let elsewhere: Page;
let far: ReturnType<typeof farEnd>;
let agent: Person;
const errors: string[] = [];

beforeAll(async () => {
  peer = await SipPeer.open(DOMAIN, hashFromFoyer);
  const softphone = {
    url: peer.url,
    domain: DOMAIN,
    directoryPassword: DIRECTORY_PASSWORD,
    hours: 4,
    stun: [],
    turn: undefined,
  };
  [world, browser] = await Promise.all([
    HttpWorld.open({
      agentLines: { telephone: undefined, softphone },
      webFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)),
      wallClock: systemClock,
    }),
    launchBrowser(
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ),
  ]);
  const served = await serve(world.http.app, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  server = served.value;
  agent = await world.person('agent');
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  [page, elsewhere] = [await context.newPage(), await context.newPage()];
  far = farEnd(elsewhere);
  page.on('pageerror', ({ message }) => errors.push(message));
  page.setDefaultTimeout(10_000);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await peer.close();
  world.http.close();
  await server.close();
  await world.close();
});

/** As the switch asks: over HTTP, with its own password. */
async function hashFromFoyer(user: string): Promise<string | undefined> {
  const answer = await fetch(`${server.address}/api/switch/directory`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`foyer:${DIRECTORY_PASSWORD}`).toString('base64')}` },
    body: new URLSearchParams({ section: 'directory', user, domain: DOMAIN }),
  });
  return /name="a1-hash" value="(\w+)"/.exec(await answer.text())?.[1];
}

const state = (name: string) => page.locator(`.state-panel[data-state="${name}"]`);
const opened = () => world.switch.commands.filter((command) => command.type === 'open-line');
/** The floor's clock stands still but for this. */
const until = (fits: () => boolean | Promise<boolean>) =>
  vi.waitFor(
    async () => {
      await world.pass(100);
      if (!(await fits())) throw new Error('not yet');
    },
    { timeout: 10_000, interval: 50 },
  );

async function serious(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}

describe('a line in the browser, over SIP and WebSocket', () => {
  it('loads nothing of it, and opens no microphone, before the desk', async () => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    await page.goto(server.address);
    await page.getByLabel('Identifiant').fill(agent.account.login);
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ouvrir ma ligne' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/poste');
    expect(scripts.filter((path) => path.includes('sip-softphone'))).toEqual([]);
    expect(peer.received).toEqual([]);
  });

  it('lets the headset be tried before: the level moves, and the microphone is let go afterwards', async () => {
    await page.getByRole('button', { name: 'Tester mon casque' }).click();
    const level = page.getByRole('meter', { name: 'Niveau du micro' });
    // The browser's pretended microphone beeps once a second.
    await vi.waitFor(async () => expect(Number(await level.getAttribute('value'))).toBeGreaterThan(0.02), {
      timeout: 5_000,
    });
    expect(await serious()).toEqual([]);
    await page.getByRole('button', { name: 'Arrêter le test' }).click();
    await level.waitFor({ state: 'detached' });
    expect(peer.received).toEqual([]);
  });

  it('registers with an account of its own when the agent opens the line', async () => {
    await page.getByRole('button', { name: 'Ouvrir ma ligne' }).click();
    await until(() => opened().length === 1);
    expect(opened()[0]).toMatchObject({ line: { kind: 'browser', address: agent.account.agentId } });
    expect(peer.registered).toEqual([agent.account.agentId]);
    expect(peer.received.map(({ start }) => start.split(' ')[0])).toEqual(['REGISTER', 'REGISTER']);
    await until(() => state('not-ready').isVisible());
  });

  it('answers the switch by itself, in Opus, with sound in both directions', async () => {
    const call = await peer.invite(String(agent.account.agentId), await far.offer());
    expect(/^m=audio \d+ \S+ (\d+)/m.exec(call.answer)?.[1]).toBe(
      /^a=rtpmap:(\d+) opus\/48000\/2/im.exec(call.answer)?.[1],
    );
    expect(call.answer).toMatch(/a=fmtp:\d+ \S*useinbandfec=1\S*usedtx=0|a=fmtp:\d+ \S*usedtx=0\S*useinbandfec=1/);
    expect(call.answer).not.toContain('m=video');
    await far.answer(call.answer);
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(25), { timeout: 10_000 });
    expect((await far.heard()).codec).toBe('audio/opus');
    // Nothing but sound that came here makes this: the light is shown once packets were counted twice.
    await page.locator('.line-quality[data-verdict="green"]').waitFor({ timeout: 15_000 });
    expect(await serious()).toEqual([]);
    await vi.waitFor(async () => {
      const { body } = await world.json('GET', '/api/agent/line-quality', agent);
      expect(body['minutes']).toMatchObject([{ verdict: 'green' }]);
    });
  });

  it('is opened again, once, when it is lost', async () => {
    const before = opened().length;
    const lost = opened().at(-1);
    const call = peer.received.findLast(({ start }) => start.startsWith('SIP/2.0 200'));
    expect(call).toBeDefined();
    world.switch.signal({
      type: 'leg.ended',
      legId: lost?.legId as LegId,
      role: 'agent',
      cause: 'MEDIA_TIMEOUT',
      sipStatus: undefined,
      by: 'remote',
    });
    await until(() => opened().length === before + 1);
    const again = await peer.invite(String(agent.account.agentId), await far.offer());
    await far.answer(again.answer);
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(25), { timeout: 10_000 });
  });

  it('is taken up again after a reload', async () => {
    const before = peer.received.filter(({ start }) => start.startsWith('REGISTER')).length;
    // The shortest that JsSIP takes: it registers again after five seconds.
    peer.expiresS = 10;
    await page.reload();
    await peer.message(({ start }) => start.startsWith('BYE '));
    await vi.waitFor(() =>
      expect(peer.received.filter(({ start }) => start.startsWith('REGISTER')).length).toBeGreaterThan(before + 1),
    );
    const call = await peer.invite(String(agent.account.agentId), await far.offer());
    await far.answer(call.answer);
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(25), { timeout: 10_000 });
  });

  it('asks for a new account when the switch no longer takes the old one, and the call goes on', async () => {
    const registered = peer.received.filter(({ start }) => start.startsWith('REGISTER')).length;
    // As after a restart of the server: the password of the page is worth nothing now.
    await world.json('POST', '/api/agent/softphone', agent);
    const renewed = page.waitForRequest((request) => request.url().endsWith('/api/agent/softphone'));
    await renewed;
    // Refused once with the old password, taken with the new one.
    await vi.waitFor(() =>
      expect(peer.received.filter(({ start }) => start.startsWith('REGISTER')).length).toBe(registered + 4),
    );
    const before = (await far.heard()).packets;
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(before + 25));
    expect(await page.locator('.softphone-notice').count()).toBe(0);
  });

  it('follows to another network in the call that is up: the switch first, then the sound', async () => {
    const ufrag = (sdp: string) => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1];
    const first = peer.received.findLast(({ start, body }) => start.startsWith('SIP/2.0 200') && body !== '');
    peer.onOffer = (sdp) => far.takeOffer(sdp);
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    const offered = await peer.message(({ start }) => start.startsWith('INVITE '));
    expect(ufrag(offered.body)).not.toBe(ufrag(first?.body ?? ''));
    // Over a connection of its own, that is registered before.
    const order = peer.received.slice(peer.received.indexOf(first as never)).map(({ start }) => start.split(' ')[0]);
    expect(order.lastIndexOf('REGISTER')).toBeLessThan(order.lastIndexOf('INVITE'));
    await peer.message(({ start }) => start.startsWith('ACK '));
    const before = (await far.heard()).packets;
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(before + 50), { timeout: 10_000 });
    expect(peer.sockets).toBe(1);
  });

  it('names a headset that is unplugged, and takes it up again when it is back', async () => {
    const notice = page.getByRole('alert').filter({ hasText: 'débranché' });
    await page.evaluate(`const { mediaDevices } = navigator;
      globalThis.enumerate = mediaDevices.enumerateDevices.bind(mediaDevices);
      mediaDevices.enumerateDevices = async () => [];
      mediaDevices.dispatchEvent(new Event('devicechange'));`);
    await notice.waitFor();
    expect(await serious()).toEqual([]);
    await page.evaluate(`navigator.mediaDevices.enumerateDevices = enumerate;
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));`);
    await notice.waitFor({ state: 'detached' });
    const before = (await far.heard()).packets;
    await vi.waitFor(async () => expect((await far.heard()).packets).toBeGreaterThan(before + 25), { timeout: 10_000 });
  });

  it('opens no microphone elsewhere, and no camera anywhere', async () => {
    await elsewhere.goto(`${server.address}/compte`);
    expect([await far.mayUse('audio'), await far.mayUse('video')]).toEqual([false, false]);
    await elsewhere.goto(`${server.address}/poste`);
    expect([await far.mayUse('audio'), await far.mayUse('video')]).toEqual([true, false]);
    expect(errors).toEqual([]);
  });
});
