import { HOUR_MS } from '../../kernel/time.ts';
import { type Share, share } from './share.ts';
import type { Tally } from './tally.ts';

/**
 * The figures of a campaign, by the trade's formulas (French field use). Shares carry their counts and interval;
 * a figure without a denominator is null, never 0. Cents are exact where they are sums, fractions where they are means.
 */
export interface Figures {
  /** X / R. */
  readonly rejection: Share;
  /** Right persons / callable records (N = R - X). */
  readonly reach: Share;
  /** Useful contacts / right persons, and / callable records. */
  readonly pitch: Share;
  readonly pitchOfRecords: Share;
  /** Agreements of any kind, of a stated amount (the honest one), monthly, one-off: / useful contacts. */
  readonly agreement: Share;
  readonly firmAgreement: Share;
  readonly monthly: Share;
  readonly oneOff: Share;
  /** One-off and undetermined promises / useful contacts. */
  readonly promise: Share;
  readonly meanOneOffCents: number | null;
  readonly meanPaidCents: number | null;
  readonly meanMonthlyCents: number | null;
  /** One-off + 12 x monthly. */
  readonly promisedYearCents: number;
  readonly monthlyYearCents: number;
  /** Signed / agreed monthly: the rest is lost between the call and the signature. */
  readonly signature: Share;
  /** Signed within so many days of the promise; promises that are younger than that count as not signed yet. */
  readonly signatureIn7: Share;
  readonly signatureIn14: Share;
  readonly signatureIn30: Share;
  /** 1 - signature. */
  readonly fall: Share;
  readonly signedOfUseful: Share;
  readonly meanSignedMonthlyCents: number | null;
  readonly signedYearCents: number;
  /** Paid / due one-off promises, in number and in value. */
  readonly fulfilment: Share;
  readonly fulfilmentOfValue: number | null;
  /** DMC: talk / connected calls; DMT: talk, hold and wrap-up / connected calls. */
  readonly meanTalkMs: number | null;
  readonly meanHandleMs: number | null;
  /** (Talk + hold + wrap-up) / (logged in - pauses), and / logged in. */
  readonly occupancy: number | null;
  readonly utilisation: number | null;
  /** Useful contacts an hour of production (logged in - unpaid pauses). */
  readonly usefulPerHour: number | null;
  readonly costPerUsefulCents: number | null;
  readonly costPerFirmAgreementCents: number | null;
  readonly costPerSignedCents: number | null;
  /** (Paid one-off + 12 x signed monthly x retention) / cost. */
  readonly return12Months: number | null;
  readonly abandonment: Share;
  /** Closed / callable records. */
  readonly exhaustion: Share;
  readonly objection: Share;
  /** For 1,000 dials. */
  readonly complaintsPer1000: number | null;
  readonly dialsPerRecord: number | null;
}

/** `retention`: share of signed monthly gifts that are still given over the year, 0 to 1. */
export function figures(tally: Tally, retention = 1): Figures {
  return { ...ratesOf(tally), ...moneyOf(tally, retention), ...workOf(tally) };
}

type Rates = Pick<
  Figures,
  | 'rejection'
  | 'reach'
  | 'pitch'
  | 'pitchOfRecords'
  | 'agreement'
  | 'firmAgreement'
  | 'monthly'
  | 'oneOff'
  | 'promise'
  | 'signature'
  | 'signatureIn7'
  | 'signatureIn14'
  | 'signatureIn30'
  | 'fall'
  | 'signedOfUseful'
  | 'fulfilment'
  | 'abandonment'
  | 'exhaustion'
  | 'objection'
>;

function ratesOf(t: Tally): Rates {
  const records = t.received - t.rejected;
  const firm = t.monthlyPromises + t.oneOffPromises;
  return {
    rejection: share(t.rejected, t.received),
    reach: share(t.rightPerson, records),
    pitch: share(t.useful, t.rightPerson),
    pitchOfRecords: share(t.useful, records),
    agreement: share(firm + t.undeterminedPromises, t.useful),
    firmAgreement: share(firm, t.useful),
    monthly: share(t.monthlyPromises, t.useful),
    oneOff: share(t.oneOffPromises, t.useful),
    promise: share(t.oneOffPromises + t.undeterminedPromises, t.useful),
    signature: share(t.signed, t.monthlyPromises),
    signatureIn7: share(t.signedIn7, t.monthlyPromises),
    signatureIn14: share(t.signedIn14, t.monthlyPromises),
    signatureIn30: share(t.signedIn30, t.monthlyPromises),
    fall: share(t.monthlyPromises - t.signed, t.monthlyPromises),
    signedOfUseful: share(t.signed, t.useful),
    fulfilment: share(t.paid, t.oneOffPromises),
    abandonment: share(t.abandoned, t.answered),
    exhaustion: share(t.closed, records),
    objection: share(t.objections, t.rightPerson),
  };
}

type Money = Pick<
  Figures,
  | 'meanOneOffCents'
  | 'meanPaidCents'
  | 'meanMonthlyCents'
  | 'promisedYearCents'
  | 'monthlyYearCents'
  | 'meanSignedMonthlyCents'
  | 'signedYearCents'
  | 'fulfilmentOfValue'
  | 'costPerUsefulCents'
  | 'costPerFirmAgreementCents'
  | 'costPerSignedCents'
  | 'return12Months'
>;

function moneyOf(t: Tally, retention: number): Money {
  const signedYearCents = 12 * t.signedMonthlyCents;
  return {
    meanOneOffCents: per(t.oneOffCents, t.oneOffPromises),
    meanPaidCents: per(t.paidCents, t.paid),
    meanMonthlyCents: per(t.monthlyCents, t.monthlyPromises),
    promisedYearCents: t.oneOffCents + 12 * t.monthlyCents,
    monthlyYearCents: 12 * t.monthlyCents,
    meanSignedMonthlyCents: per(t.signedMonthlyCents, t.signed),
    signedYearCents,
    fulfilmentOfValue: per(t.paidCents, t.oneOffCents),
    costPerUsefulCents: per(t.costCents, t.useful),
    costPerFirmAgreementCents: per(t.costCents, t.monthlyPromises + t.oneOffPromises),
    costPerSignedCents: per(t.costCents, t.signed),
    return12Months: per(t.paidCents + signedYearCents * retention, t.costCents),
  };
}

type Work = Pick<
  Figures,
  'meanTalkMs' | 'meanHandleMs' | 'occupancy' | 'utilisation' | 'usefulPerHour' | 'complaintsPer1000' | 'dialsPerRecord'
>;

function workOf(t: Tally): Work {
  const workedMs = t.talkMs + t.holdMs + t.wrapUpMs;
  return {
    meanTalkMs: per(t.talkMs, t.connected),
    meanHandleMs: per(workedMs, t.connected),
    occupancy: per(workedMs, t.loggedInMs - t.pausedMs),
    utilisation: per(workedMs, t.loggedInMs),
    usefulPerHour: per(t.useful, (t.loggedInMs - t.unpaidPauseMs) / HOUR_MS),
    complaintsPer1000: per(1000 * t.complaints, t.dials),
    dialsPerRecord: per(t.dials, t.received - t.rejected),
  };
}

function per(sum: number, count: number): number | null {
  return count > 0 ? sum / count : null;
}
