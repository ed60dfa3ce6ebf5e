import { describe, expect, test } from 'vitest';
import { parseEslUrl, switchServerSchema } from './switch-server.ts';

describe('parseEslUrl', () => {
  test.each([
    ['esl://:secret@127.0.0.1:8021', { host: '127.0.0.1', port: 8021, user: undefined, password: 'secret' }],
    ['esl://:secret@fs.example', { host: 'fs.example', port: 8021, user: undefined, password: 'secret' }],
    ['esl://foyer:p%40ss%2F@[::1]:9021', { host: '::1', port: 9021, user: 'foyer', password: 'p@ss/' }],
  ])('%s', (url, address) => {
    expect(parseEslUrl(url)).toEqual(address);
  });

  test.each([
    '',
    'secret',
    'http://:secret@h',
    'esl://h:8021',
    'esl://user@h',
    'esl://:a%0Ab@h',
    'esl://:%ZZ@h',
    'esl://:a%20b@h',
    'esl://:secret@h:99999',
  ])('not %j', (url) => {
    expect(parseEslUrl(url)).toBeUndefined();
  });
});

describe('switchServerSchema', () => {
  test('an error names the setting and never repeats the password', () => {
    const result = switchServerSchema.safeParse({ id: 'fs 1', url: 'esl://hunter2', gateways: [{ id: 'a,b' }] });
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual(['id', 'url', 'gateways.0.id']);
    expect(JSON.stringify(result.error)).not.toContain('hunter2');
  });
});
