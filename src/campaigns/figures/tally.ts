/**
 * What is counted, in the trade's words; every figure follows from these sums. Money in cents of one currency, time in
 * ms. Sums of two tallies add field by field.
 */
export interface Tally {
  /** Rows received in lead files, and those of them that were rejected (invalid, duplicate, suppressed). */
  readonly received: number;
  readonly rejected: number;
  /** Records that will not be called any more. */
  readonly closed: number;
  readonly dials: number;
  /** Calls answered by a person, those abandoned included. */
  readonly answered: number;
  readonly abandoned: number;
  /** Calls put through to an agent. */
  readonly connected: number;
  readonly rightPerson: number;
  /** Useful contacts (CU): the donor heard the request and reacted. */
  readonly useful: number;
  readonly monthlyPromises: number;
  readonly oneOffPromises: number;
  /** "I will send something": no amount. */
  readonly undeterminedPromises: number;
  readonly monthlyCents: number;
  readonly oneOffCents: number;
  readonly signed: number;
  /** Of those, signed within so many days of the promise. */
  readonly signedIn7: number;
  readonly signedIn14: number;
  readonly signedIn30: number;
  readonly signedMonthlyCents: number;
  readonly paid: number;
  readonly paidCents: number;
  readonly objections: number;
  readonly complaints: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
  readonly loggedInMs: number;
  readonly pauses: number;
  readonly pausedMs: number;
  /** Pauses that are not paid: they are no production time. */
  readonly unpaidPauseMs: number;
  readonly costCents: number;
}

const nothing: Tally = {
  received: 0,
  rejected: 0,
  closed: 0,
  dials: 0,
  answered: 0,
  abandoned: 0,
  connected: 0,
  rightPerson: 0,
  useful: 0,
  monthlyPromises: 0,
  oneOffPromises: 0,
  undeterminedPromises: 0,
  monthlyCents: 0,
  oneOffCents: 0,
  signed: 0,
  signedIn7: 0,
  signedIn14: 0,
  signedIn30: 0,
  signedMonthlyCents: 0,
  paid: 0,
  paidCents: 0,
  objections: 0,
  complaints: 0,
  talkMs: 0,
  holdMs: 0,
  wrapUpMs: 0,
  loggedInMs: 0,
  pauses: 0,
  pausedMs: 0,
  unpaidPauseMs: 0,
  costCents: 0,
};

export const tallyFields = Object.keys(nothing) as readonly (keyof Tally)[];

/** What is counted from the log: the cost follows from the hours and what an hour costs. */
export type HourCount = Exclude<keyof Tally, 'costCents'>;
export const hourCounts: readonly HourCount[] = tallyFields.filter((field) => field !== 'costCents');

/** Nothing counted, but for what is given. */
export function tally(counted: Partial<Tally> = {}): Tally {
  return { ...nothing, ...counted };
}

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum: { -readonly [Field in keyof Tally]: number } = { ...nothing };
  for (const each of tallies) for (const field of tallyFields) sum[field] += each[field];
  return sum;
}
