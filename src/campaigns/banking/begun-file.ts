import type { Day } from './bank-day.ts';
import { mandateOfEndToEndId } from './end-to-end-id.ts';

/** A debit that a file asks the bank for. */
export interface WrittenDebit {
  readonly mandateId: string;
  readonly rum: string;
  readonly dueOn: Day;
  readonly cents: number;
}

const DEBIT = /<EndToEndId>([^<]+)<\/EndToEndId>.*?<InstdAmt Ccy="EUR">(\d+)\.(\d\d)<.*?<MndtId>([^<]+)</g;

/**
 * The debits of a file that `writePain008` wrote, so that a run that was cut off can be finished. Undefined: the file was
 * cut itself, and none of its debits is noted yet.
 */
export function debitsWritten(xml: string): readonly WrittenDebit[] | undefined {
  if (!xml.trimEnd().endsWith('</Document>')) return undefined;
  return [...xml.matchAll(DEBIT)].flatMap(([, name = '', whole = '', part = '', rum = '']) => {
    const named = mandateOfEndToEndId(name);
    return named === undefined ? [] : [{ ...named, rum, cents: Number(whole) * 100 + Number(part) }];
  });
}
