import type { WhyLeadAnswer } from '../http/index.ts';

/** One contact in the queue: its place, what it follows from, and who goes before. */
export function leadWords({ place, reasons, before }: WhyLeadAnswer, language: 'fr' | 'en'): string {
  const french = language === 'fr';
  const where =
    place === null
      ? french
        ? 'Pas parmi les prochains de la liste.'
        : 'Not among the next of the list.'
      : french
        ? `Rang ${place} dans la liste.`
        : `Number ${place} of the list.`;
  const lines = reasons.map(({ inFavour, words }) => `  ${inFavour ? '+' : '-'} ${words[language]}\n`);
  const other =
    before === null ? '' : `${french ? 'Avant lui' : 'Before it'} ${before.contactId}: ${before.words[language]}\n`;
  return `${where}\n${lines.join('')}${other}`;
}
