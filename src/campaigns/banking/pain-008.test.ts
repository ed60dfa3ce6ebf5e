import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { addDays, bankDayFrom, isBankDay } from './bank-day.ts';
import type { Collection, Collector, DueCollection } from './collection.ts';
import { endToEndIdOf, mandateOfEndToEndId } from './end-to-end-id.ts';
import { collectionFiles, writePain008 } from './pain-008.ts';
import { planCollections } from './plan-collections.ts';

const schema = readFileSync(
  new URL('../../../test/fixtures/banking/pain.008.001.08-sepa.xsd', import.meta.url),
  'utf8',
);
/** Where somebody has the schema of ISO 20022 itself, the same files are held against it as well. */
const official = process.env['FOYER_PAIN008_XSD'];
const TODAY = '2026-11-25';
const CREATED_AT = Date.UTC(2026, 10, 25, 9, 30);
const collector: Collector = {
  name: 'Association « Les Œuvres & Cie »',
  creditorId: 'FR72ZZZ123456',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
};
// Test accounts with valid check digits, French ones with a valid RIB key.
const accounts = [
  'FR1420041010050500013M02606',
  'FR7630006000011234567890189',
  'DE89370400440532013000',
  'BE68539007547034',
];
const idOf = (n: number) => `0193a2c4-7e00-7000-8000-${n.toString(16).padStart(12, '0')}`;

function due(n: number, more: Partial<DueCollection> = {}): DueCollection {
  return {
    mandateId: idOf(n),
    rum: `FOY-${String(n).padStart(10, '0')}`,
    signedOn: '2026-11-01',
    debtorName: 'Zoé Lefèvre',
    iban: accounts[n % accounts.length] ?? '',
    bic: null,
    amountCents: 1_500,
    dueOn: '2026-12-05',
    frequency: 'regular',
    presentedBefore: 0,
    lastPresentedOn: null,
    notifiedOn: '2026-11-10',
    text: 'Merci pour votre don',
    ...more,
  };
}

function filesOf(collections: readonly Collection[], maximum?: number) {
  const files = collectionFiles(collector, collections, maximum);
  if (!files.ok) throw new Error(files.error.join('; '));
  return files.value;
}
const xmlOf = (collections: readonly Collection[]) =>
  filesOf(collections).map((file) => [...writePain008(file, CREATED_AT)].join(''));
const planned = (list: readonly DueCollection[]) => planCollections(list, { today: TODAY }).collections;
const sumOf = (list: readonly { amountCents: number }[]) => list.reduce((sum, { amountCents }) => sum + amountCents, 0);

async function problems(xml: readonly string[], by = schema): Promise<readonly string[]> {
  const input = xml.map((contents, index) => ({ fileName: `file-${index}.xml`, contents }));
  const { errors } = await validateXML({ xml: input, schema: by });
  return errors.map(({ message }) => message);
}

const amendments: readonly (DueCollection['amendment'] | undefined)[] = [
  undefined,
  { otherAccount: true },
  { rum: 'ANCIEN-1' },
  { creditorId: 'FR72ZZZ123456', creditorName: 'Ancien nom' },
];
const anyDue = fc
  .record({
    n: fc.integer({ min: 1, max: 2 ** 40 }),
    debtorName: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
      fc.constant("Ægir d'Ñandú & Fils"),
    ),
    text: fc.string({ unit: 'binary', maxLength: 300 }),
    amountCents: fc.integer({ min: 1, max: 99_999_999_999 }),
    dueOn: fc.integer({ min: -5, max: 13 }).map((days) => addDays(TODAY, days)),
    frequency: fc.constantFrom<'once' | 'regular'>('once', 'regular'),
    final: fc.boolean(),
    amendment: fc.constantFrom(...amendments),
  })
  .map(({ n, amendment, ...more }) => due(n, { ...more, ...(amendment === undefined ? {} : { amendment }) }));

describe('a file of direct debits', () => {
  it('fits the schema, whatever the names and texts are', async () => {
    const files: string[] = [];
    fc.assert(
      fc.property(fc.array(anyDue, { minLength: 1, maxLength: 12 }), (list) => {
        const xml = xmlOf(planned(list));
        files.push(...xml);
        for (const each of xml) {
          const texts = [...each.matchAll(/<(?:Nm|Ustrd|MsgId|PmtInfId|EndToEndId|MndtId)>([^<]*)</g)].map(
            ([, text = '']) => text,
          );
          for (const text of texts) expect(text.replaceAll('&apos;', "'")).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]+$/);
        }
      }),
      { numRuns: 60, seed: 8 },
    );
    expect(files.length).toBeGreaterThan(20);
    expect(await problems(files)).toEqual([]);
    if (official !== undefined) expect(await problems(files, readFileSync(official, 'utf8'))).toEqual([]);
  });

  it('fits it for any charity that collects: long names, accents, ampersands, with and without a BIC', async () => {
    const collectors = fc.record({
      name: fc.oneof(
        fc.constantFrom('Œuvre & Cœur', 'Société « d’Aide » à l’Enfance', 'Žába & Sønner', `L${'a'.repeat(200)}`),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }).map((text) => `A${text}`),
      ),
      creditorId: fc.constantFrom('FR72ZZZ123456', 'DE98ZZZ09999999999', 'NL79ZZZ999999990000'),
      iban: fc.constantFrom(...accounts),
      bic: fc.constantFrom(null, 'AGRIFRPP', 'PSSTFRPPXXX'),
    });
    const files: string[] = [];
    fc.assert(
      fc.property(collectors, fc.integer({ min: 0, max: 3 }), (each, presentedBefore) => {
        const lastPresentedOn = presentedBefore === 0 ? null : '2026-11-05';
        const list = [due(1), due(2, { presentedBefore, lastPresentedOn }), due(3, { frequency: 'once' })];
        const made = collectionFiles(each, planned(list));
        expect(made.ok).toBe(true);
        if (made.ok) files.push(...made.value.map((file) => [...writePain008(file, CREATED_AT)].join('')));
      }),
      { numRuns: 40, seed: 20 },
    );
    for (const sequence of ['FRST', 'RCUR', 'OOFF'])
      expect(files.some((xml) => xml.includes(`<SeqTp>${sequence}<`))).toBe(true);
    expect(await problems(files)).toEqual([]);
    if (official !== undefined) expect(await problems(files, readFileSync(official, 'utf8'))).toEqual([]);
  });

  it('is refused by the same schema when something is missing or in the wrong order', async () => {
    const [xml = ''] = xmlOf(planned([due(1)]));
    expect(await problems([xml])).toEqual([]);
    for (const [from, to] of [
      ['<ChrgBr>SLEV</ChrgBr>', ''],
      ['<PmtMtd>DD</PmtMtd><BtchBookg>true</BtchBookg>', '<BtchBookg>true</BtchBookg><PmtMtd>DD</PmtMtd>'],
      ['Ccy="EUR"', 'Ccy="USD"'],
      ['Zoe', 'Zoé'],
      ['<SeqTp>FRST', '<SeqTp>FIRST'],
    ] as const) {
      expect(xml).toContain(from);
      expect(await problems([xml.replace(from, to)])).not.toEqual([]);
    }
  });

  it('sums in cents: transactions, groups and file agree, over any split', () => {
    fc.assert(
      fc.property(
        fc.array(anyDue, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        (list, maximum) => {
          const collections = planned(list);
          const files = filesOf(collections, maximum);
          expect(sumOf(files.map(({ sumCents }) => ({ amountCents: sumCents })))).toBe(sumOf(collections));
          expect(files.reduce((count, file) => count + file.count, 0)).toBe(collections.length);
          for (const file of files) {
            expect(file.count).toBeLessThanOrEqual(maximum);
            expect(file.sumCents).toBe(sumOf(file.groups.flatMap((group) => group.collections)));
            const groups = file.groups.map(({ sequence, collectOn }) => `${sequence} ${collectOn}`);
            expect(new Set(groups).size).toBe(groups.length);
            for (const group of file.groups) {
              expect(group.sumCents).toBe(sumOf(group.collections));
              for (const each of group.collections)
                expect([each.sequence, each.collectOn]).toEqual([group.sequence, group.collectOn]);
            }
            const xml = [...writePain008(file, CREATED_AT)].join('');
            const ids = [...xml.matchAll(/<PmtInfId>([^<]*)</g)].map(([, id]) => id);
            expect(new Set(ids).size).toBe(file.groups.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the same id for the same debits in any order and at any hour, and another for any other', () => {
    const list = [
      due(1),
      due(2, { amountCents: 2_001 }),
      due(3, { presentedBefore: 1, lastPresentedOn: '2026-11-05' }),
    ];
    const idsOf = (each: readonly DueCollection[]) => filesOf(planned(each)).map(({ messageId }) => messageId);
    expect(idsOf([...list].reverse())).toEqual(idsOf(list));
    expect(idsOf(list)[0]).toMatch(/^FOY-[0-9A-F]{24}$/);
    expect(idsOf(list.slice(1))).not.toEqual(idsOf(list));
    expect(idsOf([due(1), due(2, { amountCents: 2_002 }), ...list.slice(2)])).not.toEqual(idsOf(list));
  });

  it('writes an amended mandate as SEPA tells banks to read it', () => {
    const [xml = ''] = xmlOf(planned([due(1, { amendment: { otherAccount: true } })]));
    expect(xml).toContain(
      '<AmdmntInd>true</AmdmntInd><AmdmntInfDtls><OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct></AmdmntInfDtls>',
    );
  });

  it('names what is wrong with the collector', () => {
    const files = collectionFiles(
      { name: '***', creditorId: 'FR73ZZZ123456', iban: 'FR7630006000011234567890188', bic: 'X' },
      [],
    );
    expect(files.ok).toBe(false);
    if (!files.ok) expect(files.error.map((text) => text.split(':')[0])).toEqual(['name', 'creditorId', 'iban', 'bic']);
  });
});

describe('the plan of a file', () => {
  const refusal = (more: Partial<DueCollection>, today = TODAY) =>
    planCollections([due(1, more)], { today }).refused.map(({ because }) => because);

  it('refuses what a bank would send back', () => {
    expect(refusal({})).toEqual([]);
    expect(refusal({ rum: 'RUM//1' })).toEqual(['rum']);
    expect(refusal({ rum: 'é' })).toEqual(['rum']);
    expect(refusal({ rum: 'R'.repeat(36) })).toEqual(['rum']);
    expect(refusal({ iban: 'FR1420041010050500013M02607' })).toEqual(['account']);
    expect(refusal({ debtorName: '***' })).toEqual(['debtor-name']);
    expect(refusal({ amountCents: 0 })).toEqual(['amount']);
    expect(refusal({ amountCents: 10.5 })).toEqual(['amount']);
    expect(refusal({ signedOn: '2026-11-31' })).toEqual(['signature-date']);
    expect(refusal({ signedOn: '2026-11-26' })).toEqual(['signature-date']);
    expect(refusal({ frequency: 'once', presentedBefore: 1 })).toEqual(['one-off-used']);
    expect(refusal({ dueOn: '2026-12-25' })).toEqual(['too-early']);
  });

  it('asks for the notice: 14 days before, or as agreed', () => {
    expect(refusal({ notifiedOn: null })).toEqual(['not-notified']);
    // Saturday 5 December is collected on Monday the 7th.
    expect(refusal({ notifiedOn: '2026-11-23' })).toEqual([]);
    expect(refusal({ notifiedOn: '2026-11-24' })).toEqual(['notified-too-late']);
    expect(
      planCollections([due(1, { notifiedOn: '2026-11-24' })], { today: TODAY, notificationDays: 5 }).refused,
    ).toEqual([]);
    expect(() => planCollections([], { today: TODAY, notificationDays: 0 })).toThrow('notificationDays');
  });

  it('takes no mandate of which nothing was presented for 36 months', () => {
    expect(refusal({ signedOn: '2020-01-01', lastPresentedOn: '2023-12-07', presentedBefore: 9 })).toEqual([]);
    expect(refusal({ signedOn: '2020-01-01', lastPresentedOn: '2023-12-06', presentedBefore: 9 })).toEqual(['lapsed']);
    expect(refusal({ signedOn: '2023-12-06' })).toEqual(['lapsed']);
  });

  it('gives each debit its sequence', () => {
    const list = [
      due(1),
      due(2, { presentedBefore: 3, lastPresentedOn: '2026-11-05' }),
      due(3, { presentedBefore: 3, lastPresentedOn: '2026-11-05', final: true }),
      due(4, { frequency: 'once' }),
    ];
    expect(planned(list).map(({ sequence }) => sequence)).toEqual(['FRST', 'RCUR', 'FNAL', 'OOFF']);
  });

  it('takes the same debit once', () => {
    const { collections, refused } = planCollections([due(1), due(1)], { today: TODAY });
    expect([collections.length, refused.map(({ because }) => because)]).toEqual([1, ['twice']]);
  });

  it('moves a debit to a day on which banks settle, and late ones to the next day they can take', () => {
    expect(bankDayFrom('2026-12-25')).toBe('2026-12-28');
    expect(bankDayFrom('2026-04-03')).toBe('2026-04-07');
    expect(bankDayFrom('2027-01-01')).toBe('2027-01-04');
    expect(isBankDay('2026-05-01')).toBe(false);
    expect(isBankDay('2026-07-14')).toBe(true);
    expect(planned([due(1, { dueOn: '2026-11-20' })])[0]?.collectOn).toBe('2026-11-27');
  });

  it('names a debit by its mandate and day, and finds both again', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 20_000 }), (mandateId, days) => {
        const dueOn = addDays('2020-01-01', days);
        const name = endToEndIdOf(mandateId, dueOn);
        expect(name.length).toBeLessThanOrEqual(35);
        expect(mandateOfEndToEndId(name)).toEqual({ mandateId, dueOn });
      }),
    );
    expect(mandateOfEndToEndId('NOTPROVIDED')).toBeUndefined();
  });
});
