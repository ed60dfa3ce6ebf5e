import { hash } from 'node:crypto';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Day } from './bank-day.ts';
import { type Amendment, type Collection, type Collector, type SequenceType, sequenceTypes } from './collection.ts';
import { collectorProblems, isBic, MAX_NAME } from './plan-collections.ts';
import { sepaText } from './sepa-text.ts';
import { decimal, element, nested } from './xml-text.ts';

/** Debits in one file at most: what French banks take at once, and some 40 MB. */
export const MAX_FILE_COLLECTIONS = 50_000;
const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08';
const MAX_REMITTANCE = 140;
const MAX_ORIGINAL_RUM = 35;

/** The debits of one sequence type and day: one PmtInf. */
export interface CollectionGroup {
  readonly sequence: SequenceType;
  readonly collectOn: Day;
  readonly collections: readonly Collection[];
  readonly sumCents: number;
}

export interface CollectionFile {
  /** At most 35 characters; the same debits of the same creditor have the same id, so a bank refuses the second file. */
  readonly messageId: string;
  readonly collector: Collector;
  readonly groups: readonly CollectionGroup[];
  readonly count: number;
  readonly sumCents: number;
}

/**
 * The files for these debits: by sequence and day, in an order that does not depend on that of the list.
 * An error names what is wrong with the collector.
 * @throws RangeError for fewer than one debit a file
 */
export function collectionFiles(
  collector: Collector,
  collections: readonly Collection[],
  maximum: number = MAX_FILE_COLLECTIONS,
): Result<readonly CollectionFile[], readonly string[]> {
  if (!Number.isInteger(maximum) || maximum < 1) throw new RangeError(`maximum: ${maximum}; give 1 or more`);
  const problems = collectorProblems(collector);
  if (problems.length > 0) return err(problems);
  const sorted = [...collections].sort(byGroup);
  const files: CollectionFile[] = [];
  for (let from = 0; from < sorted.length; from += maximum)
    files.push(fileOf(collector, sorted.slice(from, from + maximum)));
  return ok(files);
}

function byGroup(a: Collection, b: Collection): number {
  if (a.collectOn !== b.collectOn) return a.collectOn < b.collectOn ? -1 : 1;
  const rank = sequenceTypes.indexOf(a.sequence) - sequenceTypes.indexOf(b.sequence);
  if (rank !== 0) return rank;
  return a.endToEndId < b.endToEndId ? -1 : Number(a.endToEndId > b.endToEndId);
}

function fileOf(collector: Collector, sorted: readonly Collection[]): CollectionFile {
  const groups: { sequence: SequenceType; collectOn: Day; collections: Collection[]; sumCents: number }[] = [];
  for (const each of sorted) {
    let group = groups.at(-1);
    if (group?.sequence !== each.sequence || group.collectOn !== each.collectOn) {
      group = { sequence: each.sequence, collectOn: each.collectOn, collections: [], sumCents: 0 };
      groups.push(group);
    }
    group.collections.push(each);
    group.sumCents += each.amountCents;
  }
  const sumCents = groups.reduce((sum, group) => sum + group.sumCents, 0);
  return { messageId: messageIdOf(collector, sorted), collector, groups, count: sorted.length, sumCents };
}

/** Of what the file asks for and of nothing else: neither the hour nor who exports it. */
function messageIdOf({ creditorId, iban }: Collector, collections: readonly Collection[]): string {
  const lines = collections.map(
    ({ endToEndId, rum, sequence, collectOn, amountCents, iban: account }) =>
      `${endToEndId} ${rum} ${sequence} ${collectOn} ${amountCents} ${account}`,
  );
  return `FOY-${hash('sha256', [`${creditorId} ${iban}`, ...lines].join('\n'), 'hex')
    .slice(0, 24)
    .toUpperCase()}`;
}

/**
 * The file, in pieces that can be written one after the other.
 * `createdAt`: UTC ms. Its bytes are the same for the same debits and instant.
 */
export function* writePain008(file: CollectionFile, createdAt: UtcMs): Generator<string, void, undefined> {
  const { collector, messageId, count, sumCents } = file;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}"><CstmrDrctDbtInitn>`;
  yield element(
    'GrpHdr',
    nested('MsgId', messageId),
    nested('CreDtTm', new Date(createdAt).toISOString().slice(0, 19)),
    nested('NbOfTxs', String(count)),
    nested('CtrlSum', decimal(sumCents)),
    nested('InitgPty', 'Nm', sepaText(collector.name, MAX_NAME)),
  );
  for (const group of file.groups) {
    yield `\n<PmtInf>${groupHead(file, group)}`;
    for (const collection of group.collections) yield `\n${transaction(collection)}`;
    yield '\n</PmtInf>';
  }
  yield '\n</CstmrDrctDbtInitn></Document>\n';
}

function groupHead(
  { collector, messageId }: CollectionFile,
  { sequence, collectOn, collections, sumCents }: CollectionGroup,
): string {
  const agent = collector.bic === null ? nested('Othr', 'Id', 'NOTPROVIDED') : nested('BICFI', collector.bic);
  return [
    // 28 characters of the message, the day in its year and two letters of the sequence: 35 in all.
    nested('PmtInfId', `${messageId}-${collectOn.slice(5).replace('-', '')}${sequence.slice(0, 2)}`),
    nested('PmtMtd', 'DD'),
    nested('BtchBookg', 'true'),
    nested('NbOfTxs', String(collections.length)),
    nested('CtrlSum', decimal(sumCents)),
    element('PmtTpInf', nested('SvcLvl', 'Cd', 'SEPA'), nested('LclInstrm', 'Cd', 'CORE'), nested('SeqTp', sequence)),
    nested('ReqdColltnDt', collectOn),
    nested('Cdtr', 'Nm', sepaText(collector.name, MAX_NAME)),
    nested('CdtrAcct', 'Id', 'IBAN', collector.iban),
    element('CdtrAgt', element('FinInstnId', agent)),
    nested('ChrgBr', 'SLEV'),
    element('CdtrSchmeId', scheme(collector.creditorId)),
  ].join('');
}

/** A creditor's identifier, as SEPA wants it written. */
function scheme(creditorId: string): string {
  return element(
    'Id',
    element('PrvtId', element('Othr', nested('Id', creditorId), nested('SchmeNm', 'Prtry', 'SEPA'))),
  );
}

function transaction(each: Collection): string {
  const agent = each.bic !== null && isBic(each.bic) ? nested('BICFI', each.bic) : nested('Othr', 'Id', 'NOTPROVIDED');
  const text = sepaText(each.text, MAX_REMITTANCE);
  return element(
    'DrctDbtTxInf',
    nested('PmtId', 'EndToEndId', each.endToEndId),
    `<InstdAmt Ccy="EUR">${decimal(each.amountCents)}</InstdAmt>`,
    element('DrctDbtTx', element('MndtRltdInf', mandate(each))),
    element('DbtrAgt', element('FinInstnId', agent)),
    nested('Dbtr', 'Nm', sepaText(each.debtorName, MAX_NAME)),
    nested('DbtrAcct', 'Id', 'IBAN', each.iban),
    text === '' ? '' : nested('RmtInf', 'Ustrd', text),
  );
}

function mandate({ rum, signedOn, amendment }: Collection): string {
  const details = amendment === undefined ? '' : amendmentDetails(amendment);
  return [
    nested('MndtId', rum),
    nested('DtOfSgntr', signedOn),
    ...(details === '' ? [] : [nested('AmdmntInd', 'true'), element('AmdmntInfDtls', details)]),
  ].join('');
}

function amendmentDetails({ rum, creditorId, creditorName, otherAccount }: Amendment): string {
  const oldCreditor = [
    creditorName === undefined ? '' : nested('Nm', sepaText(creditorName, MAX_NAME)),
    creditorId === undefined ? '' : scheme(creditorId),
  ].join('');
  return [
    rum === undefined ? '' : nested('OrgnlMndtId', sepaText(rum, MAX_ORIGINAL_RUM)),
    oldCreditor === '' ? '' : element('OrgnlCdtrSchmeId', oldCreditor),
    otherAccount === undefined ? '' : nested('OrgnlDbtrAcct', 'Id', 'Othr', 'Id', 'SMNDA'),
  ].join('');
}
