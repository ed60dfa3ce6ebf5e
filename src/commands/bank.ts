import { open } from 'node:fs/promises';
import { type BankFile, MAX_BANK_FILE_BYTES, readBankFile } from '../campaigns/index.ts';
import type { Configuration } from '../ops/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { DEFAULT_CLIENT_ID } from './installation.ts';
import { reason } from './open-store.ts';
import { postToServer } from './running-server.ts';

/** Facts in one request. */
const BATCH = 100;
/** Lines that are shown; all are counted. */
const SHOWN = 50;
const NOT_RUNNING =
  'No Foyer runs with these settings on this machine: start it first, it alone notes what happens to promises.';

interface TakenFacts {
  readonly taken: number;
  readonly unknown: readonly { readonly index: number; readonly rum: string | null }[];
  readonly refused: readonly { readonly index: number; readonly code: string; readonly message: string }[];
}

/** Reads a bank's file here and tells the running Foyer what it says. The same file again changes nothing. */
export async function importBankFile(
  configuration: Configuration,
  path: string,
  options: { readonly json?: true },
): Promise<number> {
  const read = readBankFile(await bytesOf(path));
  if (!read.ok)
    throw new CommandError(
      `${path}${read.error.line > 0 ? `, line ${read.error.line}` : ''}: ${read.error.message}.`,
      EXIT.usage,
    );
  const file = read.value;
  const total = { taken: 0, unknown: [] as (string | null)[], refused: [] as string[] };
  for (let from = 0; from < file.facts.length; from += BATCH) {
    const facts = file.facts.slice(from, from + BATCH);
    const answer = (await postToServer(configuration, '/api/bank/facts', { facts })) as TakenFacts | undefined;
    if (answer === undefined) throw new CommandError(NOT_RUNNING);
    total.taken += answer.taken;
    total.unknown.push(...answer.unknown.map(({ rum }) => rum));
    total.refused.push(
      ...answer.refused.map(
        ({ index, message }) => `${facts[index]?.rum ?? facts[index]?.endToEndId ?? '?'}: ${message}`,
      ),
    );
  }
  if (options.json === true)
    process.stdout.write(
      `${JSON.stringify({ ...file, facts: file.facts.length, ...total, unknownLines: file.unknown })}\n`,
    );
  else tell(path, file, total);
  const left = total.unknown.length + total.refused.length + file.unknown.length + file.refusedBatches.length;
  return left === 0 ? EXIT.ok : EXIT.findings;
}

function tell(
  path: string,
  file: BankFile,
  {
    taken,
    unknown,
    refused,
  }: { readonly taken: number; readonly unknown: readonly (string | null)[]; readonly refused: readonly string[] },
): void {
  const lines = [
    `${path} (${file.message}, ${file.messageId}): ${taken} debits taken, ${file.accepted} only taken on by the bank`,
    ...file.refusedBatches.map(
      ({ originalMessageId, originalPaymentId, reasonCode }) =>
        `  REFUSED WHOLE: ${originalMessageId}${originalPaymentId === null ? '' : `, ${originalPaymentId}`} (${reasonCode ?? 'no reason given'}): nothing of it was collected`,
    ),
    ...some(
      'of mandates not known here',
      unknown.map((rum) => rum ?? 'without a reference'),
    ),
    ...some('not possible', refused),
    ...some(
      'lines of something else',
      file.unknown.map(
        ({ on, amountCents, because }) =>
          `${on ?? '?'}  ${amountCents === null ? '?' : (amountCents / 100).toFixed(2)}  ${because}`,
      ),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function some(what: string, list: readonly string[]): readonly string[] {
  return list.length === 0 ? [] : [`  ${list.length} ${what}:`, ...list.slice(0, SHOWN).map((line) => `    ${line}`)];
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > MAX_BANK_FILE_BYTES)
      throw new CommandError(`${path}: it has more than ${MAX_BANK_FILE_BYTES} bytes: ask the bank for smaller files.`);
    return await file.readFile();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${path} cannot be read (${reason(error)}).`);
  }
}

interface Exported {
  readonly files: readonly { readonly path: string; readonly count: number; readonly sumCents: number }[];
  readonly refused: readonly { readonly rum: string; readonly because: string; readonly words: string }[];
}

/** The debits that are due, as files for the bank in the data folder of the running Foyer. */
export async function exportCollections(
  configuration: Configuration,
  options: { readonly client?: string; readonly json?: true },
): Promise<number> {
  const answer = (await postToServer(configuration, '/api/bank/export', {
    clientId: options.client ?? DEFAULT_CLIENT_ID,
  })) as Exported | undefined;
  if (answer === undefined) throw new CommandError(NOT_RUNNING);
  const { files, refused } = answer;
  if (options.json === true) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else {
    const lines = files.map(
      ({ path, count, sumCents }) => `${path}: ${count} debits, ${(sumCents / 100).toFixed(2)} EUR`,
    );
    process.stdout.write(
      `${[
        ...(lines.length === 0 ? ['Nothing is due.'] : lines),
        ...some(
          'not exported',
          refused.map(({ rum, words }) => `${rum}: ${words}`),
        ),
      ].join('\n')}\n`,
    );
  }
  // What waits for its day is no finding.
  return refused.every(({ because }) => because === 'too-early') ? EXIT.ok : EXIT.findings;
}
