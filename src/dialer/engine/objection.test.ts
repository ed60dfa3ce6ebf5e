import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../campaigns/index.ts';
import { houseGate, type ObjectionReach } from '../../compliance/index.ts';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 11:00 in Paris. */
const START = Date.UTC(2026, 10, 24, 10);
const CLIENT = 'client-1' as ClientId;
const gate = houseGate();

const second = candidate(2);

/** An agent held for a call to candidate 1 that is planned. */
function planned(givenUp: Candidate['givenUp'] = []): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  floor.fill(candidate(1, { givenUp }));
  return floor;
}

function ringing(givenUp?: Candidate['givenUp']): ScriptedFloor {
  const floor = planned(givenUp);
  floor.durable();
  floor.signal({ type: 'leg.ringing', legId: floor.onlyLeg(), role: 'donor' });
  return floor;
}

function object(floor: ScriptedFloor, reach: ObjectionReach = { scope: 'client', clientId: CLIENT }, n = 1): void {
  const [{ numberId, number }] = candidate(n).numbers;
  floor.input({
    type: 'objection.add',
    numberId,
    number,
    clientId: CLIENT,
    reach,
    actor: { kind: 'system' },
    source: 'web-link',
    channel: 'all',
    reason: 'too-many-calls',
  });
}

const reaches: readonly ObjectionReach[] = [
  { scope: 'agency' },
  { scope: 'client', clientId: CLIENT },
  { scope: 'campaign', campaignId: CAMPAIGN },
];
const elsewhere: readonly ObjectionReach[] = [
  { scope: 'client', clientId: 'client-2' as ClientId },
  { scope: 'campaign', campaignId: 'campaign-2' as CampaignId },
];

describe('an objection from outside the floor', () => {
  test.each(reaches)('ends the call that rings at that number ($scope)', (reach) => {
    const floor = ringing();
    object(floor, reach);
    expect(floor.commands('hang-up')).toMatchObject([{ legId: floor.onlyLeg(), cause: 'ORIGINATOR_CANCEL' }]);
    floor.signal({
      type: 'leg.ended',
      legId: floor.onlyLeg(),
      role: 'donor',
      cause: 'ORIGINATOR_CANCEL',
      sipStatus: undefined,
      by: 'command',
    });
    expect(floor.log('call.ended')).toMatchObject([{ data: { outcome: 'cancelled', by: 'system' } }]);
    expect(floor.agent('a1').state).toBe('ready');
  });

  test('ends a planned call before its originate leaves', () => {
    const floor = planned();
    object(floor);
    expect(floor.log('call.ended')).toMatchObject([{ data: { outcome: 'cancelled' } }]);
    floor.durable();
    expect(floor.commands('originate')).toEqual([]);
  });

  test.each(elsewhere)('leaves the calls of others alone ($scope)', (reach) => {
    const floor = ringing();
    object(floor, reach);
    expect(floor.commands('hang-up')).toEqual([]);
    expect(floor.log('objection.recorded')).toHaveLength(1);
  });

  test('leaves the call of another number alone', () => {
    const floor = ringing();
    object(floor, { scope: 'agency' }, 2);
    expect(floor.commands('hang-up')).toEqual([]);
  });

  test('does not cut off a person who speaks, and no second call follows', () => {
    const floor = ringing();
    floor.answer();
    floor.bridged();
    object(floor);
    expect(floor.commands('hang-up')).toEqual([]);
    expect(floor.agent('a1').state).toBe('talking');
    floor.readyAgent('a2');
    floor.fill(candidate(2, { numbers: candidate(1).numbers }));
    floor.hungUp(floor.onlyLeg());
    floor.wait(1_000);
    expect(floor.commands('originate')).toHaveLength(1);
  });

  test.each(reaches)('refuses the very next dial, for good ($scope)', (reach) => {
    const floor = new ScriptedFloor(gate, START);
    floor.campaign('progressive');
    object(floor, reach);
    floor.readyAgent('a1');
    floor.fill(candidate(1), candidate(2));
    floor.wait(1_000);
    floor.durable();
    expect(floor.commands('originate').map(({ permit }) => permit.number)).toEqual([candidate(2).numbers[0].number]);
    expect(floor.log('contact.rescheduled')).toMatchObject([{ data: { state: 'suppressed', dueAt: null } }]);
  });

  test('of the person called, by the key on the message, holds on every number that is known of the person', () => {
    const floor = new ScriptedFloor(gate, START);
    floor.campaign('predictive');
    floor.readyAgent('a1');
    const [first] = candidate(1).numbers;
    const [second] = candidate(2).numbers;
    floor.decide(0);
    floor.fill(candidate(1, { numbers: [first, second] }));
    floor.decide(1);
    floor.durable();
    floor.act('a1', { type: 'agent.pause', reason: 'personal' });
    floor.answer();
    floor.wait(2_000);
    floor.signal({ type: 'leg.key', legId: floor.onlyLeg(), key: '9' });
    expect(floor.log('objection.recorded').map(({ data }) => data.numberId)).toEqual(['number-1', 'number-2']);
    for (const { number } of [first, second]) {
      const question = { number, campaignId: CAMPAIGN, clientId: CLIENT, at: floor.now };
      expect(floor.state.objections.covers(question)).toBe(true);
    }
  });

  test('of the person called reaches a number that was given up, which another of the household has too', () => {
    const floor = ringing([second.numbers[0]]);
    floor.answer();
    floor.bridged();
    floor.hungUp(floor.onlyLeg());
    floor.act('a1', { type: 'agent.wrap-up', disposition: 'OPP', callbackAt: undefined, ready: true });
    expect(floor.log('objection.recorded').map(({ data }) => data.numberId)).toEqual(['number-1', 'number-2']);
    floor.fill(second);
    floor.wait(1_000);
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(1);
  });

  test('of the person called is one for the whole charity, though one campaign was objected to before', () => {
    const floor = ringing();
    floor.answer();
    floor.bridged();
    object(floor, { scope: 'campaign', campaignId: CAMPAIGN });
    floor.hungUp(floor.onlyLeg());
    floor.act('a1', { type: 'agent.wrap-up', disposition: 'OPP', callbackAt: undefined, ready: true });
    expect(floor.log('objection.recorded').map(({ data }) => data.scope)).toEqual(['campaign', 'client']);
    const elsewhere = { number: candidate(1).numbers[0].number, campaignId: 'campaign-2' as CampaignId };
    expect(floor.state.objections.covers({ ...elsewhere, clientId: CLIENT, at: floor.now })).toBe(true);
  });

  test('aside, a person who has been erased is not dialed from memory', () => {
    const floor = new ScriptedFloor(gate, START);
    floor.campaign('progressive');
    floor.fill(candidate(1), candidate(2));
    const loaded = candidate(1);
    floor.input({ type: 'contacts.erased', contactIds: [loaded.contactId] });
    floor.input({
      type: 'hopper.filled',
      campaignId: CAMPAIGN,
      candidates: [{ ...loaded, loadedAt: START - 1 }],
      exhausted: true,
    });
    floor.readyAgent('a1');
    floor.wait(1_000);
    floor.durable();
    expect(floor.commands('originate').map(({ permit }) => permit.number)).toEqual([candidate(2).numbers[0].number]);
  });

  test('is told in the log by ids and codes alone', () => {
    const floor = ringing();
    object(floor, { scope: 'campaign', campaignId: CAMPAIGN });
    const [event] = floor.log('objection.recorded');
    expect(event).toMatchObject({
      clientId: CLIENT,
      campaignId: CAMPAIGN,
      data: {
        numberId: 'number-1',
        scope: 'campaign',
        source: 'web-link',
        attemptId: floor.onlyAttempt(),
        channel: 'all',
        reason: 'too-many-calls',
      },
    });
    expect(JSON.stringify(floor.events)).not.toContain(candidate(1).numbers[0].number);
  });
});
