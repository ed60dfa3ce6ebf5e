import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centsOf } from './bank-values.ts';
import { MAX_BANK_FILE_BYTES } from './bank-xml.ts';
import { readBankFile } from './read-bank-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
function read(text: string) {
  const file = readBankFile(bytes(text));
  if (!file.ok) throw new Error(`${file.error.line}: ${file.error.message}`);
  return file.value;
}
function refusal(content: string | Uint8Array) {
  const file = readBankFile(typeof content === 'string' ? bytes(content) : content);
  if (file.ok) throw new Error('it was taken');
  return file.error;
}

const report = (inner: string, version = '10') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.${version}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-12-08T06:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>FOY-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>${inner}</CstmrPmtStsRpt></Document>`;
const statusLine = (status: string, code: string, endToEndId: string, cents: string) =>
  `<TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><TxSts>${status}</TxSts>
  <StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>
  <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">${cents}</InstdAmt></Amt><ReqdColltnDt>2026-12-07</ReqdColltnDt>
  <MndtRltdInf><MndtId>RUM-${endToEndId}</MndtId></MndtRltdInf></OrgnlTxRef></TxInfAndSts>`;
const group = (inner: string) =>
  `</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>FOY-1-1207FR</OrgnlPmtInfId>${inner}</OrgnlPmtInfAndSts>`;

describe('a status report (pain.002)', () => {
  it('tells the debits refused, counts those taken on and lists what it cannot place', () => {
    const file = read(
      report(
        group(
          statusLine('RJCT', 'AC04', 'E1', '15.00') +
            statusLine('ACCP', 'G000', 'E2', '20') +
            statusLine('CANC', 'CUST', 'E3', '20.5') +
            statusLine('RJCT', 'AM04', 'NOTPROVIDED', '7').replace('<MndtId>RUM-NOTPROVIDED</MndtId>', ''),
        ),
      ),
    );
    expect(file.message).toBe('pain.002.001.10');
    expect(file.facts).toEqual([
      {
        key: 'BANK-1/1/E1',
        status: 'rejected',
        rum: 'RUM-E1',
        endToEndId: 'E1',
        amountCents: 1_500,
        reasonCode: 'AC04',
        on: '2026-12-07',
      },
    ]);
    expect(file.accepted).toBe(1);
    expect(file.unknown.map(({ because, amountCents }) => [because, amountCents])).toEqual([
      ['its status is CANC, which says neither taken nor refused', 2_050],
      ['it names neither a mandate nor a debit', 700],
    ]);
    expect(file.refusedBatches).toEqual([]);
  });

  it('tells a whole file or group that was refused, once', () => {
    const reason = '<StsRsnInf><Rsn><Cd>AM18</Cd></Rsn></StsRsnInf>';
    const whole = read(report(`<GrpSts>RJCT</GrpSts>${reason}</OrgnlGrpInfAndSts>`, '03'));
    expect(whole.refusedBatches).toMatchObject([
      { originalMessageId: 'FOY-1', originalPaymentId: null, reasonCode: 'AM18' },
    ]);
    const part = read(report(group(`<PmtInfSts>RJCT</PmtInfSts>${reason}`)));
    expect(part.refusedBatches).toMatchObject([{ originalPaymentId: 'FOY-1-1207FR', reasonCode: 'AM18' }]);
    const lines = read(report(group(`<PmtInfSts>RJCT</PmtInfSts>${statusLine('RJCT', 'AC01', 'E1', '5')}`)));
    expect([lines.refusedBatches.length, lines.facts.length]).toEqual([0, 1]);
  });
});

const notification = (entries: string, version: string) =>
  `<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.054.001.${version}"><n:BkToCstmrDbtCdtNtfctn>
<n:GrpHdr><n:MsgId>NTF-7</n:MsgId><n:CreDtTm>2026-12-15T06:00:00</n:CreDtTm></n:GrpHdr>
<n:Ntfctn><n:Id>1</n:Id>${entries.replace(/<(\/?)(?=[A-Z])/g, '<$1n:')}</n:Ntfctn></n:BkToCstmrDbtCdtNtfctn></n:Document>`;
const entry = (more: { direction: string; kind: string; status?: string; details: string; amount?: string }) =>
  `<Ntry><NtryRef>N1</NtryRef><Amt Ccy="EUR">${more.amount ?? '35.00'}</Amt><CdtDbtInd>${more.direction}</CdtDbtInd><Sts>${more.status ?? 'BOOK'}</Sts>
  <BookgDt><Dt>2026-12-14</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>${more.kind}</SubFmlyCd></Fmly></Domn></BkTxCd>
  <NtryDtls>${more.details}</NtryDtls></Ntry>`;
const detail = (endToEndId: string, amount: string, more = '') =>
  `<TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId><MndtId>RUM-${endToEndId}</MndtId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${more}</TxDtls>`;

describe('a notification (camt.054)', () => {
  it('tells what was paid and what was taken back, in versions 02 and 08', () => {
    const paid = entry({ direction: 'CRDT', kind: 'ESDD', details: detail('E1', '15.00') + detail('E2', '20.00') });
    const back = entry({
      direction: 'DBIT',
      kind: 'UPDD',
      status: '<Cd>BOOK</Cd>',
      amount: '15.00',
      details: detail('E1', '15.00', '<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>'),
    });
    for (const version of ['02', '08']) {
      const { facts, unknown } = read(notification(paid + back, version));
      expect(unknown).toEqual([]);
      expect(facts).toEqual([
        {
          key: 'NTF-7/N1/#1/E1/paid',
          status: 'paid',
          rum: 'RUM-E1',
          endToEndId: 'E1',
          amountCents: 1_500,
          reasonCode: null,
          on: '2026-12-14',
        },
        {
          key: 'NTF-7/N1/#2/E2/paid',
          status: 'paid',
          rum: 'RUM-E2',
          endToEndId: 'E2',
          amountCents: 2_000,
          reasonCode: null,
          on: '2026-12-14',
        },
        {
          key: 'NTF-7/N1/#1/E1/returned',
          status: 'returned',
          rum: 'RUM-E1',
          endToEndId: 'E1',
          amountCents: 1_500,
          reasonCode: 'MD06',
          on: '2026-12-14',
        },
      ]);
    }
  });

  it('lists transfers, fees, pending and foreign lines', () => {
    const lines = [
      entry({ direction: 'CRDT', kind: 'ESDD', details: '' }).replace('IDDT', 'RCDT'),
      entry({ direction: 'DBIT', kind: 'CHRG', details: '' }),
      entry({ direction: 'CRDT', kind: 'ESDD', status: 'PDNG', details: detail('E3', '1.00') }),
      entry({ direction: 'CRDT', kind: 'ESDD', details: detail('E4', '1.00').replace('EUR', 'CHF'), amount: 'x' }),
    ];
    const { facts, unknown } = read(notification(lines.join(''), '08'));
    expect(facts).toEqual([]);
    expect(unknown.map(({ because }) => because.slice(0, 30))).toEqual([
      'it is no direct debit: a trans',
      'it is no direct debit: a trans',
      'it is not booked yet',
      'it has no amount in euro',
    ]);
  });

  it('has the same keys when it is read again, and no key twice', () => {
    const lines = Array.from({ length: 20 }, (_, n) =>
      entry({ direction: 'CRDT', kind: 'ESDD', details: detail(`E${n}`, '1.00') + detail(`F${n}`, '2.00') }).replace(
        '<NtryRef>N1</NtryRef>',
        '',
      ),
    ).join('');
    const [once, again] = [read(notification(lines, '08')), read(notification(lines, '08'))];
    expect(again).toEqual(once);
    expect(new Set(once.facts.map(({ key }) => key)).size).toBe(40);
  });
});

describe('a hostile or broken file', () => {
  const good = report(group(statusLine('RJCT', 'AC04', 'E1', '15.00')));
  it.each([
    [
      'entities that grow',
      `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>`,
      'DOCTYPE',
    ],
    [
      'an entity of another file',
      `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>`,
      'DOCTYPE',
    ],
    ['an entity without a declaration', good.replace('AC04', '&x;'), 'well-formed'],
    ['the end missing', good.slice(0, -20), 'well-formed'],
    ['no XML', 'date;amount\n1;2', 'not XML'],
    ['nothing', '', 'not XML'],
    ['another message', good.replaceAll('pain.002.001.10', 'pain.001.001.09'), 'neither a status report'],
    ['no message id', good.replace('<MsgId>BANK-1</MsgId>', ''), 'no message id'],
    ['a depth without end', `<Document>${'<a>'.repeat(100)}`, 'nested deeper'],
    ['a text without end', good.replace('AC04', 'A'.repeat(5_000)), 'a text has more than'],
    ['a record without end', good.replace('<TxSts>', `${'<x/>'.repeat(20_001)}<TxSts>`), 'one record has more than'],
    ['an encoding nobody uses', good.replace('UTF-8', 'UTF-7'), 'encoding'],
  ])('is refused: %s', (_, text, words) => {
    expect(refusal(text).message).toContain(words);
  });

  it('is refused in another encoding than it says, and taken in the one it says', () => {
    const latin = good.replace('UTF-8', 'ISO-8859-1').replace('AC04', 'é');
    const inLatin = Uint8Array.from(latin, (sign) => sign.charCodeAt(0));
    expect(readBankFile(inLatin)).toMatchObject({ ok: true, value: { facts: [{ reasonCode: 'é' }] } });
    const lying = Uint8Array.from(latin.replace('ISO-8859-1', 'UTF-8'), (sign) => sign.charCodeAt(0));
    expect(refusal(lying).message).toContain('says that it is written in utf-8');
    expect(refusal(Buffer.from(good, 'utf16le')).message).toContain('UTF-16');
    expect(refusal(new Uint8Array(MAX_BANK_FILE_BYTES + 1)).message).toContain('smaller files');
  });

  it('is refused in words or read, whatever its bytes, and quotes nothing', () => {
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.string({
          unit: fc.constantFrom('<', '>', '&', '"', ';', '!', '[', ']', '?', '/', 'a', '\u0000', 'é', '\u{1F600}'),
          maxLength: 8,
        }),
        (at, noise) => {
          const file = readBankFile(bytes(good.slice(0, at) + noise + good.slice(at)));
          if (!file.ok) expect(file.error.message).not.toContain('15.00');
          else expect(file.value.facts.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names the line', () => {
    expect(refusal(good.replace('</OrgnlTxRef>', '')).line).toBeGreaterThan(5);
  });
});

describe('an amount', () => {
  it('is exact cents or nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        expect(centsOf((cents / 100).toFixed(2))).toBe(cents);
      }),
    );
    expect(['1', '1.5', '01.50', '+2.00000', '-1', '1.005', '1,00', '1e3', ''].map(centsOf)).toEqual([
      100,
      150,
      150,
      200,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
