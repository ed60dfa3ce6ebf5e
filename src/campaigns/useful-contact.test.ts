import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DispositionCode, dispositionCodes, dispositions } from './disposition.ts';
import { type CallFacts, suggestDisposition } from './suggest-disposition.ts';
import { usefulContact } from './useful-contact.ts';

const script = { offers: ['offre', 'demande-1'], usefulTalkMs: 30_000 };
const heard = { disposition: 'REF', steps: ['accueil', 'offre'], talkMs: 30_000, script } as const;

describe('a useful contact', () => {
  it('is the right person, who heard the offer, reacted, and talked long enough', () => {
    expect(usefulContact(heard)).toEqual({ useful: true, reasons: [] });
  });

  it.each([
    [{ steps: ['accueil'] }, 'offer-not-stated'],
    [{ talkMs: 29_999 }, 'talk-too-short'],
    [{ disposition: 'RAP' }, 'no-reaction'],
    [{ disposition: 'OPP' }, 'no-reaction'],
  ] as const)('is none with %j', (change, reason) => {
    expect(usefulContact({ ...heard, ...change })).toEqual({ useful: false, reasons: [reason] });
  });

  it('is none of somebody else', () => {
    expect(usefulContact({ ...heard, disposition: 'FN' }).reasons).toContain('not-right-person');
  });

  it('rests on result and talk alone where there is no script', () => {
    expect(usefulContact({ ...heard, steps: [], script: undefined }).useful).toBe(true);
    expect(usefulContact({ ...heard, steps: [], script: undefined, talkMs: 29_999 }).useful).toBe(false);
  });

  it('names a reason exactly when it is none, and never where the table has no useful contact', () => {
    const any = fc.record({
      disposition: fc.constantFrom(...dispositionCodes),
      steps: fc.subarray(['accueil', 'offre', 'merci']),
      talkMs: fc.integer({ min: 0, max: 60_000 }),
      script: fc.constantFrom(script, undefined),
    });
    fc.assert(
      fc.property(any, (facts) => {
        const { useful, reasons } = usefulContact(facts);
        expect(useful).toBe(reasons.length === 0);
        if (!dispositions[facts.disposition].useful) expect(useful).toBe(false);
      }),
    );
  });
});

describe('the result that is suggested', () => {
  const facts: CallFacts = {
    outcome: 'answered',
    talkMs: 90_000,
    vulnerable: false,
    objected: false,
    callbackSet: false,
    offerStated: true,
    objections: [],
    hungUpBy: 'unknown',
  };
  it.each<[Partial<CallFacts>, DispositionCode]>([
    [{ vulnerable: true, promise: 'monthly' }, 'VUL'],
    [{ objected: true }, 'OPP'],
    [{ outcome: 'machine' }, 'REP'],
    [{ outcome: 'busy' }, 'OCC'],
    [{ promise: 'monthly' }, 'PA'],
    [{ promise: 'monthly-signed' }, 'PAS'],
    [{ promise: 'one-off' }, 'DON'],
    [{ promise: 'paid' }, 'DONP'],
    [{ promise: 'upgrade' }, 'UPG'],
    [{ promise: 'pause' }, 'BAI'],
    [{ promise: 'undetermined' }, 'IND'],
    [{ callbackSet: true }, 'RAP'],
    [{ objections: [2] }, 'REF'],
    [{}, 'REF'],
    [{ offerStated: false, talkMs: 5_000, hungUpBy: 'donor' }, 'RAC'],
    [{ offerStated: false, talkMs: 5_000, hungUpBy: 'agent' }, 'REP'],
    [{ offerStated: false }, 'BMO'],
  ])('%j: %s first', (change, code) => {
    expect(suggestDisposition({ ...facts, ...change })[0]).toBe(code);
  });
});
