import type { JurisdictionFacts, RuleFacts, WindowFacts, Windows } from './facts.ts';
import { isHoliday } from './holidays.ts';
import { textOf, type WallClock } from './local-time.ts';

const MINUTES_OF_DAY = 1_440;

/** One byte for each minute of a local day: 1 where the rule lets a call start. */
type MinuteTable = Uint8Array;

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function paint(windows: Windows, closesAt: number): MinuteTable {
  const table = new Uint8Array(MINUTES_OF_DAY);
  for (const [start, end] of windows) table.fill(1, minutes(start ?? ''), Math.min(minutes(end ?? ''), closesAt));
  return table;
}

function paintDay(
  facts: JurisdictionFacts,
  check: WindowFacts,
  regions: readonly string[],
  { day, weekday }: WallClock,
): MinuteTable {
  const holiday = (date: number) => check.holiday_set !== null && isHoliday(facts, check.holiday_set, regions, date);
  const atWork = weekday !== 'sat' && weekday !== 'sun';
  let windows = check.weekly[weekday];
  if (holiday(day)) {
    if (check.on_holiday === 'closed') windows = [];
    else if (check.on_holiday === 'as_sunday') windows = check.weekly.sun;
  } else if (check.holiday_eve !== undefined && atWork && holiday(day + 1)) windows = check.holiday_eve;
  const early = atWork ? check.special_days?.[textOf(day).slice(5)] : undefined;
  return paint(windows, early === undefined ? MINUTES_OF_DAY : minutes(early));
}

const painted = new Map<string, MinuteTable>();

/** Does the rule's grid of that local day let a call start in this minute? */
export function opensAt(
  facts: JurisdictionFacts,
  rule: RuleFacts,
  check: WindowFacts,
  regions: readonly string[],
  clock: WallClock,
): boolean {
  const key = `${rule.id} ${regions.join()} ${clock.day}`;
  let table = painted.get(key);
  if (table === undefined) {
    table = paintDay(facts, check, regions, clock);
    painted.set(key, table);
  }
  return table[clock.minute] === 1;
}
