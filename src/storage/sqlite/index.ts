export { type LedgerFile, type LedgerRow, openLedgerFile } from './ledger-file.ts';
export { numberSecret } from './number-secret.ts';
export {
  openSqliteStore,
  type SqliteStore,
  type SqliteStoreOptions,
  WRITE_QUEUE_MAXIMUM,
} from './sqlite-store.ts';
