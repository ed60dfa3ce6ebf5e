import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}docs/security.md`, 'utf8');
/** How many requirements of levels 1 and 2 each section of OWASP ASVS 4.0.3 has. */
const ASVS: Readonly<Record<string, number>> = {
  ...{ '1.1': 7, '1.2': 4, '1.4': 3, '1.5': 4, '1.6': 4, '1.7': 2, '1.8': 2, '1.9': 2, '1.10': 1, '1.11': 2 },
  ...{ '1.12': 1, '1.14': 6, '2.1': 12, '2.2': 3, '2.3': 3, '2.4': 5, '2.5': 7, '2.6': 3, '2.7': 6, '2.8': 7 },
  ...{ '2.9': 3, '2.10': 4, '3.1': 1, '3.2': 4, '3.3': 4, '3.4': 5, '3.5': 3, '3.7': 1, '4.1': 4, '4.2': 2, '4.3': 3 },
  ...{ '5.1': 5, '5.2': 8, '5.3': 10, '5.4': 3, '5.5': 4, '6.1': 3, '6.2': 6, '6.3': 2, '6.4': 2, '7.1': 4, '7.2': 2 },
  ...{ '7.3': 3, '7.4': 3, '8.1': 4, '8.2': 3, '8.3': 8, '9.1': 3, '9.2': 4, '10.2': 2, '10.3': 3, '11.1': 8 },
  ...{ '12.1': 3, '12.2': 1, '12.3': 6, '12.4': 2, '12.5': 2, '12.6': 1, '13.1': 4, '13.2': 5, '13.3': 2, '13.4': 2 },
  ...{ '14.1': 4, '14.2': 6, '14.3': 2, '14.4': 7, '14.5': 4 },
};

it('names only tests that there are', () => {
  const files = ['src', 'test', 'web'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' }),
  );
  const tests = new Set(files.filter((path) => path.endsWith('.test.ts')).map(nameOf));
  const named = [...text.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, path = '']) => nameOf(path));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !tests.has(name))).toEqual([]);
});

it('answers every requirement of the two levels, once or more', () => {
  const answered = new Set([...text.matchAll(/\b(\d+\.\d+)\.(\d+)(?:–\d+\.\d+\.(\d+))?/g)].flatMap(numbersOf));
  const counts = Object.keys(ASVS).map((section) => [
    section,
    [...answered].filter((number) => number.startsWith(`${section}.`)).length,
  ]);
  expect(Object.fromEntries(counts)).toEqual(ASVS);
});

function nameOf(path: string): string {
  return basename(path);
}

function numbersOf([, section = '', first = '', last = first]: RegExpMatchArray): string[] {
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, at) => `${section}.${Number(first) + at}`);
}
