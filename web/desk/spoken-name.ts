import type { DonorCard } from '../../src/http/contract/index.ts';

const spoken: Readonly<Record<string, string>> = {
  M: 'Monsieur',
  'M.': 'Monsieur',
  MR: 'Monsieur',
  MME: 'Madame',
  MLLE: 'Madame',
  ME: 'Maître',
  DR: 'Docteur',
};

/** How the donor is spoken to: never blank, never "M. null". */
export function spokenName({ civility, firstName, lastName, company, donorCode }: DonorCard): string {
  const title = civility === null ? undefined : (spoken[civility.trim().toUpperCase().replace(/\.$/, '')] ?? civility);
  const name = [lastName === null ? undefined : title, firstName, lastName]
    .filter((part) => part !== null && part !== undefined && part !== '')
    .join(' ');
  return name !== '' ? name : (company ?? donorCode);
}
