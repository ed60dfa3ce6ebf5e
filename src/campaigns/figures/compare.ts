import type { Share } from './share.ts';

export interface ShareDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval does not hold 0: more than chance. */
  readonly beyondChance: boolean;
}

/**
 * How much a share has changed, with its 95 % interval (Newcombe 1998, method 10: made of the two Wilson intervals). Null
 * when one of them has nothing to be a share of.
 */
export function shareDifference(before: Share, after: Share): ShareDifference | null {
  if (before.value === null || after.value === null) return null;
  const value = after.value - before.value;
  const low = value - Math.hypot(after.value - after.low, before.high - before.value);
  const high = value + Math.hypot(after.high - after.value, before.value - before.low);
  return { value, low, high, beyondChance: low > 0 || high < 0 };
}
