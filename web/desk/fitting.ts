import type { DispositionChoice } from '../../src/http/contract/index.ts';

/** The results that what was typed may mean, best first: the very code, codes that begin so, then words that begin so. */
export function fitting(
  choices: readonly DispositionChoice[],
  typed: string,
  language: string,
): readonly DispositionChoice[] {
  const wanted = plain(typed);
  if (wanted === '') return choices;
  const rank = ({ code, words }: DispositionChoice): number => {
    const low = plain(code);
    if (low === wanted) return 0;
    if (low.startsWith(wanted)) return 1;
    return ` ${plain(language === 'en' ? words.en : words.fr)}`.replace(/['’(]/g, ' ').includes(` ${wanted}`) ? 2 : 3;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice);
}

function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
