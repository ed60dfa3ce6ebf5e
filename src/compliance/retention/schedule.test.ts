import { expect, test } from 'vitest';
import { shippedRules } from '../shipped-rules.ts';
import { retentionDue } from './schedule.ts';

const packs = shippedRules();
const on = (now: number, ruleId: string) =>
  retentionDue(packs, now)
    .filter((due) => due.ruleId === ruleId)
    .map(({ data, before }) => [data, new Date(before).toISOString().slice(0, 10)]);

test('what is too old follows from the rules in force, by calendar years and by days', () => {
  const now = Date.UTC(2026, 10, 24, 15);
  expect(on(now, 'FR-RETENTION-CONTACTS')).toEqual([
    ['prospect', '2023-11-24'],
    ['call_detail', '2025-11-24'],
  ]);
  expect(on(now, 'FR-REC-RETENTION')).toEqual([
    ['recording_quality', '2026-05-25'],
    ['evaluation_sheet', '2025-11-24'],
  ]);
  expect(on(Date.UTC(2028, 1, 29), 'FR-RETENTION-CONTACTS')[0]).toEqual(['prospect', '2025-03-01']);
});

test('a rule that only asks for keeping erases nothing, and a layer of law says whose rule it is', () => {
  expect(on(Date.UTC(2026, 10, 24), 'US-RECORDS-5Y')).toEqual([]);
  const [first] = retentionDue(packs, Date.UTC(2026, 10, 24)).filter(({ data }) => data === 'prospect');
  expect(first).toMatchObject({ jurisdiction: 'FR', confidence: 'memory', strength: 'regulator_policy' });
  expect(first?.numbers).toContain('+33');
});
