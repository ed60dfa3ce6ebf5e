export {
  openSqliteStore,
  type SqliteStore,
  WRITE_QUEUE_MAXIMUM,
} from './sqlite-store.ts';
