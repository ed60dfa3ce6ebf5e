import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isE164 } from '../kernel/phone-number.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { jurisdictionFinder } from './jurisdiction.ts';
import type { NumberOrigin, NumberRejection } from './origin.ts';
import type { NumberKind } from './planned-call.ts';
import type { RulePack } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

type Territory = NonNullable<RulePack['territory']>;

/** North American numbers tell nothing: whoever may be either is bound by the rules of both. */
const kinds: Readonly<Partial<Record<NonNullable<NumberType>, NumberKind>>> = {
  FIXED_LINE: 'fixed',
  VOIP: 'fixed',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'other',
  PERSONAL_NUMBER: 'other',
  UAN: 'other',
};

let known:
  | { readonly find: ReturnType<typeof jurisdictionFinder>; readonly places: Map<string, Territory> }
  | undefined;

/** Where a number outside the French plan may ring: every zone that its first digits leave open. */
export function foreignOrigin(digits: string): Result<NumberOrigin, NumberRejection> {
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (parsed?.isPossible() !== true || !isE164(parsed.number)) return err('impossible');
  known ??= {
    find: jurisdictionFinder(shippedRules()),
    places: new Map(shippedRules().flatMap((pack) => (pack.territory ? [[pack.jurisdiction, pack.territory]] : []))),
  };
  const territory = known.places.get(known.find(parsed.number, [])?.[0] ?? '');
  if (territory === undefined) return err('unsupported-country');
  const type = parsed.getType();
  const kind = type === undefined ? 'other' : kinds[type];
  if (kind === undefined) return err('service-number');
  const [first = 'UTC', ...others] = zonesOf(parsed.number, territory);
  return ok({
    number: parsed.number,
    kind,
    zones: [first, ...others],
    holidayRegions: territory.holiday_regions,
    repaired: undefined,
  });
}

/** Of the areas that fit, the one with the longest first digits. */
function zonesOf(number: string, { zones, areas }: Territory): readonly string[] {
  let found = zones;
  let longest = 0;
  for (const area of areas) {
    for (const prefix of area.numbers) {
      if (prefix.length <= longest || !number.startsWith(prefix)) continue;
      longest = prefix.length;
      found = area.zones;
    }
  }
  return found;
}
