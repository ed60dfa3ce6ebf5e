import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONFIRMATIONS_FILE, confirmationsIn, loadRulePacks } from './load-rule-packs.ts';
import { RulePackError } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const [france] = shippedRules();
const ruleId = france?.rules[0]?.id ?? '';
const one = { ruleId, packOf: france?.as_of, by: 'Me Martin', on: '2026-12-01' };
const levelOf = () => loadRulePacks(folder)[0]?.rules[0]?.confidence.level;

test('the folder of packs also says who confirmed which rules', () => {
  expect(confirmationsIn(folder)).toEqual([]);
  expect(levelOf()).toBe(france?.rules[0]?.confidence.level);
  write(CONFIRMATIONS_FILE, JSON.stringify({ confirmations: [one] }));
  expect(confirmationsIn(folder)).toEqual([one]);
  expect(levelOf()).toBe('confirmed');
  expect(CONFIRMATIONS_FILE).toBe('confirmations.json');
});

test('confirmations that cannot be read are never taken for none', () => {
  write(CONFIRMATIONS_FILE, '{');
  expect(() => loadRulePacks(folder)).toThrow(/confirmations\.json is no JSON that can be read: SyntaxError/);
  write(CONFIRMATIONS_FILE, '{}');
  expect(() => loadRulePacks(folder)).toThrow(/confirmations\.json holds no confirmations/);
});

test('other files in the folder are no packs', () => {
  for (const name of ['README.md', 'fr.json.bak', 'json']) write(name, 'x');
  expect(loadRulePacks(folder)).toEqual(shippedRules());
  expect(loadRulePacks(folder, [])).toEqual([]);
});

test('a folder of a thousand files is the limit', () => {
  for (let i = 0; i < 1_000; i++) write(`${String(i).padStart(4, '0')}.json`, '');
  // As many as there may be: the first of them is read.
  expect(() => loadRulePacks(folder)).toThrow(/0000\.json is no JSON/);
  write('x.json', '');
  expect(() => loadRulePacks(folder)).toThrow(RulePackError);
  expect(() => loadRulePacks(folder)).toThrow(
    `${folder} holds 1001 JSON files. A folder of rule packs holds at most 1000.`,
  );
});

test('what is wrong is told with its cause', () => {
  const failure = (where = join(folder, 'nowhere')): unknown => {
    try {
      return loadRulePacks(where);
    } catch (error) {
      return error;
    }
  };
  expect(failure()).toBeInstanceOf(RulePackError);
  expect(failure()).toMatchObject({ name: 'RulePackError', cause: { code: 'ENOENT' } });
  expect(String(failure())).toContain(
    `The folder of rule packs ${join(folder, 'nowhere')} can't be read: Error: ENOENT`,
  );
  write('x.json', '{');
  expect(failure(folder)).toMatchObject({ name: 'RulePackError', cause: { name: 'SyntaxError' } });
});
