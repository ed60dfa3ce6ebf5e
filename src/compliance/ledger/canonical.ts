/** What may stand in a ledger record: data without functions, dates, `undefined` or numbers that JSON has no form for. */
export type Canonical =
  | null
  | boolean
  | number
  | string
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

/**
 * The one serialisation that is hashed, version 1: JSON without white space, the keys of each object in the order of
 * their UTF-16 code units (as RFC 8785), keys without a value left out, every character beyond ASCII as `\uXXXX` of its
 * UTF-16 units. So the stored text is ASCII, and two damaged texts never read the same.
 * @throws RangeError for a number that is not finite
 */
export function canonicalJson(value: Canonical): string {
  const json = JSON.stringify(inOrder(value));
  return BEYOND_ASCII.test(json) ? escapeBeyondAscii(json) : json;
}

/** The same value with its keys in order; the value itself where they are. */
function inOrder(value: Canonical): Canonical {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    const items = value.map(inOrder);
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  let last = '';
  let sorted = true;
  const keys = Object.keys(value);
  for (const key of keys) {
    const item = value[key];
    if (key < last || (item !== undefined && inOrder(item) !== item)) sorted = false;
    last = key;
  }
  if (sorted) return value;
  const ordered: Record<string, Canonical> = {};
  for (const key of keys.sort()) {
    const item = value[key];
    if (item !== undefined) ordered[key] = inOrder(item);
  }
  return ordered;
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value);
}

const BEYOND_ASCII = /[\u007f-\uffff]/;

function escapeBeyondAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
