import { inflateSync } from 'node:zlib';
import { encodeQR } from 'qr';
import { describe, expect, test } from 'vitest';
import type { ClientId, OrgId } from '../../kernel/id.ts';
import { type MandatePaper, mandatePdf } from './mandate-pdf.ts';

const AT = Date.UTC(2026, 10, 24, 10);
const paper: MandatePaper = {
  creditor: {
    clientId: 'client' as ClientId,
    orgId: 'org' as OrgId,
    name: 'Les Amis du Lac',
    address: ['1 rue du Lac', '74000 Annecy'],
    creditorId: 'FR72ZZZ123456',
    iban: null,
    bic: null,
    rumPrefix: 'LAC',
    ceilingMonthlyCents: 10_000,
    ceilingOneOffCents: 100_000,
    zone: 'Europe/Paris',
  },
  rum: 'LAC-0123456789ABCDEFGHIJKLMNO',
  promise: { amountCents: 1_000, currency: 'EUR', frequency: 'monthly', debitDay: 10 },
  debtor: { name: 'Żaneta Œuvrard', maskedIban: '' },
  to: ['Mme Żaneta Œuvrard', '2 rue de l’Église', '57000 Metz'],
  url: 'https://foyer.example.org/signature/AbZ7L8RbcQ2-0000000000000000000000000000000000000000',
  signedAt: null,
  proofHash: null,
  at: AT,
};

/** What the pages draw. */
function drawn(pdf: Uint8Array): { readonly pages: number; readonly text: string; readonly boxes: number } {
  const file = Buffer.from(pdf);
  const latin = file.toString('latin1');
  const streams: string[] = [];
  for (const found of latin.matchAll(/stream\n/g)) {
    const from = found.index + found[0].length;
    const to = latin.indexOf('endstream', from);
    try {
      streams.push(inflateSync(file.subarray(from, to)).toString('latin1'));
    } catch {
      // Not a packed stream: nothing that is drawn.
    }
  }
  const all = streams.join('\n');
  const hex = [...all.matchAll(/<([0-9a-f]+)>/g)].map(([, digits = '']) =>
    Buffer.from(digits, 'hex').toString('latin1'),
  );
  return {
    pages: latin.match(/\/Type \/Page\n/g)?.length ?? 0,
    text: hex.join(''),
    boxes: all.match(/ re$/gm)?.length ?? 0,
  };
}

describe('the mandate on paper', () => {
  test('one page: creditor, reference, address, and a QR code beside the boxes to fill in', async () => {
    const { pages, text, boxes } = drawn(await mandatePdf(paper, 'fr'));
    expect(pages).toBe(1);
    for (const words of ['LAC-0123456789ABCDEFGHIJKLMNO', 'FR72ZZZ123456', 'Zaneta', '57000 Metz', '8 semaines'])
      expect(text.replace(/\s+/g, ' ')).toContain(words);
    const dark = encodeQR(paper.url ?? '', 'raw', { ecc: 'medium' })
      .flat()
      .filter(Boolean).length;
    expect(boxes).toBe(dark + 2);
  });
  test('a signed copy says when, with the hash of its text, and has nothing to sign', async () => {
    const signed = { ...paper, url: undefined, signedAt: AT, proofHash: 'ab'.repeat(32) };
    const { pages, text, boxes } = drawn(await mandatePdf(signed, 'fr'));
    expect(pages).toBe(1);
    expect(text).toContain('24 novembre 2026');
    expect(text).toContain('ab'.repeat(32));
    expect(boxes).toBe(0);
  });
  test('the same paper is the same bytes, but for the id that a PDF carries', async () => {
    const [one, other] = await Promise.all([mandatePdf(paper, 'en'), mandatePdf(paper, 'en')]);
    expect(one.length).toBe(other.length);
  });
});
