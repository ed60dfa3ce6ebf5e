import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rulesDoc } from '../../scripts/rules-doc.ts';
import { shippedRules } from '../../src/compliance/index.ts';

const doc = readFileSync('docs/compliance/rules.md', 'utf8');
const rules = shippedRules().flatMap((pack) => pack.rules);

describe('docs/compliance/rules.md', () => {
  it('is what scripts/make-rules-doc.ts writes', () => expect(doc).toBe(rulesDoc()));

  it('has every rule, and says what it is not', () => {
    for (const { id } of rules) expect(doc).toContain(`| \`${id}\` |`);
    expect(doc).toContain('**This is not legal advice.**');
    const fromMemory = rules.filter(({ confidence }) => confidence.level === 'memory');
    expect(doc.match(/\*\*to be confirmed by counsel\*\*/g)).toHaveLength(fromMemory.length);
  });

  it('names code and tests that are there, and a test for every rule of the gate', () => {
    const files = [...doc.matchAll(/`([a-z-]+(?:\.test)?\.ts)`/g)].map(([, name = '']) => name);
    for (const name of new Set(files)) expect([name, existsSync(`src/compliance/${name}`)]).toEqual([name, true]);
    for (const { id, gates_dialing: gates } of rules) {
      const line = doc.split('\n').find((each) => each.startsWith(`| \`${id}\` |`)) ?? '';
      if (gates) expect([id, /\.test\.ts`/.test(line)]).toEqual([id, true]);
    }
  });
});
