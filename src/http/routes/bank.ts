import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  actOfBankFact,
  addDays,
  type BankFact,
  type Creditor,
  collectionFiles,
  type DueCollection,
  dayIn,
  debitsWritten,
  dueCollection,
  ibanPlace,
  MAX_FILE_COLLECTIONS,
  type MandateRecord,
  mandateOfEndToEndId,
  planCollections,
  type RefusedCollection,
  type WrittenDebit,
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
const exportDue = jsonRoute({
  method: 'post',
  path: '/api/bank/export',
  summary: 'Writes the debits that are due into pain.008 files in the data folder; asked again, what is due by then',
  body: bankExportRequest,
  answer: bankExportAnswer,
});

/** A file holds debits up to so many days ahead, and a few more over the days on which banks rest. */
const AHEAD_DAYS = 20;
/** What came back for want of money is tried again on its next day; for a graver reason its mandate is suspended. */
const COLLECTED: ReadonlySet<string> = new Set(['signed', 'active', 'kept', 'failed']);

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

  app.openapi(exportDue, async (c) => {
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
    const { vault, bankFolder } = outside;
    // One run at a time: a second one would take the first one's file for one that was left behind.
    const exported = await parts.promises.desk.turns.take('bank-export', async () => {
      const begun = await finishBegun(parts, bankFolder);
      const due = await dueDebits(parts, creditor, vault);
      const made = await writeFiles(parts, creditor, due, bankFolder);
      return { files: [...begun.files, ...made.files], refused: [...begun.refused, ...made.refused] };
    });
    return c.json(exported, 200);
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

interface Debit {
  readonly due: DueCollection;
  readonly promiseId: string;
}

/** Of every mandate the next debit, where it falls into the days that a file may hold. */
async function dueDebits(parts: Parts, creditor: Creditor, vault: Vault): Promise<readonly Debit[]> {
  const { store, clock } = parts;
  const today = dayIn(creditor.zone, clock.now());
  const upTo = addDays(today, AHEAD_DAYS);
  const debits: Debit[] = [];
  const page = (after?: string) => store.promises.mandatesToCollect(creditor.clientId, upTo, after);
  for (let mandates = await page(); mandates.length > 0; mandates = await page(mandates.at(-1)?.mandateId)) {
    const found = await Promise.all(
      mandates.map((mandate) => debitOf(parts, creditor, vault, mandate, { today, upTo })),
    );
    debits.push(...found.filter((debit) => debit !== undefined));
    if (debits.length >= MAX_FILE_COLLECTIONS) break;
  }
  return debits;
}

async function debitOf(
  { store, promises }: Parts,
  creditor: Creditor,
  vault: Vault,
  mandate: MandateRecord,
  { today, upTo }: { readonly today: string; readonly upTo: string },
): Promise<Debit | undefined> {
  const promise = await promises.desk.promise(mandate.promiseId);
  const details = await store.promises.details(mandate.promiseId);
  if (promise === undefined || !COLLECTED.has(promise.state) || details?.sealedIban == null) return undefined;
  const iban = vault.open(ibanPlace(promise.promiseId), details.sealedIban);
  if (!iban.ok)
    throw new Problem(
      'not-possible',
      `The account of mandate ${mandate.rum} cannot be opened (${iban.error}): put the old keys of the vault back.`,
    );
  const due = dueCollection(creditor, { promise, mandate, details, iban: iban.value }, today);
  // Of a gift that runs, what is far ahead is of no interest; a first debit is told as waiting.
  if (due === undefined || (due.presentedBefore > 0 && due.dueOn > upTo)) return undefined;
  return { due, promiseId: promise.promiseId };
}

/** A file that is not whole yet, or whose mandates are not marked yet. */
const BEGUN = '.part';

interface Exported {
  readonly files: { path: string; messageId: string; count: number; sumCents: number }[];
  readonly refused: { rum: string; because: string; words: string }[];
}

/**
 * The file stands on the disk before its mandates count as handed over, and has its name only when all of them do: a run
 * that is cut off is finished by the next one, so that no debit is lost and none stands in two files.
 */
async function writeFiles(
  parts: Parts,
  creditor: Creditor,
  debits: readonly Debit[],
  folder: string,
): Promise<Exported> {
  const { clock } = parts;
  const { collections, refused } = planCollections(
    debits.map(({ due }) => due),
    { today: dayIn(creditor.zone, clock.now()) },
  );
  const found: Exported = { files: [], refused: refused.map(shown) };
  if (collections.length === 0) return found;
  const files = collectionFiles({ ...creditor, iban: creditor.iban ?? '' }, collections);
  if (!files.ok)
    throw new Problem('not-possible', `Who collects has to be corrected first: ${files.error.join('; ')}.`);
  for (const file of files.value) {
    const path = join(folder, `${file.messageId}.xml`);
    await writeFile(`${path}${BEGUN}`, [...writePain008(file, clock.now())], { mode: 0o600, flush: true });
    const written = file.groups.flatMap(({ collections: list }) =>
      list.map(({ mandateId, rum, dueOn, amountCents: cents }) => ({ mandateId, rum, dueOn, cents })),
    );
    await handOver(parts, path, written, found);
  }
  return found;
}

/** What a run that was cut off had begun: finished, or taken away where the file itself was cut. */
async function finishBegun(parts: Parts, folder: string): Promise<Exported> {
  const found: Exported = { files: [], refused: [] };
  for (const name of await readdir(folder)) {
    if (!name.endsWith(`.xml${BEGUN}`)) continue;
    const written = debitsWritten(await readFile(join(folder, name), 'utf8'));
    if (written === undefined) await rm(join(folder, name));
    else await handOver(parts, join(folder, name.slice(0, -BEGUN.length)), written, found);
  }
  return found;
}

/** @throws Problem where the log cannot be written: the same again goes on from here */
async function handOver(
  { promises, store }: Parts,
  path: string,
  written: readonly WrittenDebit[],
  found: Exported,
): Promise<void> {
  const messageId = basename(path, '.xml');
  for (const { mandateId, rum, dueOn, cents } of written) {
    const promiseId = (await store.promises.mandate(mandateId))?.promiseId ?? '';
    const act = { type: 'export', file: messageId, debit: { dueOn, cents } } as const;
    const acted = await promises.desk.act(promiseId, act, { kind: 'system' }, `export:${messageId}`);
    if (acted.ok) continue;
    if (acted.error.code === 'not-stored')
      throw new Problem('not-stored', `${path} is not finished: ${acted.error.message} Ask again.`);
    const words = `${acted.error.message} Take it out of ${path} before the file goes to the bank.`;
    found.refused.push({ rum, because: acted.error.code, words });
  }
  await rename(`${path}${BEGUN}`, path);
  const sumCents = written.reduce((sum, { cents }) => sum + cents, 0);
  found.files.push({ path, messageId, count: written.length, sumCents });
}

function shown({ rum, because, words }: RefusedCollection) {
  return { rum, because, words };
}
