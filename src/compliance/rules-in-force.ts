import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import { isoDate } from './civil-date.ts';
import { type Profile, profileStrengths } from './profile.ts';
import { isInForce, type Rule, type RulePack } from './rule-pack.ts';
import { findZone } from './zone.ts';

/** The rules of a jurisdiction itself that are in force at an instant, by the clock of its first zone. */
export function rulesInForce(
  packs: readonly RulePack[],
  jurisdiction: string,
  profile: Profile,
  at: UtcMs,
): readonly Rule[] {
  const pack = packs.find((each) => each.jurisdiction === jurisdiction);
  if (pack?.territory === undefined) return [];
  const today = isoDate(findZone(pack.territory.zones[0] ?? 'UTC')?.localDay(at) ?? Math.floor(at / DAY_MS));
  return pack.rules.filter((rule) => profileStrengths[profile].includes(rule.strength) && isInForce(rule, today));
}
