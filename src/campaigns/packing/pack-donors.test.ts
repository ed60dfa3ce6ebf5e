import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewDonor } from '../import/new-donor.ts';
import { donorPacker, unpackDonors } from './index.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\u2028\n"'), fc.constant(null));
const long = fc.oneof(text, fc.constant('é€😀\n'.repeat(50_000)));
const amount = fc.option(fc.maxSafeNat(), { nil: null });
const lists = fc.array(fc.string(), { maxLength: 3 });
const shared: readonly (readonly string[])[] = [['Europe/Paris'], ['FR'], ['FR', 'FR-57']];
const places = fc.oneof(lists, fc.constantFrom(...shared));
const number = fc.record({
  number: fc.string(),
  kind: fc.constantFrom('fixed', 'mobile', 'other'),
  zones: places,
  holidayRegions: places,
});
const consent = fc.record({
  givenAt: fc.nat(),
  means: fc.constant('paper'),
  evidence: text,
  outOfHours: fc.boolean(),
  withdrawnAt: amount,
});
const donor: fc.Arbitrary<NewDonor> = fc.record(
  {
    donorCode: fc.string({ unit: 'binary' }),
    civility: text,
    firstName: text,
    lastName: text,
    company: text,
    address: text,
    postalCode: text,
    city: text,
    country: text,
    email: text,
    lastGiftCents: amount,
    lastGiftOn: text,
    totalGiftsCents: amount,
    giftCount: amount,
    comment: long,
    numbers: fc.array(number, { maxLength: 4 }),
    rank: fc.nat(),
    suppressedBecause: text,
    household: fc.string(),
    segment: fc.string(),
    audience: fc.constant('donor'),
    relations: lists,
    relationEndedOn: fc.string(),
    consent,
  },
  {
    requiredKeys: [
      'donorCode',
      'civility',
      'firstName',
      'lastName',
      'company',
      'address',
      'postalCode',
      'city',
      'country',
      'email',
      'lastGiftCents',
      'lastGiftOn',
      'totalGiftsCents',
      'giftCount',
      'comment',
      'numbers',
      'rank',
      'suppressedBecause',
    ],
  },
) as fc.Arbitrary<NewDonor>;

test('what is packed one by one comes out again, whatever stands in it and however long', () => {
  const packer = donorPacker();
  fc.assert(
    fc.property(fc.array(donor, { maxLength: 6 }), (donors) => {
      for (const each of donors) packer.add(each);
      expect(packer.count).toBe(donors.length);
      const asJson = JSON.parse(JSON.stringify(donors)) as NewDonor[];
      expect([...unpackDonors(packer.take())]).toEqual(asJson);
      expect(packer.count).toBe(0);
    }),
    { numRuns: 40 },
  );
});
