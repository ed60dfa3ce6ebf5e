import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamSeqs } from './stream-seqs.ts';

test('knows which places are taken and the last, in whatever order they were', () => {
  const order = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
  const same = fc.property(order, (seqs) => {
    const book = new StreamSeqs();
    for (const seq of seqs) {
      expect(book.has('s', seq)).toBe(false);
      book.add('s', seq);
    }
    for (let seq = 0; seq <= 31; seq++) expect(book.has('s', seq)).toBe(seqs.includes(seq));
    expect(book.last('s')).toBe(Math.max(...seqs));
    expect(book.last('other')).toBeUndefined();
  });
  fc.assert(same, { seed: 4 });
});
