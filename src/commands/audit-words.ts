import type { LedgerProblem, LedgerReport, StoryLanguage } from '../compliance/ledger/index.ts';

type Words = Readonly<Record<StoryLanguage, string>>;

/** Where the ledger is broken: the client, the record and the field. */
export function problemWords(problem: LedgerProblem, language: StoryLanguage): string {
  const { kind, chain, seq, position, field } = problem;
  const place = `${chain === '' ? '?' : chain} #${seq ?? '?'}${position === null ? '' : ` (${position})`}`;
  const what = kindWords[kind];
  const detail = field === null ? '' : ` [${field}]`;
  return `${place} : ${what[language]}${detail}`;
}

const kindWords: Readonly<Record<LedgerProblem['kind'], Words>> = {
  altered: { fr: "ce champ n'est plus ce qui a été écrit", en: 'this field is not what was written' },
  replaced: {
    fr: "l'enregistrement ne continue pas celui qui le précède : l'un des deux a été remplacé",
    en: 'the record does not continue the one before it: one of the two was replaced',
  },
  'out-of-order': { fr: "l'enregistrement n'est pas à sa place", en: 'the record is out of place' },
  missing: { fr: 'des enregistrements manquent à partir de celui-ci', en: 'records are missing from this one on' },
  truncated: {
    fr: 'la fin de la chaîne manque à partir de celui-ci',
    en: 'the end of the chain is missing from this one on',
  },
  'input-altered': {
    fr: "les données conservées ne sont plus celles de l'enregistrement",
    en: 'the data kept are no longer those of the record',
  },
  'inputs-missing': {
    fr: 'des données ont disparu sans effacement consigné',
    en: 'inputs are gone and no erasure is on record for them',
  },
  unreadable: {
    fr: 'le fichier est endommagé, la suite est illisible',
    en: 'the file is damaged, the rest is unreadable',
  },
  'head-unknown': {
    fr: "la tête conservée ailleurs n'est pas dans le registre : il a été coupé avant elle, ou réécrit",
    en: 'the head that was kept is not in the ledger: it was cut back before it, or written anew',
  },
};

/** The result, and the heads to print and keep elsewhere. */
export function reportWords(report: LedgerReport, language: StoryLanguage): string[] {
  const { ok, records, erased, problemCount, heads } = report;
  const result: Words = ok
    ? { fr: 'Registre intact', en: 'Ledger intact' }
    : { fr: `Registre ABÎMÉ, ${problemCount} constat(s)`, en: `Ledger BROKEN, ${problemCount} finding(s)` };
  const counted: Words = {
    fr: `${records} enregistrements, dont ${erased} aux données personnelles effacées.`,
    en: `${records} records, of which ${erased} with their personal data erased.`,
  };
  const keep: Words = {
    fr: 'Têtes à conserver ailleurs (chaîne:rang:empreinte) :',
    en: 'Heads to keep elsewhere (chain:seq:hash):',
  };
  return [
    `${result[language]} : ${counted[language]}`,
    ...(heads.length === 0 ? [] : [keep[language]]),
    ...heads.map(({ chain, seq, hash }) => `  ${chain}:${seq}:${hash}`),
  ];
}
