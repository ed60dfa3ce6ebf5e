import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { storeContract } from './store.ts';
import { storeParts } from './store-world.ts';

storeContract('in memory', () => {
  const store = createMemoryStore(storeParts());
  return Promise.resolve({ store, close: () => store.close() });
});
