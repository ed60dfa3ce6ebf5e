export const storageErrorCodes = [
  'disk-full',
  'read-only',
  'locked',
  'corrupt',
  'not-found',
  /** The database was written by a newer version. */
  'too-new',
  /** The key of the objections is not the one that the database was written with. */
  'wrong-key',
  /** A unique value is taken: a login, or a place in a stream. */
  'conflict',
  /** More calls are waiting than the named maximum: try again when some have ended. */
  'overloaded',
  'unexpected',
] as const;
export type StorageErrorCode = (typeof storageErrorCodes)[number];

/** What every storage operation rejects with; the message names the file and the remedy. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
  }
}
