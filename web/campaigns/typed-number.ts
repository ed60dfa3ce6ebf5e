/**
 * A number as it was typed: empty is null, and what is no number goes on as text, so that the server names the field
 * and says what to write.
 */
export function typedNumber(text: string, factor = 1): number | string | null {
  const plain = text.replaceAll(/[\s  ]/gu, '').replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  // Rounded: 0.1 × 3 must not become a number that nobody typed.
  return Number.isFinite(value) ? Math.round(value * factor * 1e6) / 1e6 : text;
}
