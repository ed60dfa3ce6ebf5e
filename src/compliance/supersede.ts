import { isoDate } from './civil-date.ts';
import { dayOf, type Rule, type RulePack, RulePackError } from './rule-pack.ts';

/**
 * Packs that came after others of the same jurisdiction: from the day of the newer one (its `as_of`) its rules count,
 * before it the older ones, so that a decision of last year is explained by the rules of last year.
 * @throws RulePackError when a pack is not newer than the one it replaces
 */
export function supersede(base: readonly RulePack[], newer: readonly RulePack[]): readonly RulePack[] {
  const packs = new Map(base.map((pack) => [pack.jurisdiction, pack]));
  for (const pack of [...newer].sort((a, b) => (a.as_of < b.as_of ? -1 : 1))) {
    const old = packs.get(pack.jurisdiction);
    packs.set(pack.jurisdiction, old === undefined ? pack : replaced(old, pack));
  }
  return [...packs.values()];
}

function replaced(old: RulePack, pack: RulePack): RulePack {
  if (pack.as_of <= old.as_of)
    throw new RulePackError(
      `The rule pack of ${pack.jurisdiction} of ${pack.as_of} can't replace the one of ${old.as_of}: rules change only from a later day on. Give it the day from which it holds as as_of, or take it away.`,
    );
  const lastDay = isoDate(dayOf(pack.as_of) - 1);
  const before = old.rules.filter((rule) => rule.effective_from <= lastDay).map((rule) => until(rule, lastDay));
  const now = renamedCalendar(fromItsDay(pack), old);
  return { ...now, calendar: { ...old.calendar, ...now.calendar }, rules: [...before, ...now.rules] };
}

function until(rule: Rule, lastDay: string): Rule {
  return rule.effective_to !== null && rule.effective_to <= lastDay ? rule : { ...rule, effective_to: lastDay };
}

function fromItsDay(pack: RulePack): RulePack {
  const rules = pack.rules
    .filter((rule) => rule.effective_to === null || rule.effective_to >= pack.as_of)
    .map((rule) => (rule.effective_from < pack.as_of ? { ...rule, effective_from: pack.as_of } : rule));
  return { ...pack, rules };
}

/** A holiday set that the older rules also name keeps its days for them: the newer one gets the name of its day. */
function renamedCalendar(pack: RulePack, old: RulePack): RulePack {
  const nameOf = (name: string) => (old.calendar[name] === undefined ? name : `${name} ${pack.as_of}`);
  const calendar = Object.fromEntries(Object.entries(pack.calendar).map(([name, set]) => [nameOf(name), set]));
  const rules = pack.rules.map((rule): Rule => {
    const { check } = rule;
    if (check.type !== 'calling_window' || check.holiday_set === null) return rule;
    return { ...rule, check: { ...check, holiday_set: nameOf(check.holiday_set) } };
  });
  return { ...pack, calendar, rules };
}
