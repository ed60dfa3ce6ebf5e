import { HOUR_MS } from '../../kernel/time.ts';
import type { ExportLanguage, Table } from '../export/table.ts';
import { refusalReasons, refusalWords } from '../refusal-reason.ts';
import type { HourOfClient } from './group-hours.ts';
import { isAsked, keyOfHour } from './group-hours.ts';
import { dayIn } from './period.ts';
import type { FiguresQuestion } from './question.ts';
import type { ReasonCount, ReasonKind } from './reason-count.ts';

export interface ReasonQuestion extends FiguresQuestion {
  readonly kind: ReasonKind;
}

/** One reason in one group, in the order of the groups' keys and then of the reasons. */
export interface ReasonFigure {
  readonly key: string;
  /** '' where nobody said. */
  readonly reason: string;
  readonly times: number;
  /** Of breaks: how long they took in all. */
  readonly ms: number;
}

/** A sum of what was counted by its reason; `key` as in `keyOfHour`. */
export interface ReasonSum extends Pick<ReasonCount, 'reason' | 'times' | 'ms'> {
  readonly key: string | number | null;
}

/** What agents are doing now, by its reason: of the kind that is asked for. */
export function reasonSums(hours: readonly HourOfClient[], question: ReasonQuestion): readonly ReasonSum[] {
  return hours
    .filter((hour) => isAsked(question, hour))
    .flatMap((hour) =>
      (hour.reasons ?? [])
        .filter(({ kind }) => kind === question.kind)
        .map(({ reason, times, ms }) => ({ key: keyOfHour(question.by, hour), reason, times, ms })),
    );
}

/** Sums of one group and reason put together; what came to nothing is left out. */
export function groupReasons(sums: Iterable<ReasonSum>, { by, zone }: FiguresQuestion): readonly ReasonFigure[] {
  const day = by === 'day' ? dayIn(zone) : undefined;
  const found = new Map<string, { key: string; reason: string; times: number; ms: number }>();
  for (const { key, reason, times, ms } of sums) {
    const name = day === undefined ? String(key ?? '') : day(Number(key) * HOUR_MS);
    const id = `${name}\n${reason}`;
    const known = found.get(id) ?? { key: name, reason, times: 0, ms: 0 };
    known.times += times;
    known.ms += ms;
    found.set(id, known);
  }
  return [...found]
    .filter(([, { times, ms }]) => times !== 0 || ms !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, figure]) => figure);
}

const pauseWords: Readonly<Record<string, Readonly<Record<ExportLanguage, string>>>> = {
  personal: { fr: 'Personnelle', en: 'Personal' },
  technical: { fr: 'Technique', en: 'Technical' },
  briefing: { fr: 'Briefing', en: 'Briefing' },
  training: { fr: 'Formation', en: 'Training' },
  'difficult-call': { fr: 'Appel difficile', en: 'After a hard call' },
  administrative: { fr: 'Administratif', en: 'Administrative' },
  lunch: { fr: 'Repas', en: 'Meal' },
};
const unsaid: Readonly<Record<ExportLanguage, string>> = { fr: '(sans motif)', en: '(no reason given)' };

/** A reason as people read it. */
export function reasonWords(kind: ReasonKind, reason: string, language: ExportLanguage): string {
  if (reason === '') return unsaid[language];
  const refusal = refusalReasons.find((each) => each === reason);
  const words = kind === 'pause' ? pauseWords[reason] : refusal === undefined ? undefined : refusalWords[refusal];
  return words?.[language] ?? reason;
}

export interface ReasonTableOptions {
  readonly kind: ReasonKind;
  readonly language: ExportLanguage;
  readonly nameOf: (key: string) => string;
  /** Title of the first column. */
  readonly group: string;
}

/** Reasons as a table: how often, which share of the group, and of breaks how long. */
export function reasonTable(figures: readonly ReasonFigure[], options: ReasonTableOptions): Table {
  const { kind, language, nameOf, group } = options;
  const all = new Map<string, number>();
  for (const { key, times } of figures) all.set(key, (all.get(key) ?? 0) + times);
  const fr = language === 'fr';
  const lasting = kind === 'pause';
  return {
    name: kind === 'pause' ? (fr ? 'Pauses' : 'Breaks') : fr ? 'Refus' : 'Refusals',
    columns: [
      { title: group, kind: 'text' },
      { title: fr ? 'Motif' : 'Reason', kind: 'text' },
      { title: fr ? 'Nombre' : 'Times', kind: 'count' },
      { title: fr ? 'Part' : 'Share', kind: 'share' },
      ...(lasting ? [{ title: fr ? 'Durée (h)' : 'Hours', kind: 'hours' } as const] : []),
    ],
    rows: figures.map(({ key, reason, times, ms }) => {
      const whole = all.get(key) ?? 0;
      const share = whole === 0 ? null : times / whole;
      return [nameOf(key), reasonWords(kind, reason, language), times, share, ...(lasting ? [ms] : [])];
    }),
  };
}
