export {
  openSqliteStore,
  READ_QUEUE_MAXIMUM,
  type SqliteStore,
  type SqliteStoreOptions,
  WRITE_QUEUE_MAXIMUM,
} from './sqlite-store.ts';
