export { openReports, type Reports } from './hour-reports.ts';
export { type LedgerFile, type LedgerRow, openLedgerFile } from './ledger-file.ts';
export { numberSecret, SECRET_FILE } from './number-secret.ts';
export { type SealedKind, type SealedText, sealedKinds } from './sealed-rows.ts';
export {
  openSqliteStore,
  type SqliteStore,
  type SqliteStoreOptions,
  WRITE_QUEUE_MAXIMUM,
} from './sqlite-store.ts';
