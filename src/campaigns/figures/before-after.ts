import type { UtcMs } from '../../kernel/time.ts';
import { type ShareDifference, shareDifference } from './compare.ts';
import { type Figures, figures } from './figures.ts';
import { hourOf } from './hour-parts.ts';
import type { FigureGroup } from './question.ts';
import { addTallies, type Tally } from './tally.ts';

/** Hours that are compared at most, on each side of a change. */
export const HOURS_COMPARED = 8;

const compared = ['abandonment', 'pitch', 'agreement', 'firmAgreement'] as const;
type Compared = (typeof compared)[number];

/** What a change of the pacing or of an objective did, as far as hours can tell: other things change too. */
export interface BeforeAfter {
  /** Worked hours on each side; 0: it is too early to say. */
  readonly hours: number;
  readonly before: Tally;
  readonly after: Tally;
  readonly figuresBefore: Figures;
  readonly figuresAfter: Figures;
  /** Shares that can be compared, with the interval of their difference; null where one side has none. */
  readonly differences: Readonly<Record<Compared, ShareDifference | null>>;
}

/**
 * The last hours before the change against as many after it; the hour of the change belongs to neither, and an hour in
 * which nobody was logged in is passed over. `hours`: of one campaign, by the hour.
 */
export function beforeAfter(change: { readonly at: UtcMs }, hours: readonly FigureGroup[]): BeforeAfter {
  const at = hourOf(change.at);
  const worked = hours
    .filter(({ tally }) => tally.loggedInMs > 0)
    .map(({ key, tally }) => ({ hour: Number(key), tally }))
    .sort((a, b) => a.hour - b.hour);
  const earlier = worked.filter(({ hour }) => hour < at);
  const later = worked.filter(({ hour }) => hour > at);
  const count = Math.min(HOURS_COMPARED, earlier.length, later.length);
  const before = addTallies(earlier.slice(earlier.length - count).map(({ tally }) => tally));
  const after = addTallies(later.slice(0, count).map(({ tally }) => tally));
  const figuresBefore = figures(before);
  const figuresAfter = figures(after);
  const difference = (name: Compared) => [name, shareDifference(figuresBefore[name], figuresAfter[name])] as const;
  return {
    hours: count,
    before,
    after,
    figuresBefore,
    figuresAfter,
    differences: Object.fromEntries(compared.map(difference)) as BeforeAfter['differences'],
  };
}
