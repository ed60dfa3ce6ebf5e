import { withCare } from './care-rules.ts';
import type { DayNumber } from './civil-date.ts';
import { profileStrengths, profiles } from './profile.ts';
import { callerTypes, purposes, type RulePack, RulePackError } from './rule-pack.ts';
import { type GateRule, type RuleChoice, ruleSet } from './rule-set.ts';

/** Combinations of jurisdictions whose rules are kept ready, for each kind of campaign. */
const MAX_PLACES = 500;

export interface AskedRules {
  readonly rules: readonly GateRule[];
  /** Ids of the rules in force on a day, as one list for all calls of that day. */
  readonly evidenceOn: (day: DayNumber) => readonly string[];
}

/** The rules that bind one kind of call to some jurisdictions. */
export interface ChosenRules extends AskedRules {
  readonly version: string;
  /** For a call that brings the facts of donor care: its limits in the place of the packs' own courtesies. */
  readonly caring: AskedRules;
}

/** Finds the rules of a call; undefined when one of its jurisdictions has no pack. */
export type FindRules = (jurisdictions: readonly string[], choice: RuleChoice) => ChosenRules | undefined;

/** @throws RulePackError when a pack names a layer that is missing */
export function ruleTable(packs: readonly RulePack[], ownRulesOnly: boolean): FindRules {
  const byCode = new Map(packs.map((pack) => [pack.jurisdiction, pack]));
  if (!ownRulesOnly) for (const pack of packs) layersOf(pack, byCode);
  const ready = new Map<number, Map<string, ChosenRules>>();

  return (jurisdictions, choice) => {
    const kind = kindOf(choice);
    const code = jurisdictions.length === 1 ? (jurisdictions[0] ?? '') : jurisdictions.join('+');
    const known = ready.get(kind)?.get(code);
    if (known !== undefined) return known;
    const chosen = packsOf(jurisdictions, byCode, ownRulesOnly);
    if (chosen === undefined) return undefined;
    const table = ready.get(kind) ?? new Map<string, ChosenRules>();
    if (table.size >= MAX_PLACES) table.clear();
    const rules = chosenRules(chosen, choice, ownRulesOnly);
    ready.set(kind, table.set(code, rules));
    return rules;
  };
}

function kindOf({ profile, purpose, callerType }: RuleChoice): number {
  return (
    (profiles.indexOf(profile) * purposes.length + purposes.indexOf(purpose)) * callerTypes.length +
    callerTypes.indexOf(callerType)
  );
}

function packsOf(
  jurisdictions: readonly string[],
  byCode: ReadonlyMap<string, RulePack>,
  ownRulesOnly: boolean,
): readonly RulePack[] | undefined {
  const chosen = new Set<RulePack>();
  for (const jurisdiction of jurisdictions) {
    const pack = byCode.get(jurisdiction);
    if (pack?.territory === undefined) return undefined;
    chosen.add(pack);
    if (!ownRulesOnly) for (const layer of layersOf(pack, byCode)) chosen.add(layer);
  }
  return chosen.size === 0 ? undefined : [...chosen];
}

function layersOf(pack: RulePack, byCode: ReadonlyMap<string, RulePack>): readonly RulePack[] {
  return pack.inherits.map((name) => {
    const layer = byCode.get(name);
    if (layer !== undefined) return layer;
    throw new RulePackError(
      `The rule pack of ${pack.jurisdiction} builds on "${name}", which is not loaded, so nothing may be dialed. Load that pack too.`,
    );
  });
}

function chosenRules(packs: readonly RulePack[], choice: RuleChoice, ownRulesOnly: boolean): ChosenRules {
  const rules = ruleSet(packs, choice);
  const caring =
    ownRulesOnly || !profileStrengths[choice.profile].includes('product_default') ? rules : withCare(rules);
  const places = packs.filter(({ territory }) => territory !== undefined);
  const versions = places.map(({ jurisdiction, as_of: asOf }) => `${jurisdiction} ${asOf}`).join(' + ');
  return {
    rules,
    evidenceOn: evidenceTable(rules),
    version: `${versions} (${choice.profile}, ${choice.purpose})`,
    caring: { rules: caring, evidenceOn: evidenceTable(caring) },
  };
}

function evidenceTable(rules: readonly GateRule[]): (day: DayNumber) => readonly string[] {
  let last: { day: DayNumber; ids: readonly string[] } | undefined;
  return (day) => {
    if (last?.day !== day) {
      const ids = rules.filter(({ from, to }) => day >= from && day <= to).map(({ refusal }) => refusal.ruleId);
      last = { day, ids: Object.freeze(ids) };
    }
    return last.ids;
  };
}
