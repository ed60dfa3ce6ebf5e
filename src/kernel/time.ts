/** UTC milliseconds since 1970. */
export type UtcMs = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
