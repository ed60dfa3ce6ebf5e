import { afterAll } from 'vitest';
import { storeContract } from './store.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';

let folder: SqliteFolder | undefined;
afterAll(() => folder?.remove());

// One database for all tests, emptied in between: opening one takes some 300 ms, which its own tests pay.
storeContract('SQLite', async () => {
  folder ??= await openSqliteFolder({ readers: 1 });
  const opened = folder;
  return {
    store: opened.store,
    close: () => {
      opened.empty();
      return Promise.resolve();
    },
  };
});
