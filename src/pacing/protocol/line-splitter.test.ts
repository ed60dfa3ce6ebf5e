import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from './bounds.ts';
import { LineSplitter } from './line-splitter.ts';

function split(chunks: readonly Buffer[]): (string | { field: string })[] {
  const splitter = new LineSplitter();
  const lines = [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()];
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
  return lines.map(({ text }) => (text.ok ? text.value : { field: text.error.field }));
}

describe('lines of a stream', () => {
  it('are the same wherever the stream is cut', () => {
    // Characters of one to four bytes.
    const text = fc.array(fc.constantFrom('a', 'é', '€', '😀', ' ', '\r'), { maxLength: 6 }).map((all) => all.join(''));
    const texts = fc.array(text, { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 8 }), (lines, places) => {
        const whole = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const cuts = [0, ...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
        const chunks = cuts.slice(1).map((cut, index) => whole.subarray(cuts[index], cut));
        expect(split(chunks)).toEqual(split([whole]));
        expect(split([whole])).toEqual(lines);
      }),
    );
  });

  it('end at the end of the stream too', () => {
    expect(split([Buffer.from('one\ntwo')])).toEqual(['one', 'two']);
    expect(split([Buffer.from('one\n')])).toEqual(['one']);
    expect(split([])).toEqual([]);
  });

  it('of more bytes than the bound are refused, and only these', () => {
    const longest = 'x'.repeat(MAX_LINE_BYTES);
    const long = Buffer.from(`${longest}\n${longest}x\nshort\n${longest}${longest}`);
    expect(split([long])).toEqual([longest, { field: 'line' }, 'short', { field: 'line' }]);
    const bytewise = [...Array(Math.ceil(long.length / 1000)).keys()].map((n) =>
      long.subarray(n * 1000, n * 1000 + 1000),
    );
    expect(split(bytewise)).toEqual(split([long]));
  });

  it('that are not UTF-8 are refused; a byte order mark before the first is no part of it', () => {
    expect(split([Buffer.from('\uFEFFone\n'), Buffer.from([0xff, 0x0a]), Buffer.from('é\n')])).toEqual([
      'one',
      { field: 'line' },
      'é',
    ]);
  });
});
