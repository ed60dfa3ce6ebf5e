import { describe, expect, test } from 'vitest';
import type { Campaign, Candidate, ContactNumber, DispositionCode } from '../../campaigns/index.ts';
import { type CareAct, houseGate, type ObjectionReach } from '../../compliance/index.ts';
import type { CampaignId, ClientId, ContactId, UserId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { DAY_MS, SECOND_MS } from '../../kernel/time.ts';
import type { CareInput } from '../input.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 11:00 in Paris. */
const START = Date.UTC(2026, 10, 24, 10);
const gate = houseGate();
const SISTER = 'campaign-2' as CampaignId;
const STRANGER = 'campaign-3' as CampaignId;
const CLIENT = 'client-1' as ClientId;
const OTHER_CLIENT = 'client-2' as ClientId;

/** An agent who works for three campaigns, two of one charity and one of another. */
function floorOfThree(change: Partial<Campaign> = {}): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive', change);
  floor.campaign('progressive', { ...change, id: SISTER });
  floor.campaign('progressive', { ...change, id: STRANGER, clientId: OTHER_CLIENT });
  floor.readyAgent('a1', { campaignIds: [CAMPAIGN, SISTER, STRANGER] });
  return floor;
}

const [first] = candidate(1).numbers;
const [second] = candidate(2).numbers;

function contact(campaignId: CampaignId, numbers: Candidate['numbers'], change: Partial<Candidate> = {}): Candidate {
  const contactId = `contact of ${campaignId} on ${numbers[0].number}` as ContactId;
  return candidate(1, { contactId, campaignId, numbers, ...change });
}

function fill(floor: ScriptedFloor, each: Candidate): void {
  const candidates = [{ ...each, loadedAt: floor.now }];
  floor.input({ type: 'hopper.filled', campaignId: each.campaignId, candidates, exhausted: true });
}

/** Calls, talks, and writes the call up; the agent is ready again afterwards. */
function talk(floor: ScriptedFloor, each: Candidate, disposition: DispositionCode): void {
  fill(floor, each);
  floor.durable();
  floor.answer();
  floor.bridged();
  floor.hungUp(floor.onlyLeg());
  floor.act('a1', { type: 'agent.wrap-up', disposition, callbackAt: undefined, ready: true });
  floor.wait(SECOND_MS);
  floor.act('a1', { type: 'agent.heartbeat' });
}

function refusals(floor: ScriptedFloor): string[] {
  return floor.log('compliance.refused').flatMap(({ data }) => data.ruleIds);
}

const spouse: ContactNumber = { ...second, number: '+33199009999' as E164 };

describe('what happened on this floor since the contact was loaded', () => {
  test('a talk with the donor rules out the other number, in every campaign of the charity', () => {
    const floor = floorOfThree();
    talk(floor, contact(CAMPAIGN, [first, second]), 'MAJ');
    fill(floor, contact(SISTER, [second]));
    expect(refusals(floor)).toEqual(['CARE-DONOR-CONTACTS-A-DAY']);
    expect(floor.log('call.planned')).toHaveLength(1);
    expect(floor.log('contact.rescheduled').at(-1)).toMatchObject({
      data: { dueAt: Date.UTC(2026, 10, 25, 9), state: 'ready' },
    });
  });

  test('another charity may call the other number that day, since it does not know the donor', () => {
    const floor = floorOfThree();
    talk(floor, contact(CAMPAIGN, [first, second]), 'INF');
    fill(floor, contact(STRANGER, [second], { donorId: 'donor-9' as Candidate['donorId'] }));
    expect(refusals(floor)).toEqual([]);
    expect(floor.log('call.planned')).toHaveLength(2);
  });

  test.each([
    ['REF', 'CARE-REST-AFTER-REFUSAL', 181],
    ['PA', 'CARE-REST-AFTER-AGREEMENT', 91],
  ] as const)('%s is followed by rest in every campaign of the charity', (disposition, rule, days) => {
    const floor = floorOfThree();
    talk(floor, contact(CAMPAIGN, [first, second]), disposition);
    fill(floor, contact(SISTER, [second]));
    expect(refusals(floor)).toContain(rule);
    const [refused] = floor.log('compliance.refused');
    expect(refused?.data.nextAllowedAt).toBeGreaterThan(START + (days - 1) * DAY_MS);
    expect(refused?.data.told?.care).toMatchObject({ 'donor-contacts-a-day': [expect.any(Number)] });
  });

  test('a talk with one of a household leaves the others of it in peace, as far as this campaign goes', () => {
    const other = { donorId: 'donor-9' as Candidate['donorId'] };
    const floor = floorOfThree();
    talk(floor, contact(CAMPAIGN, [first]), 'INF');
    fill(floor, contact(CAMPAIGN, [spouse, first], other));
    expect(refusals(floor)).toContain('CARE-HOUSEHOLD-CONTACTS-CAMPAIGN');
    fill(floor, contact(SISTER, [spouse, first], other));
    expect(floor.log('call.planned').at(-1)).toMatchObject({ campaignId: SISTER });
  });

  test('a household that the charity names counts without any number in common', () => {
    const of = (n: number, household: string): Partial<Candidate> => ({
      donorId: `donor-${n}` as Candidate['donorId'],
      household,
    });
    const floor = floorOfThree();
    talk(floor, contact(CAMPAIGN, [first], of(1, 'h-1')), 'INF');
    fill(floor, contact(CAMPAIGN, [second], of(2, 'h-1')));
    expect(refusals(floor)).toEqual(['CARE-HOUSEHOLD-CONTACTS-CAMPAIGN']);
    fill(floor, contact(CAMPAIGN, [spouse], of(3, 'h-2')));
    expect(floor.log('call.planned')).toHaveLength(2);
  });

  test('a call of thanks is followed by rest, one of another kind is not', () => {
    for (const kind of ['welcome', 'upgrade'] as const) {
      const floor = floorOfThree({ kind });
      talk(floor, contact(CAMPAIGN, [first, second]), 'MAJ');
      fill(floor, contact(SISTER, [second]));
      expect(refusals(floor).includes('CARE-REST-AFTER-THANKS')).toBe(kind === 'welcome');
    }
  });

  test('a machine rests for as many hours as was written down', () => {
    const floor = floorOfThree();
    const adjust = { type: 'limit.set', limit: 'rest-after-machine', reach: { scope: 'agency' } } as const;
    const actor = { kind: 'user', userId: 'u' as UserId } as const;
    floor.input({ ...adjust, value: 2, reason: 'Machines are tried again that day.', actor });
    talk(floor, contact(CAMPAIGN, [first]), 'REP');
    expect(floor.log('contact.rescheduled').at(-1)?.data.dueAt).toBe(Date.UTC(2026, 10, 24, 13));
    fill(floor, contact(SISTER, [first]));
    expect(refusals(floor)).toContain('CARE-REST-AFTER-MACHINE');
  });

  test('an attempt that storage knows as well counts once', () => {
    const floor = floorOfThree();
    fill(floor, contact(CAMPAIGN, [first]));
    floor.durable();
    const attemptId = floor.onlyAttempt();
    floor.hungUp(floor.onlyLeg(), 'NO_ANSWER');
    floor.act('a1', { type: 'agent.heartbeat' });
    const known = (n: number): CareAct => ({
      attemptId: n === 0 ? attemptId : `attempt-${n}`,
      what: 'attempts',
      at: START - n * DAY_MS,
      number: first.number,
      donorId: 'donor-1',
      campaignId: CAMPAIGN,
      clientId: CLIENT,
    });
    fill(floor, contact(SISTER, [first], { acts: [0, 2, 3].map(known) }));
    expect(refusals(floor)).toEqual([]);
    expect(floor.log('call.planned')).toHaveLength(2);
  });
});

describe('what storage knew', () => {
  const dials = (count: number, campaignId: CampaignId, clientId: ClientId): CareAct[] =>
    Array.from({ length: count }, (_, n) => ({
      attemptId: `attempt-${n}`,
      what: 'attempts',
      at: START - (n + 2) * DAY_MS,
      number: first.number,
      donorId: 'donor-9',
      campaignId,
      clientId,
    }));
  test.each([
    ['four for the charity', dials(4, SISTER, CLIENT), ['CARE-NUMBER-DIALS-30-DAYS-CLIENT']],
    ['three for the charity', dials(3, SISTER, CLIENT), []],
    ['five for another charity', dials(5, STRANGER, OTHER_CLIENT), []],
    ['six for another charity', dials(6, STRANGER, OTHER_CLIENT), ['CARE-NUMBER-DIALS-30-DAYS-AGENCY']],
  ])('%s', (_name, acts, rules) => {
    const floor = floorOfThree();
    fill(floor, contact(CAMPAIGN, [first], { acts }));
    expect(refusals(floor)).toEqual(rules);
    expect(floor.log('call.planned')).toHaveLength(rules.length === 0 ? 1 : 0);
  });

  const adjust = (floor: ScriptedFloor, change: Partial<CareInput> = {}) =>
    floor.input({
      type: 'limit.set',
      limit: 'number-dials-30-days-client',
      value: 5,
      reach: { scope: 'campaign', campaignId: CAMPAIGN },
      reason: ' The charity asked for a last round. ',
      actor: { kind: 'user', userId: 'user-1' as UserId },
      ...change,
    }).act;

  test('a limit that is adjusted is in force for the very next dial, and on record', () => {
    const floor = floorOfThree();
    floor.readyAgent('a2', { campaignIds: [SISTER] });
    expect(adjust(floor).ok).toBe(true);
    fill(floor, contact(CAMPAIGN, [first], { acts: dials(4, SISTER, CLIENT) }));
    expect(floor.log('call.planned')).toHaveLength(1);
    expect(floor.log('limits.changed')).toMatchObject([
      {
        actor: 'user-1',
        clientId: CLIENT,
        campaignId: CAMPAIGN,
        data: {
          limit: 'number-dials-30-days-client',
          scope: 'campaign',
          before: 4,
          after: 5,
          reason: 'The charity asked for a last round.',
        },
      },
    ]);
    fill(
      floor,
      contact(SISTER, [second], { acts: dials(4, SISTER, CLIENT).map((act) => ({ ...act, number: second.number })) }),
    );
    expect(refusals(floor)).toEqual(['CARE-NUMBER-DIALS-30-DAYS-CLIENT']);
  });

  test('what is planned already is asked for again by the new limit', () => {
    const floor = floorOfThree();
    fill(floor, contact(CAMPAIGN, [first], { acts: dials(3, SISTER, CLIENT) }));
    expect(adjust(floor, { value: 3 }).ok).toBe(true);
    floor.durable();
    expect(floor.commands('originate')).toEqual([]);
    expect(refusals(floor)).toEqual(['CARE-NUMBER-DIALS-30-DAYS-CLIENT']);
  });

  const unknown: ObjectionReach = { scope: 'campaign', campaignId: 'campaign-9' as CampaignId };
  test.each<[string, Partial<CareInput>, string, RegExp]>([
    ['no reason', { reason: '  because  ' }, 'not-possible', /10 to 500 characters; this one has 7/],
    ['no whole number', { value: 2.5 }, 'not-possible', /from 1 to 50, not 2.5/],
    ['too many', { value: 51 }, 'not-possible', /from 1 to 50/],
    ['no calls at all', { value: 0 }, 'not-possible', /from 1 to 50/],
    ['no such campaign', { reach: unknown }, 'not-found', /no such campaign/],
    [
      'no such charity',
      { reach: { scope: 'client', clientId: 'client-9' as ClientId } },
      'not-found',
      /no such charity/,
    ],
  ])('refused: %s', (_name, change, code, message) => {
    const floor = floorOfThree();
    const result = adjust(floor, change);
    expect(result).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(message) } });
    expect(floor.log('limits.changed')).toEqual([]);
    expect(floor.state.care.settings()).toEqual([]);
  });

  test.each<ObjectionReach>([
    { scope: 'agency' },
    { scope: 'client', clientId: CLIENT },
    { scope: 'campaign', campaignId: CAMPAIGN },
  ])('refused with the rule: past the law of where the campaign calls ($scope)', (reach) => {
    const floor = floorOfThree({ callerId: '+4930123456' as E164 });
    const result = adjust(floor, { limit: 'number-dials-a-day', value: 4, reach });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'not-lawful', message: expect.stringContaining('DE-FREQ-3-DAY') },
    });
    expect(adjust(floor, { limit: 'number-dials-a-day', value: 3, reach }).ok).toBe(true);
  });
});
