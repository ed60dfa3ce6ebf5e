import { type DestinationStream, pino } from 'pino';
import { redact } from './redact.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Message texts are constant and data goes into the fields, so that a line can be counted and searched. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Shows what stands under `pii`; off unless an operator asks for it. */
  readonly showPii?: boolean;
  /** Where lines go; the process's stderr when missing, so that stdout stays for the command's own output. */
  readonly destination?: DestinationStream;
}

/** JSON lines with an ISO time. Personal data may only stand under `pii`; it and every secret are redacted. */
export function createLog(options: LogOptions): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields, options.showPii ?? false),
      },
    },
    options.destination ?? pino.destination({ dest: 2, sync: false }),
  );
}
