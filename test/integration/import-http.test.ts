import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpWorld, type Person } from './http-world.ts';

const FILE = [
  'Réf. interne;Nom;Mobile',
  'A1;Lefèvre;06 39 98 00 01',
  'A2;=cmd|x;pas de numéro',
  'A3;Zoé;06 39 98 00 03',
  '',
].join('\r\n');

let folder: string;
let world: HttpWorld;
let manager: Person;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-imports-'));
  world = await HttpWorld.open({ importFolder: folder });
  manager = await world.person('production-manager');
});
afterAll(async () => {
  world.http.close();
  await world.runtime.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = (text: string, person = manager, campaignId: string = world.campaign.id, headers = {}) =>
  world.json('POST', `/api/imports?campaignId=${campaignId}&name=dons.csv`, person, text, {
    'Content-Type': 'application/octet-stream',
    ...headers,
  });
const path = (id: unknown, act = '') => `/api/imports/${String(id)}${act}`;

/** Begins a long act and waits for its end. */
async function done(id: unknown, act: string): Promise<Record<string, unknown>> {
  const begun = await world.json('POST', path(id, `/${act}`), manager);
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  for (;;) {
    const { body } = await world.json('GET', path(id), manager);
    const job = body['job'] as { running: boolean };
    if (!job.running) return body;
    await world.pass(100);
  }
}

test('a file is uploaded, mapped, previewed, stored and taken back', async () => {
  const { status, body } = await upload(FILE);
  expect(status, JSON.stringify(body)).toBe(200);
  const { import: batch, look } = body as { import: { batchId: string }; look: { start: { cells: string[] }[] } };
  const id = batch.batchId;
  expect(look.start[0]?.cells).toEqual(['Réf. interne', 'Nom', 'Mobile']);
  // Nothing names the code; the manager does.
  const mapping = { 'Réf. interne': 'code_donateur' };
  const read = await world.json('POST', path(id, '/reading'), manager, { mapping });
  expect(read.body).toMatchObject({
    import: { state: 'mapped' },
    look: {
      columns: ['code_donateur', 'nom', 'tel_mobile'],
      shown: [{ donor: { donorCode: 'A1' } }, { donor: null }, {}],
    },
  });
  const early = await world.json('POST', path(id, '/apply'), manager);
  expect(early).toMatchObject({ status: 409, body: { code: 'not-possible' } });
  expect(await done(id, 'preview')).toMatchObject({
    state: 'previewed',
    job: { failed: null, counts: { added: 2, vanished: 20 } },
    report: { received: 3, rejected: 1, rejectedBecause: { 'no-number': 1 } },
  });
  expect(await done(id, 'apply')).toMatchObject({ state: 'applied', job: { failed: null }, counts: { added: 2 } });
  const events = await world.store.readEvents(0, 1_000, { types: ['import.applied'] } as never);
  expect(JSON.stringify(events)).toContain('"received":3');
  const rejects = await world.request('GET', path(id, '/rejects'), manager);
  expect(rejects.headers.get('content-disposition')).toContain('rejets-dons.csv');
  expect(await rejects.text()).toMatch(/^Réf\. interne;Nom;Mobile;motif_rejet\r\nA2;'=cmd\|x;pas de numéro;3 : /);

  expect(await world.json('POST', path(id, '/undo'), manager)).toMatchObject({ status: 409 });
  const stopped = await world.json('POST', `/api/campaigns/${world.campaign.id}/stop`, manager);
  expect(stopped.status).toBe(200);
  await world.pass(1_000);
  expect(await done(id, 'undo')).toMatchObject({ state: 'rolled-back', undone: { removed: 2, kept: 0 } });
  expect((await world.json('GET', path(id, '/kept'), manager)).body).toEqual({ kept: [] });

  // The next file with these headings is understood at once.
  const next = (await upload(FILE)).body as { import: { state: string; settings: object } };
  expect(next.import).toMatchObject({ state: 'mapped', settings: { mapping } });
});

test('what is remembered of headings is shown, changed and forgotten, by those of the charity', async () => {
  const shown = await world.json('GET', '/api/import-mappings', manager);
  const [first] = shown.body['mappings'] as { clientId: string; fingerprint: string }[];
  expect(first).toMatchObject({ headings: ['Réf. interne', 'Nom', 'Mobile'] });
  const { clientId, fingerprint } = first as { clientId: string; fingerprint: string };
  const change = (mapping?: object, person = manager) =>
    world.json('POST', '/api/import-mappings', person, { clientId, fingerprint, mapping });
  const stranger = await world.person('production-manager', { clientIds: [world.otherClient] });
  expect((await change({}, stranger)).status).toBe(404);
  const mapping = { 'Réf. interne': 'code_donateur', Nom: null };
  expect((await change(mapping)).body).toMatchObject({ mappings: [{ mapping }] });
  expect((await change()).body).toEqual({ mappings: [] });
});

test('each charity for itself, and only for those who manage it', async () => {
  const stranger = await world.person('production-manager', { clientIds: [world.otherClient] });
  expect((await upload(FILE, stranger)).status).toBe(404);
  const { body } = await upload(FILE);
  const { batchId } = (body as { import: { batchId: string } }).import;
  for (const [method, act] of [
    ['GET', ''],
    ['GET', '/look'],
    ['POST', '/preview'],
    ['POST', '/undo'],
    ['GET', '/rejects'],
  ] as const)
    expect((await world.json(method, path(batchId, act), stranger)).status).toBe(404);
  expect((await world.json('GET', '/api/imports', stranger)).body).toEqual({ imports: [] });
  expect((await world.json('GET', '/api/imports', await world.person('supervisor'))).status).toBe(403);
});

test('what is no lead file is told in words, and what is too large before it is taken', async () => {
  const pdf = (await upload('%PDF-1.4 ...')).body as {
    import: { state: string };
    look: { readable: boolean; issues: { en: string }[] };
  };
  expect(pdf.import.state).toBe('sniffed');
  expect(pdf.look.issues[0]?.en).toContain('a PDF');
  expect((await upload('')).status).not.toBe(200);
  const large = await upload(FILE, manager, world.campaign.id, { 'Content-Length': String(10 * 1024 ** 3) });
  expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
});
