import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/commands/open-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { CLIENT, fictional, storeParts, type Target } from '../contract/store-world.ts';
import { foyer, type Place, temporaryPlace } from './foyer-cli.ts';
import { ledgerWorld } from './ledger-world.ts';

let place: Place;
let data: string;
let someone: Target | undefined;

beforeAll(async () => {
  place = temporaryPlace();
  data = place.file('data');
  mkdirSync(data);
  const store = await openSqliteStore({ path: `${data}/${DATABASE_FILE}`, ...storeParts(), readers: 1 });
  const { known, round } = await ledgerWorld(store);
  for (let i = 0; i < 3; i++) await store.append(round(i));
  someone = known[0];
  await store.close();
});
afterAll(() => place.remove());

interface VerifyJson {
  readonly ok: boolean;
  readonly records: number;
  readonly heads: readonly { readonly chain: string; readonly seq: number; readonly hash: string }[];
  readonly problems: readonly object[];
}

test('audit call and audit donor tell under which rules, on what evidence, what was refused and until when', async () => {
  const call = await foyer(['audit', 'call', 'attempt-0-a'], { FOYER_DATA: data });
  expect(call).toMatchObject({ code: 0, stderr: '' });
  for (const words of [
    'Appel refusé ; licite à partir du 25/11/2026',
    'Refusé par (règles test) :\n    FR-TIME-1 (loi)',
    'Appel attempt-0-a autorisé et lancé (mode prédictif, sans agent réservé',
    `Personne : ${fictional(100)}, ${someone?.contactId} ; les données d'origine correspondent à l'empreinte.`,
    'Passé du numéro : 1 tentative(s) en 30 jours',
    'bloctel',
    'FR-CONSENT-1 (réglage de Foyer, pas une loi)',
    "Message d'information commencé 2,1 s après le décroché, entendu 7 s, en entier.",
    `Registre : ${CLIENT} #4`,
  ])
    expect(call.stdout).toContain(words);

  const english = await foyer(['audit', 'donor', '01 99 00 01 00', '--lang', 'en', '--data', data], {});
  expect(english.stdout).toContain('Call refused; lawful from 25/11/2026, 12:00:00 (Europe/Paris).');
  expect(english.stdout).toContain('Objection recorded (scope: client, source: agent, by: system).');

  const json = await foyer(['audit', 'donor', someone?.contactId ?? '', '--json'], { FOYER_DATA: data });
  const { records } = JSON.parse(json.stdout) as { readonly records: readonly object[] };
  expect(records).toHaveLength(4);
  expect(records[1]).toMatchObject({
    type: 'permit',
    campaign: 'a',
    rulesVersion: 'test',
    rules: [{ id: 'FR-TIME-1', strength: 'law' }, { id: 'FR-CONSENT-1' }],
    person: { state: 'open', facts: { registries: [{ list: 'bloctel', since: '2024-03-01' }] } },
  });
});

test('audit verify gives heads to keep, and names the record and field that somebody changed', async () => {
  const sound = await foyer(['audit', 'verify', '--json'], { FOYER_DATA: data });
  expect(sound).toMatchObject({ code: 0, stderr: '' });
  const { ok, heads, records } = JSON.parse(sound.stdout) as VerifyJson;
  expect({ ok, records }).toEqual({ ok: true, records: 24 });
  const kept = heads.map(({ chain, seq, hash }) => `${chain}:${seq}:${hash}`);

  const file = `${data}/${DATABASE_FILE}`;
  const db = new Database(file);
  db.exec(`UPDATE ledger_records SET body = replace(body, 'allowed', 'refused') WHERE position = 8`);
  const changed = await foyer(['audit', 'verify', '--data', file, '--head', ...kept], {});
  expect(changed).toMatchObject({ code: 1, stderr: '' });
  expect(changed.stdout.split('\n')[0]).toBe(`${CLIENT} #5 (8) : ce champ n'est plus ce qui a été écrit [body]`);
  db.close();
  const usage = await foyer(['audit', 'verify', '--data', file, '--head', 'short'], {});
  expect(usage).toMatchObject({ code: 2, stdout: '' });
  expect(usage.stderr).toContain('64 hexadecimal digits');
});
