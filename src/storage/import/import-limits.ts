/** Batches in one list, the newest first. */
export const IMPORT_LIST = 100;
/** Donors whom an undo left as they were, in one list. */
export const KEPT_LIST = 10_000;
/** Mappings that are remembered for one client; the oldest gives way. */
export const MAPPING_MAXIMUM = 100;
/** Donors in one step of an undo: one transaction of some tens of milliseconds. */
export const UNDO_STEP = 500;
