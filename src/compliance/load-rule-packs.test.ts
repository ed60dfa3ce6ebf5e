import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { houseGate } from './house-gate.ts';
import { loadRulePacks } from './load-rule-packs.ts';
import { RulePackError } from './rule-pack.ts';
import { sampleCall } from './sample-call.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Json {
  as_of: string;
  jurisdiction: string;
  territory: { numbers: string[]; zones: string[] };
  calendar: Record<string, { definition: { fixed: string[] }; dates?: unknown }>;
  rules: { id: string; check: { weekly: Record<string, unknown> }; effective_to: string | null }[];
}
/** A French pack of a later day, which opens at 11 and closes on 8 December. */
function newPack(name: string, change: (json: Json) => void = () => {}): string {
  const json: Json = JSON.parse(readFileSync('src/compliance/rules/fr.json', 'utf8'));
  json.as_of = '2026-12-01';
  for (const { id, check } of json.rules)
    if (id === 'FR-HOURS-DONATION-DEFAULT')
      for (const day of ['mon', 'tue', 'wed', 'thu', 'fri']) check.weekly[day] = [['11:00:00', '18:00:00']];
  const set = json.calendar['FR-L3133-1'];
  set?.definition.fixed.push('12-08');
  delete set?.dates;
  change(json);
  writeFileSync(join(folder, name), JSON.stringify(json));
  return name;
}
const at = (text: string) => houseGate(loadRulePacks(folder)).decide(sampleCall(), Date.parse(text));

describe('rule packs that come without a release', () => {
  it('are none in an empty folder', () => {
    expect(loadRulePacks(folder)).toHaveLength(14);
    expect(at('2026-12-01T10:00:00+01:00').allowed).toBe(true);
  });

  it('hold from their day on, and leave the days before as they were', () => {
    newPack('fr.json');
    expect(at('2026-11-30T10:00:00+01:00').allowed).toBe(true);
    expect(at('2026-12-01T10:00:00+01:00')).toMatchObject({
      nextAllowedAt: Date.parse('2026-12-01T11:00:00+01:00'),
    });
    expect(at('2025-12-08T10:00:00+01:00').allowed).toBe(true);
    expect(at('2026-12-08T12:00:00+01:00')).toMatchObject({
      nextAllowedAt: Date.parse('2026-12-09T11:00:00+01:00'),
    });
    // The evening before the change the next instant is already by the new rules.
    expect(at('2026-11-30T20:00:00+01:00')).toMatchObject({
      nextAllowedAt: Date.parse('2026-12-01T11:00:00+01:00'),
    });
    expect(houseGate(loadRulePacks(folder)).rulesVersion).toContain('2026-12-01');
  });

  it('never let a permit outlive the rules it was given by', () => {
    newPack('fr.json', (json) => {
      json.as_of = '2026-11-24';
      for (const { check } of json.rules) if ('weekly' in check) check.weekly = { ...check.weekly };
    });
    const open = houseGate(
      loadRulePacks(folder).map((pack) => ({
        ...pack,
        rules: pack.rules.filter(({ id, effective_to: to }) => id !== 'FR-HOURS-DONATION-DEFAULT' || to === null),
      })),
    );
    const midnight = Date.parse('2026-11-24T00:00:00+01:00');
    const decision = open.decide(sampleCall(), midnight - 10_000);
    expect(decision.allowed && decision.permit.expiresAt).toBe(midnight);
  });

  it('may follow one another, and add a jurisdiction', () => {
    newPack('a.json', (json) => {
      json.as_of = '2027-01-04';
    });
    newPack('b.json');
    newPack('lu.json', (json) => {
      json.jurisdiction = 'LU';
      json.territory = { ...json.territory, numbers: ['+352'], zones: ['Europe/Luxembourg'] };
    });
    const packs = loadRulePacks(folder);
    expect(packs).toHaveLength(15);
    expect(houseGate(packs).jurisdictionsOf('+35226123456', ['Europe/Luxembourg'])).toEqual(['LU']);
    expect(packs.find(({ jurisdiction }) => jurisdiction === 'FR')?.as_of).toBe('2027-01-04');
  });

  it.each([
    ['of the day of the one they replace', '2026-11-23'],
    ['older than it', '2026-01-01'],
  ])('are refused when they are %s', (_what, day) => {
    newPack('fr.json', (json) => {
      json.as_of = day;
    });
    expect(() => loadRulePacks(folder)).toThrow(/FR of .* can't replace the one of 2026-11-23/);
  });

  it('are refused whole when something in them is wrong', () => {
    newPack('fr.json', (json) => {
      delete json.calendar['FR-LOCAL'];
    });
    expect(() => loadRulePacks(folder)).toThrow(
      /fr\.json can't be used[\s\S]*FR-HOLIDAY-LOCAL-DEFAULT, field check\.holiday_set/,
    );
    writeFileSync(join(folder, 'fr.json'), '{');
    expect(() => loadRulePacks(folder)).toThrow(RulePackError);
    expect(() => loadRulePacks(folder)).toThrow(/fr\.json is no JSON/);
    expect(() => loadRulePacks(join(folder, 'nowhere'))).toThrow(/nowhere can't be read/);
  });
});
