import type { CallableWeek, CheckReport } from '../campaigns/index.ts';
import { findZone } from '../compliance/index.ts';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';

/** The wall clock by which the table of the week is written. */
const HOUSE_ZONE = 'Europe/Paris';

/** The report of a check, for people. */
export function checkWords(path: string, report: CheckReport): string {
  const lines = [
    `${path}: ${report.encoding}, delimiter ${JSON.stringify(report.delimiter)}, headings in row ${report.headerRow ?? '-'}`,
  ];
  for (const issue of report.fileIssues) lines.push(`  ${issue.severity}: ${issue.en}`);
  lines.push(
    `${report.rows} rows: ${report.accepted} accepted, ${report.suppressed} suppressed (kept, never called), ${report.rejected} rejected`,
  );
  for (const issue of report.issues) {
    lines.push(`  ${issue.severity.padEnd(7)} ${String(issue.count).padStart(6)} x ${issue.code}`);
    for (const { row, column, en } of issue.examples)
      lines.push(`            row ${row}${column === null ? '' : `, ${column}`}: ${en}`);
  }
  const opens = report.opensAt === null ? 'never' : new Date(report.opensAt).toISOString();
  lines.push(`At the next opening (${opens}): ${report.callable} donors may be called. Rules: ${report.rulesVersion}`);
  for (const { refusal, numbers, firstAllowedAt } of report.refusals) {
    const next =
      firstAllowedAt === null ? 'never with what is known' : `first at ${new Date(firstAllowedAt).toISOString()}`;
    const counsel = refusal.confidence === 'memory' ? ', to be confirmed by counsel' : '';
    lines.push(
      `  ${String(numbers).padStart(6)} numbers refused by ${refusal.ruleId} (${refusal.strength}${counsel}): ${refusal.words.en} ${next}`,
    );
  }
  return `${[...lines, ...weekTable(report.week)].join('\n')}\n`;
}

/** Donors who may be called, by day and hour; hours in which nobody may be called on any day are left out. */
function weekTable({ from, donors }: CallableWeek): string[] {
  const zone = findZone(HOUSE_ZONE);
  const days = new Map<string, Map<number, number>>();
  const hours = new Set<number>();
  donors.forEach((count, i) => {
    const at = from + i * HOUR_MS;
    const wall = new Date(at + (zone?.segmentAt(at).offsetMs ?? 0));
    const day = wall.toISOString().slice(0, 10);
    const row = days.get(day) ?? new Map<number, number>();
    days.set(day, row.set(wall.getUTCHours(), count));
    if (count > 0) hours.add(wall.getUTCHours());
  });
  if (hours.size === 0) return ['Nobody may be called in the seven days to come.'];
  const open = [...hours].sort((a, b) => a - b);
  const cells = (row: ReadonlyMap<number, number>) =>
    open.map((hour) => String(row.get(hour) ?? '').padStart(7)).join('');
  return [
    `Donors who may be called at the beginning of each hour (${HOUSE_ZONE}):`,
    `                ${open.map((hour) => `${hour} h`.padStart(7)).join('')}`,
    ...[...days]
      .filter(([, row]) => open.some((hour) => row.has(hour)))
      .map(([day, row]) => `  ${weekdayOf(day)} ${day}${cells(row)}`),
  ];
}

function weekdayOf(day: string): string {
  return ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'][(Date.parse(day) / DAY_MS) % 7] ?? '';
}
