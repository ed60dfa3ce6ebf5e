import { describe, expect, it } from 'vitest';
import type { ContactNumber } from '../../campaigns/index.ts';
import { houseGate } from '../../compliance/index.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';
import { callingDay, termsOfCall, termsOfCampaign } from './terms.ts';

const START = Date.parse('2026-11-24T10:00:00+01:00');
const gate = houseGate();

function numberIn(number: string, zone: string) {
  const [known] = candidate(1).numbers;
  return { ...known, number: number as E164, zones: [zone], holidayRegions: [] } satisfies ContactNumber;
}
const milan = numberIn('+390212345678', 'Europe/Rome');
const montreal = numberIn('+15142223333', 'America/Toronto');

function floorWith(...numbers: readonly ContactNumber[]) {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('predictive');
  floor.readyAgent('anne');
  floor.fill(...numbers.map((number, n) => candidate(n, { numbers: [number] })));
  const known = floor.state.campaigns.get(CAMPAIGN);
  if (known === undefined) throw new Error('no campaign');
  return { floor, known };
}

function asked(floor: ScriptedFloor) {
  floor.decide(0);
  floor.wait(1_000);
  const asks = floor.effects.flatMap((effect) => (effect.type === 'ask-pacing' ? [effect.request] : []));
  return asks.at(-1)?.campaigns[0];
}

describe('the terms of a campaign', () => {
  it('are the strictest of all places until its contacts have been seen', () => {
    const { floor, known } = floorWith();
    expect(termsOfCampaign(floor.state, known)).toEqual(gate.terms());
    expect(callingDay(known)).toEqual({ zone: 'Europe/Paris', opensAt: 10 * HOUR_MS, closesAt: 20 * HOUR_MS });
  });

  it('are those of the places that it calls, the strictest of several', () => {
    const italian = floorWith(milan);
    expect(termsOfCampaign(italian.floor.state, italian.known)).toEqual(gate.terms('IT'));
    const both = floorWith(milan, montreal);
    expect([...both.known.places.jurisdictions].sort()).toEqual(['CA', 'IT']);
    expect(termsOfCampaign(both.floor.state, both.known)).toMatchObject({
      abandonmentWindow: 'month',
      abandonedRestMs: gate.terms('IT').abandonedRestMs,
    });
  });

  it('reach the pacing with the window and the day of the place', () => {
    expect(asked(floorWith(candidate(1).numbers[0]).floor)).toMatchObject({
      window: 'day',
      zone: 'Europe/Paris',
      closesAt: 20 * HOUR_MS,
    });
    expect(asked(floorWith(montreal).floor)).toMatchObject({
      window: 'month',
      zone: 'America/Toronto',
      opensAt: null,
      closesAt: null,
      abandonmentLimit: gate.terms('CA').abandonmentLimit,
      connectLimitMs: gate.terms('CA').connectLimitMs,
    });
  });
});

it('the terms are those of the campaign’s own profile', () => {
  const { floor, known } = floorWith(montreal);
  known.campaign = { ...known.campaign, profile: 'statutory' };
  const statutory = gate.terms('CA', 'statutory');
  expect(statutory).not.toEqual(gate.terms('CA'));
  expect(gate.terms('CA')).toEqual(gate.terms('CA', 'recommended'));
  expect(termsOfCampaign(floor.state, known)).toEqual(statutory);
  expect(termsOfCall(floor.state, { number: montreal, campaignId: CAMPAIGN })).toEqual(statutory);
});

it('the terms of a call are those of its number, the strictest where it belongs nowhere', () => {
  const { state } = floorWith().floor;
  expect(termsOfCall(state, { number: milan, campaignId: CAMPAIGN })).toEqual(gate.terms('IT'));
  expect(termsOfCall(state, { number: numberIn('+99912345', 'Europe/Rome'), campaignId: CAMPAIGN })).toEqual(
    gate.terms(),
  );
});
