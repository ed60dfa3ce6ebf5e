import type { CampaignKind } from '../campaign-kind.ts';
import type { NewDonor } from '../import/new-donor.ts';

/** What a useful contact with this donor is likely to bring, and what that rests on. */
export interface Worth {
  /** Expected cents of a talk. */
  readonly cents: number;
  /** From 0 to 1. */
  readonly agrees: number;
  readonly amountCents: number;
}

export type Giving = Pick<NewDonor, 'lastGiftCents' | 'lastGiftOn' | 'totalGiftsCents' | 'giftCount'>;

/** One-off gifts away from a bank's terminal: 78 EUR on the mean in 2019, fewer by telephone (France generosites). */
const USUAL_GIFT_CENTS = 5_000;
/** A file names sums that no call will bring; beyond it a donor is worth a visit, not an earlier call. */
const MOST_CENTS = 100_000;
/** Agreements of those who gave last month, once, before the campaign has shown its own. */
const base: Readonly<Record<CampaignKind, number>> = {
  'current-donors': 0.3,
  reactivation: 0.12,
  'one-off-to-monthly': 0.1,
  upgrade: 0.35,
  welcome: 0.5,
  'failed-debit': 0.5,
  emergency: 0.35,
  legacy: 0.1,
  event: 0.25,
  'subscription-renewal': 0.4,
};
/** The willingness to give again halves in so many months without a gift. */
const HALF_LIFE_MONTHS = 18;
const DAYS_A_MONTH = 30.44;
const DAY_MS = 86_400_000;

/**
 * Propensity by recency and frequency, times the amount by the gifts so far: high scorers of any class of donors go
 * before low scorers of a better class (CoolData, phonathon propensity models). The same for every hour; the hour and
 * the segment come in where the hopper compares (`order.ts`).
 */
export function worth(giving: Giving, kind: CampaignKind, onDay: string): Worth {
  const agrees = Math.min(0.95, base[kind] * recency(giving.lastGiftOn, onDay) * frequency(giving.giftCount));
  const amountCents = Math.min(MOST_CENTS, amount(giving, kind));
  return { cents: agrees * amountCents, agrees, amountCents };
}

function recency(lastGiftOn: string | null, onDay: string): number {
  if (lastGiftOn === null) return 0.5;
  const months = (Date.parse(onDay) - Date.parse(lastGiftOn)) / DAY_MS / DAYS_A_MONTH;
  return 2 ** (-Math.max(0, months) / HALF_LIFE_MONTHS);
}

/** Each doubling of the number of gifts adds as much again. */
function frequency(giftCount: number | null): number {
  return 1 + 0.35 * Math.log2(Math.max(1, giftCount ?? 1));
}

function amount({ lastGiftCents, totalGiftsCents, giftCount }: Giving, kind: CampaignKind): number {
  const mean = totalGiftsCents !== null && (giftCount ?? 0) > 0 ? totalGiftsCents / (giftCount ?? 1) : null;
  const gift = lastGiftCents ?? mean ?? USUAL_GIFT_CENTS;
  return kind === 'one-off-to-monthly' || kind === 'upgrade' ? Math.max(gift, (mean ?? gift) * 1.3) : gift;
}
