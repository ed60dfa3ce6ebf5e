/** Longest line taken, in bytes without its line feed; a longer one is passed over, and told. */
export const MAX_LINE_BYTES = 65_536;
/** Longest name of a campaign, an agent or a call, in UTF-16 units. */
export const MAX_NAME_LENGTH = 256;
/** Campaigns of one run: all of them share one model, and each decision looks at each of them. */
export const MAX_PACE_CAMPAIGNS = 64;
/** Calls that are over for the pacing (a machine, abandoned) and whose end may still be told. */
export const MAX_FINISHED_CALLS = 20_000;
/** The end of the year 9999: room for any simulation, and calendars can still reckon beyond it (ECMA-262, section 21.4.1.1). */
export const MAX_AT_MS = 253_402_300_799_999;
