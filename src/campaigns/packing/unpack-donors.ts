import type { NewDonor } from '../import/new-donor.ts';
import type { PackedDonor, Where } from './pack-donors.ts';

const LINE_END = 0x0a;

/** One after the other: a thousand donors at once would all be moved to the heap of what lives long. */
export function* unpackDonors(packed: Uint8Array): Generator<NewDonor> {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const last = bytes.lastIndexOf(LINE_END) + 1;
  const wheres = JSON.parse(bytes.toString('utf8', last)) as Where[];
  for (let from = 0; from < last; ) {
    const end = bytes.indexOf(LINE_END, from);
    yield donorOf(JSON.parse(bytes.toString('utf8', from, end)) as PackedDonor, wheres);
    from = end + 1;
  }
}

function donorOf(line: PackedDonor, wheres: readonly Where[]): NewDonor {
  const [, , , , , , , , , , , , , , , , , household, numbers, rarely] = line;
  const donor: NewDonor = {
    donorCode: line[0],
    civility: line[1],
    firstName: line[2],
    lastName: line[3],
    company: line[4],
    address: line[5],
    postalCode: line[6],
    city: line[7],
    country: line[8],
    email: line[9],
    lastGiftCents: line[10],
    lastGiftOn: line[11],
    totalGiftsCents: line[12],
    giftCount: line[13],
    comment: line[14],
    numbers: numbersOf(numbers, wheres),
    rank: line[15],
    suppressedBecause: line[16],
  };
  if (household !== null) Object.assign(donor, { household });
  return rarely === null ? donor : Object.assign(donor, rarely);
}

function numbersOf(packed: PackedDonor[18], wheres: readonly Where[]): NewDonor['numbers'] {
  const numbers: NewDonor['numbers'][number][] = [];
  for (let i = 0; i < packed.length; i += 2) {
    const [kind, zones, holidayRegions] = wheres[Number(packed[i + 1])] as Where;
    numbers.push({ number: String(packed[i]), kind, zones, holidayRegions });
  }
  return numbers;
}
