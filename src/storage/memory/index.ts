export type { StorageFault, StorageFaults } from './faults.ts';
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.ts';
