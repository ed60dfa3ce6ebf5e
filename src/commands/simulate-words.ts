import type { Comparison, FittedLaws, Interval, Measure, Measures, RefusedRow, Spread } from '../pacing/index.ts';

const REFUSED_SHOWN = 20;

/** A measure as people read it. */
const rows: readonly { readonly measure: Measure; readonly name: string; readonly show: (value: number) => string }[] =
  [
    { measure: 'utilisation', name: 'utilisation', show: percent },
    { measure: 'waitMs', name: 'wait for a call', show: (ms) => `${(ms / 1_000).toFixed(1)} s` },
    { measure: 'abandonment', name: 'abandonment', show: percent },
    { measure: 'contacts', name: 'contacts', show: whole },
    { measure: 'useful', name: 'useful contacts', show: whole },
    { measure: 'usefulPerHour', name: 'useful per agent-hour', show: (value) => value.toFixed(1) },
    { measure: 'dials', name: 'calls placed', show: whole },
  ];

export interface Column {
  readonly heading: string;
  readonly of: (measure: Measure) => Interval | number;
}

export function comparisonColumns({ now, tried, difference }: Comparison, names: readonly [string, string]): Column[] {
  return [
    { heading: names[0], of: (measure) => now.intervals[measure] },
    { heading: names[1], of: (measure) => tried.intervals[measure] },
    { heading: 'difference', of: (measure) => difference[measure] },
  ];
}

export function happenedColumn(happened: Measures): Column {
  return { heading: 'happened', of: (measure) => happened[measure] };
}

const NAME_WIDTH = 24;
const CELL_WIDTH = 30;

export function table(columns: readonly Column[]): string {
  const head = ''.padEnd(NAME_WIDTH) + columns.map(({ heading }) => heading.padStart(CELL_WIDTH)).join('');
  const lines = rows.map(
    ({ measure, name, show }) =>
      name.padEnd(NAME_WIDTH) + columns.map(({ of }) => cellOf(of(measure), show).padStart(CELL_WIDTH)).join(''),
  );
  return `${[head, ...lines].join('\n')}\n(the middle of the simulated courses; in brackets where four in five of them lie)\n`;
}

function cellOf(value: Interval | number, show: (value: number) => string): string {
  if (typeof value === 'number') return show(value);
  return `${show(value.median)} (${show(value.low)} to ${show(value.high)})`;
}

export function lawWords({ calls, ends, ring, talk, wrap, usefulShare }: FittedLaws): string {
  const shares = Object.entries(ends)
    .filter(([, share]) => share > 0)
    .map(([end, share]) => `${end} ${percent(share)}`)
    .join(', ');
  return (
    `${calls} calls: ${shares}\n` +
    `answered after ${spread(ring)}; talk ${spread(talk)}; wrap-up ${spread(wrap)}; useful ${percent(usefulShare)} of those put through\n`
  );
}

export function refusedWords(refusedRows: number, refused: readonly RefusedRow[]): string {
  const lines = refused
    .slice(0, REFUSED_SHOWN)
    .map(({ line, column, reason }) => `  line ${line}, ${column}: ${reason}\n`);
  const more = refusedRows > lines.length ? `  and ${refusedRows - lines.length} more (--json tells up to 1000)\n` : '';
  return lines.join('') + more;
}

function spread({ meanMs, lowMs, medianMs, highMs }: Spread): string {
  const s = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  return `${s(meanMs)} (10 % ${s(lowMs)}, half ${s(medianMs)}, 90 % ${s(highMs)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function whole(value: number): string {
  return String(Math.round(value));
}
