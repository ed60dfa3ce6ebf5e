import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foyer, type Place, temporaryPlace } from './foyer-cli.ts';

const VECTORS = 'test/fixtures/compliance/cases.json';

let place: Place;
beforeAll(() => {
  place = temporaryPlace();
});
afterAll(() => place.remove());

const withFirst = (name: string, change: Record<string, unknown>) => {
  const { cases } = JSON.parse(readFileSync(VECTORS, 'utf8'));
  const path = place.file(name);
  writeFileSync(path, JSON.stringify({ cases: [{ ...cases[0], ...change }, cases[1]] }));
  return path;
};

test('answers every vector in a line of its own, as expected', async () => {
  const run = await foyer(['check', '--cases', VECTORS], {});
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const lines = run.stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(208);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    id: 'FR-001',
    decision: 'deny',
    rule_ids: ['FR-HOURS-DONATION-DEFAULT'],
    next_allowed_at: '2026-11-23T10:00:00+01:00',
  });
});

test('status 1 when an answer is another one, which is still told', async () => {
  const path = withFirst('other.json', { expected: { decision: 'allow', rule_ids: [], next_allowed_at: null } });
  const run = await foyer(['check', '--cases', path], {});
  expect(run).toMatchObject({ code: 1, stderr: '1 of 2 cases differ from what they expect.\n' });
  expect(run.stdout).toContain('"id":"FR-001","decision":"deny"');
});

test('status 2 for a file that is none, with the place', async () => {
  const run = await foyer(['check', '--cases', withFirst('bad.json', { profile: 'lenient' })], {});
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('bad.json');
  expect(run.stderr).toContain('case FR-001, field profile: ');
});
