import type { BankFact, RefusedBatch, UnknownLine } from './bank-fact.ts';
import { dayAt, euroCents, reasonAt, referenceAt } from './bank-values.ts';
import { at, textAt, type XmlNode } from './bank-xml.ts';

/** Records of a payment status report: the whole file, a group of it, one debit. */
export const statusRecords: ReadonlySet<string> = new Set([
  'GrpHdr',
  'OrgnlGrpInfAndSts',
  'OrgnlPmtInfAndSts',
  'TxInfAndSts',
]);

/** Codes by which a bank takes something on, in part or whole, and will say more (ISO 20022, external status codes). */
const TAKEN_ON = new Set(['ACCP', 'ACTC', 'ACSP', 'ACSC', 'ACWC', 'ACCC', 'ACWP', 'RCVD', 'PDNG', 'PART']);
/** A PART of a file or group says that its debits are told one by one. */
const REFUSED = 'RJCT';

export interface StatusReading {
  readonly facts: BankFact[];
  readonly refusedBatches: RefusedBatch[];
  readonly unknown: UnknownLine[];
  accepted: number;
  messageId: string;
}

interface Seen {
  createdOn: string | null;
  originalMessageId: string;
  /** Debits in the whole report, and in the group that is being read. */
  lines: number;
  linesOfGroup: number;
  /** The whole file is refused; told at the end, when it is clear that its debits are not told one by one. */
  refusedFile: XmlNode | undefined;
}

export interface RecordReader {
  readonly record: (record: XmlNode, around: readonly XmlNode[]) => void;
  /** After the last record. */
  readonly end: () => void;
}

export function statusReader(reading: StatusReading): RecordReader {
  const seen: Seen = { createdOn: null, originalMessageId: '', lines: 0, linesOfGroup: 0, refusedFile: undefined };
  return {
    record: (record, around) => {
      switch (record.name) {
        case 'GrpHdr':
          reading.messageId = textAt(record, 'MsgId') ?? '';
          seen.createdOn = dayAt(record, 'CreDtTm');
          return;
        case 'OrgnlGrpInfAndSts':
          seen.originalMessageId = textAt(record, 'OrgnlMsgId') ?? '';
          if (textAt(record, 'GrpSts') === REFUSED) seen.refusedFile = record;
          return;
        case 'OrgnlPmtInfAndSts':
          if (seen.linesOfGroup === 0 && textAt(record, 'PmtInfSts') === REFUSED)
            refuseBatch(reading, seen, record, textAt(record, 'OrgnlPmtInfId') ?? null);
          seen.linesOfGroup = 0;
          return;
        default:
          transaction(reading, seen, record, around);
      }
    },
    end: () => {
      if (seen.refusedFile !== undefined && seen.lines === 0 && reading.refusedBatches.length === 0)
        refuseBatch(reading, seen, seen.refusedFile, null);
    },
  };
}

function refuseBatch(reading: StatusReading, seen: Seen, node: XmlNode, paymentId: string | null): void {
  if (seen.originalMessageId === '') return;
  reading.refusedBatches.push({
    key: `${reading.messageId}/${seen.originalMessageId}/${paymentId ?? ''}`,
    originalMessageId: seen.originalMessageId,
    originalPaymentId: paymentId,
    reasonCode: reasonAt(at(node, 'StsRsnInf')),
    on: seen.createdOn,
  });
}

function transaction(reading: StatusReading, seen: Seen, record: XmlNode, around: readonly XmlNode[]): void {
  seen.lines += 1;
  seen.linesOfGroup += 1;
  const group = around.find(({ name }) => name === 'OrgnlPmtInfAndSts');
  const status = textAt(record, 'TxSts') ?? textAt(group, 'PmtInfSts');
  const original = at(record, 'OrgnlTxRef');
  const endToEndId = referenceAt(record, 'OrgnlEndToEndId');
  const rum =
    referenceAt(original, 'MndtRltdInf', 'MndtId') ?? referenceAt(original, 'MndtRltdInf', 'DrctDbtMndt', 'MndtId');
  const key = `${reading.messageId}/${textAt(record, 'StsId') ?? seen.lines}/${endToEndId ?? rum ?? ''}`;
  const amountCents = euroCents(at(original, 'Amt', 'InstdAmt')) ?? euroCents(at(original, 'IntrBkSttlmAmt'));
  const on = dayAt(original, 'ReqdColltnDt') ?? seen.createdOn;
  const unknown = (because: string) => reading.unknown.push({ key, because, amountCents, endToEndId, on });
  if (status === undefined) unknown('it gives no status');
  else if (TAKEN_ON.has(status)) reading.accepted += 1;
  else if (status !== REFUSED) unknown(`its status is ${status.slice(0, 4)}, which says neither taken nor refused`);
  else if (endToEndId === null && rum === null) unknown('it names neither a mandate nor a debit');
  else
    reading.facts.push({
      key,
      status: 'rejected',
      rum,
      endToEndId,
      amountCents,
      reasonCode: reasonAt(at(record, 'StsRsnInf')),
      on,
    });
}
