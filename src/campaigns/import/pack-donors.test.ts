import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewDonor } from './new-donor.ts';
import { donorPacker } from './pack-donors.ts';

test('what is packed one by one reads as the JSON of the list, whatever stands in it and however long', () => {
  const packer = donorPacker();
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('é€😀'.repeat(100_000)), fc.constant('\ud800'));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (comments) => {
      const donors = comments.map((comment) => ({ donorCode: 'D', comment }) as NewDonor);
      for (const donor of donors) packer.add(donor);
      expect(packer.count).toBe(donors.length);
      expect(JSON.parse(new TextDecoder().decode(packer.take()))).toEqual(JSON.parse(JSON.stringify(donors)));
    }),
    { numRuns: 40 },
  );
});
