export type { StorageFault } from './faults.ts';
export { createMemoryStore, type MemoryStore } from './memory-store.ts';
