import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpWorld, type Person } from './http-world.ts';

const DAY = '2026-11-24';
const days = `from=${DAY}&to=${DAY}`;
let world: HttpWorld;
let manager: Person;
let client: Person;

interface Answer {
  readonly groups: readonly {
    readonly key: string;
    readonly name: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly values: readonly { readonly id: string; readonly value: number | null; readonly before: number | null }[];
  }[];
  readonly figures: readonly { readonly id: string; readonly title: string }[];
}

beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
  client = await world.person('client');
  await world.readyAgent();
  const legId = await world.donorAnswers();
  await world.pass(60_000);
  world.switch.hangUp(legId);
  await world.pass(1_000);
});
afterAll(() => world.close());

const ask = async (query: string, person = manager) => {
  const { status, body } = await world.json('GET', `/api/reports?${query}`, person);
  return { status, answer: body as unknown as Answer, body };
};

describe('GET /api/reports', () => {
  it('counts what has happened, and what goes on', async () => {
    const { status, answer } = await ask(`${days}&campaignId=${world.campaign.id}&costCentsAnHour=3300`);
    expect(status).toBe(200);
    const [total] = answer.groups;
    expect(total?.counts).toMatchObject({ connected: 1, loggedInMs: expect.any(Number) });
    expect(total?.counts['talkMs']).toBeGreaterThanOrEqual(60_000);
    // The wrap-up has not ended yet.
    expect(total?.counts['wrapUpMs']).toBeGreaterThanOrEqual(1_000);
    expect(answer.figures.map(({ id }) => id)).toEqual(total?.values.map(({ id }) => id));
    expect(total?.values.find(({ id }) => id === 'meanTalkMs')?.value).toBe(total?.counts['talkMs']);
  });

  it('names agents to the agency, and against the period before', async () => {
    const { answer } = await ask(`${days}&by=agent&compare=previous&language=en`);
    const agent = answer.groups.find(({ key }) => key !== '');
    expect(agent).toMatchObject({ name: 'Un agent', counts: { connected: 1 } });
    expect(agent?.values.find(({ id }) => id === 'connected')).toMatchObject({ value: 1, before: 0 });
    expect(answer.groups.find(({ key }) => key === '')?.name).toBe('(no agent)');
  });

  it('shows a charity its own figures, never those of another or of the agents', async () => {
    expect((await ask(days, client)).answer.groups[0]?.counts).toMatchObject({ connected: 1 });
    const stranger = await world.person('client', { clientIds: [world.otherClient] });
    expect((await ask(days, stranger)).answer.groups[0]?.counts).toMatchObject({ connected: 0, dials: 0 });
    for (const scope of [`campaignId=${world.campaign.id}`, `clientId=${world.client}`])
      expect((await ask(`${days}&${scope}`, stranger)).status).toBe(404);
    expect((await ask(`${days}&by=agent`, client)).status).toBe(403);
  });

  it.each([
    ['from=2026-11-24', 'to'],
    [`${days}&zone=Mars`, 'zone'],
    ['from=2026-11-24&to=2026-11-23', 'to'],
    [`${days}&by=day&compare=previous`, 'compare'],
    [`${days}&by=planet`, 'by'],
  ])('refuses %s by the field', async (query, field) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ field }]);
  });

  it('gives a file for a spreadsheet', async () => {
    const response = await world.request('GET', `/api/reports.csv?${days}&by=campaign&language=fr`, client);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('foyer-2026-11-24-2026-11-24.csv');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [heading, line] = new TextDecoder().decode(bytes).split('\r\n');
    expect(heading).toMatch(/^Campagne;Lignes reçues;/);
    expect(line).toMatch(/^Hiver;/);
  });
});

describe('changes of a campaign', () => {
  const path = () => `/api/campaigns/${world.campaign.id}`;
  const reason = 'Les abandons montent depuis ce matin';

  it('are kept with who made them and why, and with what was before and after', async () => {
    await world.json('POST', `${path()}/objective`, manager, { objective: 'useful-per-hour', value: 6, reason });
    const changed = { objective: 'useful-per-hour', value: 8, reason };
    const { status, body } = await world.json('POST', `${path()}/objective`, manager, changed);
    expect(status).toBe(200);
    await world.json('POST', `${path()}/pacing`, manager, { maxLines: 3, reason });
    const { body: all } = await world.json('GET', `${path()}/changes`, manager);
    const [pacing, objective] = all['changes'] as Record<string, unknown>[];
    expect(pacing).toMatchObject({ kind: 'pacing', to: { maxLines: 3 }, reason, hours: 0 });
    expect(objective).toMatchObject({
      kind: 'objective',
      from: { 'useful-per-hour': 6 },
      to: { 'useful-per-hour': 8 },
    });
    expect(objective?.['actor']).toBe(manager.account.userId);
    expect((body['changes'] as unknown[]).length).toBe(2);
    const stranger = await world.person('production-manager', { clientIds: [world.otherClient] });
    expect((await world.json('GET', `${path()}/changes`, stranger)).status).toBe(404);
  });
});
