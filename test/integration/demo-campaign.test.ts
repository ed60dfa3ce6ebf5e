import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoProcess, startDemo } from '../e2e/demo-process.ts';

type Json = Record<string, unknown>;

let demo: DemoProcess;

beforeAll(async () => {
  demo = await startDemo('--speed', '15', '--agents', '12', '--seed', '2');
  // Each is told when it has happened: how long that takes is the machine's affair.
  for (const milestone of [/three signed mandates/, /une opposition/, /une personne fragile/])
    await demo.line(milestone);
}, 110_000);
afterAll(() => demo.stop());

async function as(login: string): Promise<(path: string) => Promise<Json>> {
  const send = (path: string, request: RequestInit) => fetch(`${demo.address}${path}`, request);
  const body = JSON.stringify({ login, password: demo.passwords.get(login), token: true });
  const opened = await send('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const { token } = (await opened.json()) as { token: string };
  return async (path) => {
    const answer = await send(path, { headers: { Authorization: `Bearer ${token}` } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} as ${login}: ${answer.status} ${text}`);
    return (answer.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(text) as Json) : { text };
  };
}

/** What is on the disk, read beside the demonstration. */
function rows<T>(sql: string): T[] {
  const db = new Database(join(demo.dataFolder, 'demo', 'foyer.sqlite'), { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

const campaignOf = async (get: (path: string) => Promise<Json>) =>
  ((await get('/api/campaigns'))['campaigns'] as { campaignId: string }[])[0]?.campaignId ?? '';

describe('the demonstration shows a whole campaign', () => {
  it('loads a file with dirty rows and gives every one of them back with its reason', async () => {
    const get = await as('campagne');
    const [batch] = (await get('/api/imports'))['imports'] as { batchId: string; report: { rejected: number } }[];
    const rejected = batch?.report.rejected ?? 0;
    expect(rejected).toBeGreaterThan(0);
    expect(demo.output()).toContain(`${rejected} rejetées`);
    const { text } = await get(`/api/imports/${batch?.batchId}/rejects`);
    // Its line in the file and the reason stand in a column of their own.
    expect(String(text).match(/;"?\d+ : \S/g)).toHaveLength(rejected);
  });

  it('gets promises signed by donors who read their messages, open the page and type an account', async () => {
    const admin = await as('admin');
    const messages = (await admin('/api/outbox'))['messages'] as { channel: string; to: string; text: string }[];
    const texts = messages
      .filter(({ channel, to }) => channel === 'sms' && to.startsWith('+336'))
      .map(({ text }) => text);
    expect(texts.filter((text) => text.includes(`${demo.address}/signature/`)).length).toBeGreaterThanOrEqual(3);
    expect(texts.filter((text) => /\b\d{6} est votre code/.test(text)).length).toBeGreaterThanOrEqual(3);
    const get = await as('responsable');
    const list = await get(`/api/promises?campaign=${await campaignOf(get)}&state=signed`);
    const promises = list['promises'] as Record<'openedAt' | 'ibanTypedAt' | 'signedAt', number>[];
    expect(promises.length).toBeGreaterThanOrEqual(3);
    for (const promise of promises) {
      expect(promise).toMatchObject({
        kind: 'monthly',
        mandate: { rum: expect.stringMatching(/^RIVAGES-/), maskedIban: expect.stringMatching(/^FR•• /) },
      });
      expect(promise.openedAt).toBeLessThan(promise.ibanTypedAt);
      expect(promise.ibanTypedAt).toBeLessThan(promise.signedAt);
    }
  });

  it('has a fragile person wait for somebody to look', async () => {
    const get = await as('superviseur');
    expect((await get('/api/protection'))['cases']).not.toEqual([]);
  });

  it('counts the objection, and the money gross and net', async () => {
    const get = await as('responsable');
    const campaignId = await campaignOf(get);
    const [first] = rows<{ at: number }>('SELECT min(at) AS at FROM events');
    const day = (shift: number) => new Date((first?.at ?? 0) + shift * 86_400_000).toISOString().slice(0, 10);
    const report = await get(`/api/reports?campaignId=${campaignId}&from=${day(-1)}&to=${day(1)}`);
    const [group] = report['groups'] as { values: { id: string; value: number | null }[] }[];
    const values = new Map(group?.values.map(({ id, value }) => [id, value ?? 0]));
    const value = (id: string) => values.get(id) ?? 0;
    expect(value('received')).toBe(2_000);
    expect(value('objections')).toBeGreaterThanOrEqual(1);
    expect(value('signed')).toBeGreaterThanOrEqual(3);
    expect(value('monthlyPromises')).toBeGreaterThanOrEqual(value('signed'));
    expect(value('signedYearCents')).toBeGreaterThan(0);
    expect(value('promisedYearCents')).toBeGreaterThanOrEqual(value('signedYearCents'));
  });

  it('says so itself when it ends', async () => {
    expect(await demo.drain()).toBe(0);
    const [, summary = ''] = demo.output().split('Bilan (summary)');
    const told = (words: string) => Number(new RegExp(`${words}[^\\d\\n]*(\\d+)`).exec(summary)?.[1] ?? -1);
    expect(told('Lignes rejetées')).toBeGreaterThan(0);
    expect(told('Groupe témoin')).toBeGreaterThan(100);
    expect(told('Mandats signés')).toBeGreaterThanOrEqual(3);
    expect(told('Oppositions')).toBeGreaterThanOrEqual(1);
    expect(told('later dials')).toBe(0);
    expect(told('Personnes fragiles')).toBeGreaterThanOrEqual(1);
    expect(told('brute')).toBeGreaterThanOrEqual(told('nette'));
    expect(told('nette')).toBeGreaterThan(0);
  });

  it('dials nobody after an objection, nobody who is held out, and nobody fragile', async () => {
    const objected = rows<{ contactId: string; later: number }>(
      `SELECT p.contact_id AS contactId, (SELECT count(*) FROM events l WHERE l.type = 'call.planned'
         AND l.position > o.position AND json_extract(l.data, '$.contactId') = p.contact_id) AS later
       FROM events o JOIN (SELECT json_extract(data, '$.attemptId') AS attempt_id,
           json_extract(data, '$.contactId') AS contact_id FROM events WHERE type = 'call.planned') p
         ON p.attempt_id = json_extract(o.data, '$.attemptId')
       WHERE o.type = 'objection.recorded'`,
    );
    expect(objected.length).toBeGreaterThanOrEqual(1);
    expect(objected.map(({ later }) => later)).toEqual(objected.map(() => 0));
    const [arm] = rows<{ heldOut: number; dialed: number }>(
      `SELECT count(*) AS heldOut, count(p.contact_id) AS dialed FROM contacts c
       LEFT JOIN (SELECT DISTINCT json_extract(data, '$.contactId') AS contact_id FROM events
         WHERE type = 'call.planned') p ON p.contact_id = c.contact_id WHERE c.arm = 'held-out'`,
    );
    expect(arm).toMatchObject({ dialed: 0 });
    expect(arm?.heldOut).toBeGreaterThan(100);
    expect(demo.output()).toContain(`${arm?.heldOut} contacts jamais appelés`);
    const fragile = rows<{ state: string; later: number }>(
      `SELECT c.state, (SELECT count(*) FROM events l WHERE l.type = 'call.planned' AND l.position > f.position
         AND json_extract(l.data, '$.contactId') = c.contact_id) AS later
       FROM events f JOIN contacts c ON c.contact_id = json_extract(f.data, '$.contactId')
       WHERE f.type = 'vulnerable.flagged'`,
    );
    expect(fragile.length).toBeGreaterThanOrEqual(1);
    expect(fragile).toEqual(fragile.map(() => ({ state: 'held', later: 0 })));
  });
});
