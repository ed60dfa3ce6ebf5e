/** How a call attempt ended, as the system knows it (product of the hang-up cause table and of the engine). */
export const outcomes = [
  'answered',
  'abandoned',
  'machine',
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'network-failure',
  'congestion',
  'cancelled',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Codes of the default disposition set (French field use); S = set by the system, A = by the agent. */
export const dispositionCodes = [
  'NA', 'OCC', 'REP', 'ABD', 'ECH', 'NVF', 'FAX', 'INT', 'FN', 'TIE', 'RAP', 'BMO', 'RAC', 'LNG', 'DCD', 'DEM',
  'OPP', 'OPT', 'VUL', 'PLA', 'DEJ', 'REF', 'IND', 'DON', 'DONP', 'PA', 'PAS', 'UPG', 'BAI', 'INF', 'MAJ', 'TEC',
] as const;
export type DispositionCode = (typeof dispositionCodes)[number];
