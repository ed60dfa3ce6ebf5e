import { describe, expect, it } from 'vitest';
import type { E164 } from '../kernel/phone-number.ts';
import { createGate } from './gate.ts';
import type { PersonFacts, PlannedCall } from './planned-call.ts';
import { sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';

/*
 * How old the copy of each list may be, written down from the texts of the rules; days are the local days of the person.
 * The calls are for sale, at eleven in the morning of a Tuesday, to somebody who is on no list.
 */
const lists = [
  ['UK-TPS', 'TPS', 28, '+442079460018', 'Europe/London'],
  ['UK-CTPS', 'CTPS', 28, '+442079460018', 'Europe/London'],
  ['US-DNC-NATIONAL', 'US-NDNC', 31, '+12125550123', 'America/New_York'],
  ['CA-DNCL', 'CA-DNCL', 31, '+14165550123', 'America/Toronto'],
  ['BE-DNCM', 'BE-DNCM', 30, '+3225551212', 'Europe/Brussels'],
  ['ES-ROBINSON', 'ES-ROBINSON', 30, '+34910000000', 'Europe/Madrid'],
  ['CH-STAR', 'CH-STAR', 30, '+41446681800', 'Europe/Zurich'],
  ['CH-STAR', 'CH-UNLISTED', 30, '+41446681800', 'Europe/Zurich'],
  ['IE-NDD', 'IE-NDD', 28, '+35312345678', 'Europe/Dublin'],
  ['IT-RPO', 'IT-RPO', 15, '+390612345678', 'Europe/Rome'],
  ['AU-DNCR', 'AU-DNCR', 30, '+61255501234', 'Australia/Sydney'],
] as const;
const gate = createGate({
  packs: shippedRules(),
  profile: 'statutory',
  purpose: 'commercial',
  callerType: 'paid_agency',
});
const DAY = '2026-11-24';
const others = Object.fromEntries(lists.map(([, list]) => [list, DAY]));

/** Eleven o'clock on that day where the person is. */
function eleven(zone: string): number {
  const noon = Date.parse(`${DAY}T12:00:00Z`);
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric' }).format(noon));
  return noon + (11 - hour) * 3_600_000;
}

function daysBefore(days: number): string {
  return new Date(Date.parse(`${DAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function refusedBy(number: string, zone: string, facts: Partial<PersonFacts>, change: Partial<PlannedCall> = {}) {
  const person = { audience: 'prospect', relations: [], registries: [], ...facts } as const;
  const call = sampleCall({ number: number as E164, zones: [zone], holidayRegions: [], facts: person, ...change });
  const decision = gate.decide(call, eleven(zone));
  return decision.allowed ? [] : decision.refusals.map(({ ruleId }) => ruleId);
}

describe('the copy of a list', () => {
  it.each(lists)('%s: %s counts for %i days', (rule, list, most, number, zone) => {
    const asked = (dated: string) => refusedBy(number, zone, { listDates: { ...others, [list]: dated } });
    expect(asked(DAY)).not.toContain(rule);
    expect(asked(daysBefore(most))).not.toContain(rule);
    expect(asked(daysBefore(most + 1))).toContain(rule);
  });

  it.each(lists)('%s: without %s nothing is dialed (of %i days)', (rule, list, _most, number, zone) => {
    const { [list]: _missing, ...rest } = others;
    expect(refusedBy(number, zone, { listDates: rest })).toContain(rule);
  });

  it('of the preference service of fundraising has no age', () => {
    const giving = { campaign: { purpose: 'donation', callerType: 'paid_agency', profile: 'recommended' } } as const;
    const old = { listDates: { ...others, FPS: '2018-01-01' } };
    expect(refusedBy('+442079460018', 'Europe/London', old, giving)).toEqual([]);
  });
});

describe('what nobody knows', () => {
  it.each([['Atlantis/Town'], ['Europe/Paris ', 'Europe/Paris'], ['', 'Europe/Paris']])(
    '%o: a place that is none refuses',
    (...zones) => {
      const decision = gate.decide(sampleCall({ zones }), eleven('Europe/Paris'));
      expect(decision).toMatchObject({ allowed: false, nextAllowedAt: null });
    },
  );

  it('no place at all refuses', () => {
    expect(gate.decide(sampleCall({ zones: [] }), eleven('Europe/Paris'))).toMatchObject({ allowed: false });
  });
});
