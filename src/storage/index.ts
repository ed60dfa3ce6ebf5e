export { IMPORT_MAXIMUM } from './import/plan-import.ts';
export { StorageError, type StorageErrorCode, storageErrorCodes } from './storage-error.ts';
export * from './store.ts';
