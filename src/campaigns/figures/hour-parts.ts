import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';

/** Hours are counted since 1970, UTC. */
export function hourOf(at: UtcMs): number {
  return Math.floor(at / HOUR_MS);
}

/** A stretch of time cut at full hours; nothing of one that ends before it begins. */
export function hourParts(from: UtcMs, to: UtcMs): readonly { readonly hour: number; readonly ms: number }[] {
  const parts: { readonly hour: number; readonly ms: number }[] = [];
  for (let at = from; at < to; ) {
    const hour = hourOf(at);
    const end = Math.min(to, (hour + 1) * HOUR_MS);
    parts.push({ hour, ms: end - at });
    at = end;
  }
  return parts;
}

/** A whole number in equal whole shares that add up to it; what is left over goes to the first ones. */
export function equalShares(whole: number, count: number): readonly number[] {
  const least = Math.floor(whole / count);
  const over = whole - least * count;
  return Array.from({ length: count }, (_, i) => least + (i < over ? 1 : 0));
}
