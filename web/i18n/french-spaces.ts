/** No line breaks at it; the narrow one stands before what is high and thin. */
const [WIDE, NARROW] = ['\u00a0', '\u202f'];

type Words = string | { readonly [key: string]: Words };

/** French puts a space before ; : ! ? % € » and after «, at which no line may break. */
export function frenchSpaces<T extends Words>(words: T): T {
  if (typeof words === 'string') return spaced(words) as T;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, frenchSpaces(value)])) as T;
}

function spaced(text: string): string {
  return text
    .replaceAll(/ (?=[:»%€])/gu, WIDE)
    .replaceAll(/ (?=[;!?])/gu, NARROW)
    .replaceAll(/« /gu, `«${WIDE}`);
}
