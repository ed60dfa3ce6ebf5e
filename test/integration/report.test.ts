import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORG_ID } from '../../src/commands/installation.ts';
import type { ReportOptions } from '../../src/commands/report.ts';
import { reportFigures } from '../../src/commands/report.ts';
import { reportRecords } from '../../src/commands/report-records.ts';
import type { EventDataOf, FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import {
  agentLogIn,
  agentState,
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  START,
  storeParts,
  type Target,
  targets,
} from '../contract/store-world.ts';
import { foyer, type Place, temporaryPlace } from './foyer-cli.ts';

const A = 'campaign-a' as CampaignId;
const DAY = '2026-11-24';
let place: Place;

/** One agent, one talk of two minutes that ends with a monthly promise, one person who objects. */
function history(records: readonly Target[]): readonly FloorEvent[] {
  const events = new EventMaker();
  const [first, second] = records as readonly [Target, Target];
  const agent = (from: string, to: string, call?: { readonly attemptId: AttemptId }) =>
    agentState(events, 'agent-1', from, to, call?.attemptId ?? null);
  const log: FloorEvent[] = [agentLogIn(events, 'agent-1'), agent('connecting', 'ready')];
  for (const [name, target, result] of [
    ['1', first, 'PA'],
    ['2', second, 'OPP'],
  ] as const) {
    const call = attemptEvents(events, name, target);
    log.push(call.planned(), call.placed(), call.ringing(), call.answered(), call.bridged());
    log.push(agent('ready', 'talking', call));
    events.at += 2 * MINUTE_MS;
    log.push(call.ended('answered', 'agent-1' as AgentId), agent('talking', 'wrap-up', call));
    if (result === 'PA')
      log.push(events.make('promise.agreed', promise(target), { stream: 'promise:p', campaignId: A }));
    else log.push(events.make('objection.recorded', objection(target, call.attemptId)));
    events.at += 30 * SECOND_MS;
    log.push(call.disposed(result), call.rescheduled({ state: result === 'PA' ? 'closed' : 'suppressed' }));
    log.push(agent('wrap-up', 'ready'));
  }
  log.push(agent('ready', 'offline'));
  return log.map((event) => ({ ...event, orgId: ORG_ID }));
}

function promise({ contactId }: Target): EventDataOf<'promise.agreed'> {
  return {
    promiseId: 'p',
    contactId,
    attemptId: null,
    agentId: 'agent-1' as AgentId,
    kind: 'monthly',
    amountCents: 1_250,
    currency: 'EUR',
    askStep: 2,
    frequency: 'monthly',
    channel: 'sms',
    state: 'agreed',
    held: null,
    actKey: 'a',
    debitDay: 10,
    donorNamed: false,
    nextReminderAt: null,
  };
}

function objection({ numberId }: Target, attemptId: AttemptId): EventDataOf<'objection.recorded'> {
  return { numberId, scope: 'client', source: 'agent', attemptId };
}

beforeAll(async () => {
  place = temporaryPlace();
  const store = await openSqliteStore({ path: place.file('foyer.sqlite'), ...storeParts() });
  await store.putCampaign({ ...campaign('a'), orgId: ORG_ID, name: 'Hiver' });
  const donors = ['=SUM(A1)', 'D2', 'D3'].map((code, i) => donor(code, [fictional(i)], { rank: i }));
  await store.importDonors(ORG_ID, CLIENT, A, donors, START);
  await store.append(history(await targets(store, A)));
  await store.close();
});
afterAll(() => place.remove());

const asked: ReportOptions = {
  campaign: 'Hiver',
  from: DAY,
  to: DAY,
  by: 'total',
  zone: 'Europe/Paris',
  language: 'fr',
  format: 'csv',
};

/** The cells of a CSV file by their column. */
function rowsOf(file: string): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(place.file(file), 'utf8');
  expect(text.startsWith('\u{feff}')).toBe(true);
  const [heading = '', ...lines] = text.slice(1).split('\r\n');
  const titles = heading.split(';');
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(line.split(';').map((cell, i) => [titles[i] ?? '', cell])));
}

describe('foyer report', () => {
  test('says the figures of a day in words', async () => {
    const run = await foyer(['report', '--campaign', 'Hiver', '--from', DAY, '--cost', '33', '--language', 'fr'], {
      FOYER_DATA: place.folder,
    });
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/^2026-11-24\n/);
    expect(run.stdout).toMatch(/Contacts utiles +1\n/);
    expect(run.stdout).toMatch(/Taux d'accord ferme +100,0 % {2}\[20,7 % - 100,0 %\]\n/);
    expect(run.stdout).toMatch(/DMC \(s\) +120\n/);
    expect(run.stdout).toMatch(/Coût +2,75\n/);
  });

  test('as a file, by agent, against the period before', async () => {
    await reportFigures(place.folder, { ...asked, by: 'agent', compare: true, output: place.file('agents.csv') });
    const [nobody, agent] = rowsOf('agents.csv');
    expect(nobody).toMatchObject({ Conseiller: '(sans conseiller)', Appels: '2', 'Appels avant': '0' });
    expect(agent).toMatchObject({ Conseiller: 'agent-1', 'Mis en relation': '2', 'Heures en conversation': '0,07' });
  });

  test('one row a record, in the layout of the charity, and nothing that a spreadsheet would run', async () => {
    const layout = {
      columns: [
        { title: 'Code', field: 'donorCode' },
        { title: 'Statut', field: 'outcome', values: { PA: 'ACCORD', OPP: 'STOP' } },
        { title: 'Montant', field: 'amount' },
        { title: 'Mandat', field: 'mandateStatus' },
        { title: 'Le', field: 'outcomeDate' },
        { title: 'Opposition', field: 'optOut' },
        { title: 'Agence', text: 'Foyer' },
      ],
    };
    writeFileSync(place.file('layout.json'), JSON.stringify(layout));
    const options = { zone: 'Europe/Paris', language: 'fr', format: 'csv', output: place.file('end.csv') } as const;
    await reportRecords(place.folder, 'Hiver', { ...options, layout: place.file('layout.json') });
    expect(rowsOf('end.csv')).toEqual([
      {
        Code: "'=SUM(A1)",
        Statut: 'ACCORD',
        Montant: '12,50',
        Mandat: 'agreed',
        Le: DAY,
        Opposition: 'non',
        Agence: 'Foyer',
      },
      { Code: 'D2', Statut: 'STOP', Montant: '', Mandat: '', Le: DAY, Opposition: 'oui', Agence: 'Foyer' },
      { Code: 'D3', Statut: '', Montant: '', Mandat: '', Le: '', Opposition: 'non', Agence: 'Foyer' },
    ]);
  });

  test('a workbook likewise', async () => {
    const output = place.file('end.xlsx');
    await reportRecords(place.folder, 'Hiver', { zone: 'Europe/Paris', language: 'fr', format: 'xlsx', output });
    expect(readFileSync(output).subarray(0, 2).toString()).toBe('PK');
  });

  test.each([
    [{ campaign: 'Été' }, /no campaign "Été".*There are: Hiver/],
    [{ from: '2026-13-01' }, /--from 2026-13-01/],
    [{ zone: 'Mars' }, /--zone Mars/],
    [{ by: 'day', compare: true }, /--compare does not go with --by day/],
    [{ format: 'xlsx' }, /--output/],
  ] as const)('says what is wrong with %j', async (more, words) => {
    await expect(reportFigures(place.folder, { ...asked, ...more })).rejects.toThrow(words);
  });

  test('a layout that cannot be is refused by the place', async () => {
    writeFileSync(place.file('bad.json'), JSON.stringify({ columns: [{ title: 'A', field: 'iban' }] }));
    const options = { zone: 'UTC', language: 'en', format: 'csv', output: place.file('no.csv') } as const;
    await expect(reportRecords(place.folder, 'Hiver', { ...options, layout: place.file('bad.json') })).rejects.toThrow(
      /bad.json is no layout of records: columns.0.field/,
    );
  });
});
