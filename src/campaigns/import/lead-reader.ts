import { Worker } from 'node:worker_threads';
import type { LeadChunk, LeadPlace, LeadReport, LookedLeadFile } from './reading.ts';
import type { ReadingMessage, ReadingTask } from './reading-worker.ts';

/** Rows die young: with less than V8's own choice a thread takes less memory and is no slower. */
const YOUNG_GENERATION_MB = 8;
/** For five million rows, whose codes and numbers are kept. */
const OLD_GENERATION_MB = 400;

/** A file being read in a thread of its own, so that the floor's loop never waits for it. */
export interface LeadReading extends AsyncIterable<LeadChunk> {
  /** What was found; there once the last chunk has been taken. */
  report(): LeadReport;
  /** Ends the thread before the file is read. */
  stop(): Promise<void>;
}

/** @throws Error with the system's words when the file cannot be opened */
export async function lookAtLeads(place: LeadPlace): Promise<LookedLeadFile> {
  for await (const message of messagesOf(startWorker({ act: 'look', place })))
    if (message.kind === 'looked') return message.looked;
  throw new Error('the thread that reads the file ended without a word');
}

/**
 * Rows up to `afterRow` are read and counted but not given: they are stored already. Rejected rows go to the file
 * `rejectsPath`, which is made when there is the first.
 */
export function readLeads(
  place: LeadPlace,
  options: { readonly afterRow?: number; readonly rejectsPath?: string | undefined } = {},
): LeadReading {
  const { afterRow = 0, rejectsPath } = options;
  const worker = startWorker({ act: 'read', place, afterRow, rejectsPath });
  let report: LeadReport | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      for await (const message of messagesOf(worker)) {
        if (message.kind === 'read') report = message.report;
        if (message.kind !== 'chunk') continue;
        yield message.chunk;
        worker.postMessage('more');
      }
    },
    report() {
      if (report === undefined) throw new Error('the file has not been read to its end');
      return report;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function startWorker(task: ReadingTask): Worker {
  return new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: OLD_GENERATION_MB },
  });
}

/** What the thread says, in order; fails when it does. */
async function* messagesOf(worker: Worker): AsyncGenerator<ReadingMessage> {
  const waiting: ReadingMessage[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let wake: () => void = () => undefined;
  worker.on('message', (message: ReadingMessage) => {
    waiting.push(message);
    wake();
  });
  worker.once('error', (error) => {
    ended = { error };
    wake();
  });
  worker.once('exit', () => {
    ended ??= {};
    wake();
  });
  try {
    for (;;) {
      const message = waiting.shift();
      if (message?.kind === 'failed') throw new Error(message.message);
      if (message !== undefined) yield message;
      else if (ended?.error !== undefined) throw ended.error;
      else if (ended !== undefined) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    await worker.terminate();
  }
}
