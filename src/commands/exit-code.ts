/** What each command's exit status means; documented in the README. */
export const EXIT = {
  ok: 0,
  /** It ran, and found something wrong: refused rows, a check of the doctor that failed. */
  findings: 1,
  /** The command or its settings are wrong: nothing was done. */
  usage: 2,
  /** A file, the database or the switch could not be used: nothing is half done. */
  unavailable: 3,
} as const;

/** A failure that a person can mend: its message names the place and the remedy. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.unavailable) {
    super(message);
    this.exitCode = exitCode;
  }
}
