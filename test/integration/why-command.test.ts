import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { CommandError } from '../../src/commands/exit-code.ts';
import { importFile } from '../../src/commands/import.ts';
import { importObjections } from '../../src/commands/objection.ts';
import { getFromServer } from '../../src/commands/running-server.ts';
import { whyFromDatabase } from '../../src/commands/why-from-database.ts';
import { whyWords } from '../../src/commands/why-words.ts';
import { serve, type WhyAnswer } from '../../src/http/index.ts';
import { HttpWorld } from './http-world.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-why-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const leads = file('leads.csv', 'code;nom;telephone\r\nD1;A;0199001001\r\nD2;B;0199001002\r\nD3;C;0199001003\r\n');
  const campaign = { campaign: 'Hiver', charity: 'Secours', mode: 'progressive', gateway: 'carrier' } as const;
  await importFile(folder, leads, { ...campaign, callerId: '+33162000000' });
  const terms = { scope: 'client', channel: 'phone', reason: 'not-stated' } as const;
  const list = file('liste.csv', '0199001001\r\n');
  await importObjections({ ...configurationOrExit({ FOYER_DATA: folder }), port: 59_999 }, list, terms);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without a running Foyer the database tells what holds each contact back', async () => {
  const answer = await whyFromDatabase(folder, 'Hiver');
  expect(answer).toMatchObject({
    calls: null,
    reasons: [{ code: 'not-running' }],
    contacts: { looked: 3, complete: true },
  });
  const { callable, blocked } = answer.contacts;
  expect(callable + blocked.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(3);
  expect(blocked).toContainEqual(expect.objectContaining({ ruleId: 'FR-OPTOUT-RGPD21', contacts: 1, nextAt: null }));
  const french = whyWords(answer, 'fr');
  expect(french).toContain('Aucun Foyer ne tourne avec ces réglages');
  expect(french).toMatch(/1 {2}.*\[FR-OPTOUT-RGPD21, law.*\]; jamais, avec ce qui est connu/);
  expect(whyWords(answer, 'en')).toContain('3 contacts looked at');
});

test('a campaign that is not there is told, with those that are', async () => {
  await expect(whyFromDatabase(folder, 'Ete')).rejects.toThrow(CommandError);
  await expect(whyFromDatabase(folder, 'Ete')).rejects.toThrow(/no campaign "Ete".*Hiver/);
});

test('a running one is asked over HTTP, by a program on its own machine without a session', async () => {
  const world = await HttpWorld.open();
  const configuration = { ...configurationOrExit({ FOYER_DATA: folder }), port: 0 };
  const served = await serve(world.http.app, configuration);
  if (!served.ok) throw new Error(served.error.message);
  const server = served.value;
  try {
    const port = Number(new URL(server.address).port);
    const answer = (await getFromServer({ ...configuration, port }, '/api/campaigns/Hiver/why')) as WhyAnswer;
    expect(answer).toMatchObject({ calls: 0, reasons: [{ code: 'no-agent' }], contacts: { callable: 20 } });
    expect(whyWords(answer, 'en')).toContain('20 contacts looked at; 20 may be called now.');
    await expect(getFromServer({ ...configuration, port }, '/api/campaigns/Ete/why')).rejects.toThrow(
      /There is no such campaign/,
    );
    expect(await getFromServer({ ...configuration, port }, '/api/caller-ids')).toMatchObject({ callerIds: [] });
  } finally {
    await server.close();
    await world.close();
  }
});
