import { err, ok, type Result } from '../../kernel/result.ts';
import type { BankFile, RefusedBatch } from './bank-fact.ts';
import { type BankFileProblem, readBankXml, type XmlNode } from './bank-xml.ts';
import { notificationReader, notificationRecords } from './camt-054.ts';
import { statusReader, statusRecords } from './pain-002.ts';

const records: ReadonlySet<string> = new Set([...notificationRecords, ...statusRecords]);
const MESSAGE = /(pain\.002\.\d{3}\.\d{2}|camt\.054\.\d{3}\.\d{2})/;

/**
 * What a bank tells of debits: a payment status report (pain.002) or a debit and credit notification (camt.054) of any
 * version. Takes what it knows and lists the rest. The same file gives the same keys: nothing happens twice.
 */
export function readBankFile(bytes: Uint8Array): Result<BankFile, BankFileProblem> {
  const reading = { facts: [], refusedBatches: [] as RefusedBatch[], unknown: [], accepted: 0, messageId: '' };
  const status = statusReader(reading);
  const notification = notificationReader(reading);
  let root: string | undefined;
  const read = readBankXml(bytes, {
    records,
    record: (record: XmlNode, around: readonly XmlNode[]) => {
      root ??= around[1]?.name;
      if (around[1]?.name === 'CstmrPmtStsRpt') status.record(record, around);
      else if (around[1]?.name === 'BkToCstmrDbtCdtNtfctn') notification(record, around);
    },
  });
  if (!read.ok) return read;
  status.end();
  const message = MESSAGE.exec(read.value.namespace)?.[1];
  if (message === undefined || (root !== 'CstmrPmtStsRpt' && root !== 'BkToCstmrDbtCdtNtfctn'))
    return err({
      line: 1,
      message: 'it is neither a status report (pain.002) nor a notification (camt.054): ask the bank for one of them',
    });
  if (reading.messageId === '')
    return err({ line: 1, message: 'it has no message id (GrpHdr/MsgId), so that it could be taken twice' });
  return ok({ message, ...reading });
}
