import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  actOfBankFact,
  type BankFact,
  type Creditor,
  collectionFiles,
  type DueCollection,
  dayIn,
  firstCollection,
  ibanPlace,
  type MandateRecord,
  mandateOfEndToEndId,
  planCollections,
  type RefusedCollection,
  writePain008,
} from '../../campaigns/index.ts';
import type { Vault } from '../../kernel/vault.ts';
import { bankExportAnswer, bankExportRequest, bankFactsAnswer, bankFactsRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const takeFacts = jsonRoute({
  method: 'post',
  path: '/api/bank/facts',
  summary: 'What a bank said of debits, read from its file by foyer bank import; the same again changes nothing',
  body: bankFactsRequest,
  answer: bankFactsAnswer,
});
const exportFirst = jsonRoute({
  method: 'post',
  path: '/api/bank/export',
  summary: 'Writes the first debits of newly signed mandates into pain.008 files in the data folder',
  body: bankExportRequest,
  answer: bankExportAnswer,
});

export function bankRoutes(app: App, parts: Parts): void {
  app.openapi(takeFacts, async (c) => {
    const { facts } = c.req.valid('json');
    const unknown: { index: number; rum: string | null }[] = [];
    const refused: { index: number; code: string; message: string }[] = [];
    let taken = 0;
    for (const [index, fact] of facts.entries()) {
      const result = await takeFact(parts, fact);
      if (result === 'taken') taken++;
      else if (result === 'unknown') unknown.push({ index, rum: fact.rum });
      else refused.push({ index, ...result });
    }
    return c.json({ taken, unknown, refused }, 200);
  });

  app.openapi(exportFirst, async (c) => {
    const { clientId } = c.req.valid('json');
    const { outside, store } = parts;
    const creditor = await store.promises.creditor(clientId);
    if (creditor === undefined)
      throw new Problem(
        'not-found',
        'There is no such charity, or who collects for it is not set: POST /api/creditors.',
      );
    if (outside?.vault === undefined || outside.bankFolder === undefined)
      throw new Problem('not-possible', 'This server has no vault, or no folder for bank files.');
    const due = await firstDebits(parts, creditor, outside.vault);
    return c.json(await writeFiles(parts, creditor, due, outside.bankFolder), 200);
  });
}

/** @throws Problem where it is not stored and has to come again */
async function takeFact(
  { promises, store }: Parts,
  fact: BankFact,
): Promise<'taken' | 'unknown' | { code: string; message: string }> {
  const mandate = await mandateOf(store, fact);
  const promise = mandate === undefined ? undefined : await promises.desk.promise(mandate.promiseId);
  if (promise === undefined) return 'unknown';
  const act = actOfBankFact(fact, { promised: promise.amountCents, paidCents: promise.paidCents });
  if (act === undefined) return { code: 'wrong-amount', message: 'It names no amount, and the promise has none.' };
  const acted = await promises.desk.act(promise.promiseId, act, { kind: 'system' }, `bank:${fact.key}`);
  if (acted.ok) return 'taken';
  if (acted.error.code === 'not-stored') throw new Problem('not-stored', acted.error.message);
  return { code: acted.error.code, message: acted.error.message };
}

async function mandateOf(
  { promises }: Parts['store'],
  { rum, endToEndId }: BankFact,
): Promise<MandateRecord | undefined> {
  const byRum = rum === null ? undefined : await promises.mandateByRum(rum);
  if (byRum !== undefined || endToEndId === null) return byRum;
  const named = mandateOfEndToEndId(endToEndId);
  return named === undefined ? undefined : promises.mandate(named.mandateId);
}

async function firstDebits(
  { store, promises }: Parts,
  creditor: Creditor,
  vault: Vault,
): Promise<readonly { readonly due: DueCollection; readonly promiseId: string }[]> {
  const debits: { due: DueCollection; promiseId: string }[] = [];
  for (const mandate of await store.promises.mandatesToExport(creditor.clientId)) {
    const promise = await promises.desk.promise(mandate.promiseId);
    const details = await store.promises.details(mandate.promiseId);
    if (promise?.state !== 'signed' || promise.paused || details?.sealedIban == null) continue;
    const iban = vault.open(ibanPlace(promise.promiseId), details.sealedIban);
    if (!iban.ok)
      throw new Problem(
        'not-possible',
        `The account of mandate ${mandate.rum} cannot be opened (${iban.error}): put the old keys of the vault back.`,
      );
    const due = firstCollection(creditor, { promise, mandate, details, iban: iban.value });
    if (due !== undefined) debits.push({ due, promiseId: promise.promiseId });
  }
  return debits;
}

/** The file stands on the disk before its mandates count as handed over. */
async function writeFiles(
  { promises, clock }: Parts,
  creditor: Creditor,
  debits: readonly { readonly due: DueCollection; readonly promiseId: string }[],
  folder: string,
) {
  const { collections, refused } = planCollections(
    debits.map(({ due }) => due),
    { today: dayIn(creditor.zone, clock.now()) },
  );
  const found = {
    files: [] as { path: string; messageId: string; count: number; sumCents: number }[],
    refused: refused.map(shown),
  };
  if (collections.length === 0) return found;
  const files = collectionFiles({ ...creditor, iban: creditor.iban ?? '' }, collections);
  if (!files.ok)
    throw new Problem('not-possible', `Who collects has to be corrected first: ${files.error.join('; ')}.`);
  for (const file of files.value) {
    const path = join(folder, `${file.messageId}.xml`);
    await writeFile(path, [...writePain008(file, clock.now())], { mode: 0o600, flush: true });
    for (const { mandateId } of file.groups.flatMap((group) => group.collections)) {
      const promiseId = debits.find(({ due }) => due.mandateId === mandateId)?.promiseId ?? '';
      const acted = await promises.desk.act(
        promiseId,
        { type: 'export', file: file.messageId },
        { kind: 'system' },
        `export:${file.messageId}`,
      );
      if (!acted.ok)
        throw new Problem(
          'not-stored',
          `${path} is written, but not every mandate is marked as handed over: ${acted.error.message}`,
        );
    }
    found.files.push({ path, messageId: file.messageId, count: file.count, sumCents: file.sumCents });
  }
  return found;
}

function shown({ rum, because, words }: RefusedCollection) {
  return { rum, because, words };
}
