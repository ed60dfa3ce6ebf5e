import type { BankFact, UnknownLine } from './bank-fact.ts';
import { dayAt, euroCents, reasonAt, referenceAt } from './bank-values.ts';
import { at, textAt, type XmlNode } from './bank-xml.ts';

/** Records of a notification: its header, one transaction of an entry, the entry itself. */
export const notificationRecords: ReadonlySet<string> = new Set(['GrpHdr', 'TxDtls', 'Ntry']);

/** Direct debits that the account's holder issued (ISO 20022, external bank transaction codes: payments). */
const ISSUED_DEBITS = 'IDDT';
/** Unpaid, and reversed after payment. */
const TAKEN_BACK = new Set(['UPDD', 'PRDD', 'RRTN', 'RIMB']);
/** An entry that is not booked yet says nothing for sure. */
const BOOKED = 'BOOK';

export interface NotificationReading {
  readonly facts: BankFact[];
  readonly unknown: UnknownLine[];
  messageId: string;
}

export function notificationReader(
  reading: NotificationReading,
): (record: XmlNode, around: readonly XmlNode[]) => void {
  let entries = 0;
  let details = 0;
  return (record, around) => {
    switch (record.name) {
      case 'GrpHdr':
        reading.messageId = textAt(record, 'MsgId') ?? '';
        return;
      case 'Ntry':
        if (details === 0) line(reading, { entry: record, entries, detail: record, details: 1 });
        entries += 1;
        details = 0;
        return;
      default: {
        details += 1;
        const entry = around.find(({ name }) => name === 'Ntry');
        if (entry !== undefined) line(reading, { entry, entries, detail: record, details });
      }
    }
  };
}

interface Line {
  readonly entry: XmlNode;
  readonly entries: number;
  /** The transaction, or the entry where it has none of its own. */
  readonly detail: XmlNode;
  readonly details: number;
}

function line(reading: NotificationReading, { entry, entries, detail, details }: Line): void {
  const endToEndId = referenceAt(detail, 'Refs', 'EndToEndId');
  const rum = referenceAt(detail, 'Refs', 'MndtId');
  // Without a name of the bank's own, by its place: the same message comes with the same places.
  const entryName = textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? `#${entries + 1}`;
  const detailName = textAt(detail, 'Refs', 'AcctSvcrRef') ?? textAt(detail, 'Refs', 'TxId') ?? `#${details}`;
  const key = `${reading.messageId}/${entryName}/${detailName}/${endToEndId ?? rum ?? ''}`;
  const amountCents = amountOf(detail, entry, details);
  const on = dayAt(entry, 'BookgDt') ?? dayAt(entry, 'ValDt');
  const unknown = (because: string) => reading.unknown.push({ key, because, amountCents, endToEndId, on });

  const booked = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
  if (booked !== undefined && booked !== BOOKED) return void unknown('it is not booked yet');
  const status = statusOf(detail, entry);
  if (status === undefined) return void unknown('it is no direct debit: a transfer, a fee or another movement');
  if (endToEndId === null && rum === null) return void unknown('it names neither a mandate nor a debit');
  if (amountCents === null) return void unknown('it has no amount in euro');
  const reasonCode = status === 'returned' ? reasonAt(at(detail, 'RtrInf')) : null;
  reading.facts.push({ key: `${key}/${status}`, status, rum, endToEndId, amountCents, reasonCode, on });
}

function statusOf(detail: XmlNode, entry: XmlNode): 'paid' | 'returned' | undefined {
  const code = at(detail, 'BkTxCd', 'Domn', 'Fmly') ?? at(entry, 'BkTxCd', 'Domn', 'Fmly');
  const family = textAt(code, 'Cd');
  const kind = textAt(code, 'SubFmlyCd');
  const direction = textAt(detail, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
  const returned = at(detail, 'RtrInf') !== undefined || (kind !== undefined && TAKEN_BACK.has(kind));
  if (returned) return direction === 'DBIT' ? 'returned' : undefined;
  if (direction !== 'CRDT') return undefined;
  // Banks that give no code of ISO give at least the mandate.
  return family === ISSUED_DEBITS || (family === undefined && at(detail, 'Refs', 'MndtId') !== undefined)
    ? 'paid'
    : undefined;
}

/** Of the transaction; that of the entry where there is no more than one. */
function amountOf(detail: XmlNode, entry: XmlNode, details: number): number | null {
  const own =
    euroCents(at(detail, 'AmtDtls', 'InstdAmt', 'Amt')) ??
    euroCents(at(detail, 'AmtDtls', 'TxAmt', 'Amt')) ??
    euroCents(at(detail, 'Amt'));
  if (own !== null) return own;
  const several = Number(textAt(entry, 'NtryDtls', 'Btch', 'NbOfTxs') ?? '1') > 1;
  return several || details > 1 ? null : euroCents(at(entry, 'Amt'));
}
