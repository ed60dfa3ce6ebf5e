import type { ScriptDocument } from './script-document.ts';

export interface LegalStatement {
  readonly id: string;
  readonly jurisdiction: string;
  readonly language: ScriptDocument['language'];
  /** A script for this jurisdiction without it cannot be approved. */
  readonly required: boolean;
  readonly text: string;
  readonly source: string;
}

/** Statements that the law or a code asks to be said, by jurisdiction; a script names them as `{legal:ID}`. */
export const legalStatements: readonly LegalStatement[] = [
  {
    id: 'fr-caller',
    jurisdiction: 'fr',
    language: 'fr',
    required: true,
    text: 'Je vous appelle de la part de {charity}, par {agency}.',
    source: 'Code de la consommation, art. L221-16: identity of the caller and for whom he calls, at the beginning',
  },
  {
    id: 'fr-data-rights',
    jurisdiction: 'fr',
    language: 'fr',
    required: true,
    text: 'Vous pouvez à tout moment demander à ne plus être appelé, et accéder à vos données, les corriger ou les faire effacer en écrivant à {charity}.',
    source: 'GDPR art. 13 and 21(4): the right to object is brought to the attention of the person',
  },
  {
    id: 'fr-mandate',
    jurisdiction: 'fr',
    language: 'fr',
    required: false,
    text: "Vous restez libre de modifier ou d'arrêter votre prélèvement à tout moment, et votre banque vous rembourse sur demande pendant huit semaines.",
    source: 'SEPA Direct Debit Core Rulebook: refund within eight weeks of the debit',
  },
  {
    id: 'fr-tax',
    jurisdiction: 'fr',
    language: 'fr',
    required: false,
    text: 'Vous recevrez un reçu fiscal.',
    source: 'Code général des impôts, art. 200',
  },
  {
    id: 'uk-solicitation',
    jurisdiction: 'uk',
    language: 'en',
    required: true,
    text: 'I am calling from {agency}, a professional fundraiser, which {charity} pays to raise money for it.',
    source: 'Charities Act 1992, s. 60: who benefits, and how the fundraiser is paid',
  },
  {
    id: 'uk-cooling-off',
    jurisdiction: 'uk',
    language: 'en',
    required: false,
    text: 'If you give £100 or more today you will get a written notice, and can cancel within seven days.',
    source: 'Charities Act 1992, s. 60(5) and 61',
  },
  {
    id: 'uk-data-rights',
    jurisdiction: 'uk',
    language: 'en',
    required: true,
    text: 'You can ask us to stop calling at any time, and we will.',
    source: 'Code of Fundraising Practice; UK GDPR art. 21',
  },
];

export function legalStatement(id: string): LegalStatement | undefined {
  return legalStatements.find((each) => each.id === id);
}

export function requiredStatements(jurisdiction: string): readonly LegalStatement[] {
  return legalStatements.filter((each) => each.required && each.jurisdiction === jurisdiction);
}
