import { encodeQR } from 'qr';
import type { UtcMs } from '../../kernel/time.ts';
import { authorisationText, type MandateTerms, mandateLines } from './mandate-text.ts';
import type { Language } from './promise-words.ts';

export interface MandatePaper extends MandateTerms {
  /** Name and address of the donor, for the window of the envelope. */
  readonly to: readonly string[];
  /** What the QR code opens; none for a copy. */
  readonly url: string | undefined;
  /** When it was signed on the page; null: to be signed by hand. */
  readonly signedAt: UtcMs | null;
  readonly proofHash: string | null;
  readonly at: UtcMs;
}

const MARGIN = 56;
const WIDTH = 595.28 - 2 * MARGIN;
const QR_SIZE = 110;
/** Widest link that a code of this size shows well on paper. */
const MAX_URL = 512;

/** The mandate on one page of A4: to be sent by post and signed by hand, or the copy of one that was signed. */
export async function mandatePdf(paper: MandatePaper, language: Language): Promise<Uint8Array> {
  // Loaded only here: it costs some 100 ms, and most servers never print.
  const { default: PdfDocument } = await import('pdfkit');
  const fr = language === 'fr';
  const title = fr ? 'Mandat de prélèvement SEPA' : 'SEPA Direct Debit mandate';
  const document = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    lang: fr ? 'fr-FR' : 'en-GB',
    displayTitle: true,
    info: { Title: title, CreationDate: new Date(paper.at) },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document
    .font('Helvetica')
    .fontSize(10)
    .text(plain([paper.creditor.name, ...paper.creditor.address].join('\n')));
  // Where the window of a French DL envelope is (NF Z 11-001).
  document.fontSize(11).text(plain(paper.to.join('\n')), 300, 130, { width: 240 });
  document.font('Helvetica-Bold').fontSize(16).text(title, MARGIN, 235, { width: WIDTH });
  document
    .moveDown(0.5)
    .font('Helvetica')
    .fontSize(9)
    .text(plain(authorisationText(paper.creditor.name, language)));
  document.moveDown().fontSize(11);
  for (const [label, value] of mandateLines(paper, language)) {
    document.font('Helvetica-Bold').text(`${plain(label)} : `, { continued: true });
    document.font('Helvetica').text(plain(value));
  }
  document.moveDown();
  if (paper.signedAt === null) toSign(document, paper.url, fr);
  else {
    const when = new Intl.DateTimeFormat(fr ? 'fr-FR' : 'en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: paper.creditor.zone,
    }).format(paper.signedAt);
    document.font('Helvetica-Bold').text(plain(fr ? `Signé en ligne le ${when}` : `Signed online on ${when}`));
    document
      .font('Helvetica')
      .fontSize(8)
      .text(`SHA-256 ${paper.proofHash ?? ''}`);
  }
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function toSign(document: PDFKit.PDFDocument, url: string | undefined, fr: boolean): void {
  const top = document.y + 10;
  document.font('Helvetica').fontSize(10);
  document.text(fr ? 'Titulaire et IBAN (en capitales) :' : 'Account holder and IBAN (in capitals):', MARGIN, top);
  document.rect(MARGIN, top + 16, WIDTH - QR_SIZE - 20, 50).stroke();
  document.text(fr ? 'Lieu, date et signature :' : 'Place, date and signature:', MARGIN, top + 78);
  document.rect(MARGIN, top + 94, WIDTH - QR_SIZE - 20, 70).stroke();
  if (url === undefined || url.length > MAX_URL) return;
  const left = MARGIN + WIDTH - QR_SIZE;
  const code = encodeQR(url, 'raw', { ecc: 'medium' });
  const cell = QR_SIZE / code.length;
  for (const [row, cells] of code.entries())
    for (const [column, dark] of cells.entries())
      if (dark) document.rect(left + column * cell, top + 16 + row * cell, cell, cell).fill('#000');
  document
    .fillColor('#000')
    .fontSize(8)
    .text(
      fr
        ? 'Ou signez en ligne : visez ce code avec votre téléphone.'
        : 'Or sign online: point your telephone at this code.',
      left,
      top + 20 + QR_SIZE,
      {
        width: QR_SIZE,
      },
    );
}

/** The built-in fonts know Western letters only: what they lack is written without its accent, or as a blank. */
function plain(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, ' ').replace(/[^\n\u0020-\u007e\u00a1-\u00ff€ŒœŠšŽžŸ‘’“”–—•…]/g, (letter) => {
    const base = letter.normalize('NFKD').replace(/\p{M}/gu, '');
    return /^[ -~]+$/.test(base) ? base : ' ';
  });
}
