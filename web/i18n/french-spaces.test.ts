import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { frenchSpaces } from './french-spaces.ts';

type Words = string | { readonly [key: string]: Words };

/** Each text with its key. */
function texts(words: Words, at = ''): [key: string, text: string][] {
  if (typeof words === 'string') return [[at, words]];
  return Object.entries(words).flatMap(([key, value]) => texts(value, at === '' ? key : `${at}.${key}`));
}

describe('French spaces', () => {
  it('do not break a line before high signs, nor inside quotes', () => {
    expect(frenchSpaces('Et si ? « Oui » : 3 %')).toBe('Et si\u202f? «\u00a0Oui\u00a0»\u00a0: 3\u00a0%');
  });

  it('leave what stands inside a text alone', () => {
    expect(frenchSpaces({ a: '{{name}} à 10:30' })).toEqual({ a: '{{name}} à 10:30' });
  });
});

describe('the message files', () => {
  it('have the same texts in both languages, none of them empty, with the same values put in', () => {
    const [french, english] = [new Map(texts(fr as Words)), new Map(texts(en as Words))];
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
    for (const [key, text] of french) {
      const other = english.get(key) ?? '';
      const mayBeEmpty = text === '';
      expect([key, mayBeEmpty || other.trim() !== '']).toEqual([key, true]);
      const put = (words: string) => [...new Set(words.match(/\{\{\w+\}\}/gu))].sort();
      expect([key, put(other)]).toEqual([key, put(text)]);
    }
  });
});
