import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CampaignId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { backtestOf, type CallLog, CallLogError, fitLaws, historyOfCalls, readCallLog } from '../pacing/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { reason } from './open-store.ts';
import type { BacktestOptions } from './simulate-options.ts';
import { plainSettings, simulateOrExit } from './simulate-question.ts';
import { comparisonColumns, happenedColumn, lawWords, refusedWords, table } from './simulate-words.ts';

/** What 1:1 and predictive dialing would have given in this log; status 1 when rows were refused. */
export async function simulateLog(path: string, options: BacktestOptions): Promise<number> {
  const log = await logOf(path, options);
  const history = historyOfCalls(log.calls, {
    wrapMs: options.wrapUp * SECOND_MS,
    ringLimitMs: options.ring * SECOND_MS,
    detectionMs: 0,
  });
  const settings = {
    ...plainSettings('log' as CampaignId),
    abandonmentLimit: options.limit / 100,
    ringLimitMs: options.ring * SECOND_MS,
  };
  const { question, happened } = backtestOf(history, settings, {
    hoursMs: options.hours * HOUR_MS,
    seed: options.seed,
    replications: options.replications,
  });
  const { calls: _calls, ...read } = log;
  const laws = fitLaws(history);
  if (options.json !== true) process.stdout.write(readWords(path, log) + lawWords(laws));
  const comparison = await simulateOrExit(question, systemClock);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ log: read, laws, happened, comparison })}\n`);
  } else {
    const minutes = Math.round(question.durationMs / MINUTE_MS);
    process.stdout.write(
      `\nthe ${minutes} minutes from ${new Date(question.startAt).toISOString()} again, ${comparison.now.replications} times, seed ${options.seed}:\n` +
        table([happenedColumn(happened), ...comparisonColumns(comparison, ['1:1', 'predictive'])]),
    );
  }
  return log.refusedRows === 0 && !log.cutShort ? EXIT.ok : EXIT.findings;
}

async function logOf(path: string, options: BacktestOptions): Promise<CallLog> {
  try {
    await stat(path);
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${reason(error)}): name an existing CSV file.`);
  }
  try {
    return await readCallLog(createReadStream(path), {
      useful: new Set(options.useful.map((one) => one.toUpperCase())),
    });
  } catch (error) {
    if (error instanceof CallLogError) throw new CommandError(`${path}: ${error.message}`);
    throw error;
  }
}

function readWords(path: string, { format, rows, refusedRows, refused, cutShort }: CallLog): string {
  const kind = format === 'vicidial' ? 'a vicidial_log export' : 'a call log';
  const cut = cutShort ? `; only the first ${rows} were read` : '';
  const assumed =
    format === 'vicidial'
      ? 'vicidial_log tells neither how long answered calls rang nor the wrap-up: both are assumed (--wrap-up)\n'
      : '';
  return `${path}: ${kind}, ${rows} rows, ${refusedRows} refused${cut}\n${refusedWords(refusedRows, refused)}${assumed}`;
}
