/** How a call attempt ended, as the system knows it (product of the hang-up cause table and of the engine). */
export const outcomes = [
  'answered',
  'abandoned',
  'machine',
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'network-failure',
  'congestion',
  'cancelled',
  'unknown',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Codes of the default disposition set (French field use); S = set by the system, A = by the agent. */
export const dispositionCodes = [
  'NA',
  'OCC',
  'REP',
  'ABD',
  'ECH',
  'NVF',
  'FAX',
  'INT',
  'FN',
  'TIE',
  'RAP',
  'BMO',
  'RAC',
  'LNG',
  'DCD',
  'DEM',
  'OPP',
  'OPT',
  'VUL',
  'PLA',
  'DEJ',
  'REF',
  'IND',
  'DON',
  'DONP',
  'PA',
  'PAS',
  'UPG',
  'BAI',
  'INF',
  'MAJ',
  'TEC',
] as const;
export type DispositionCode = (typeof dispositionCodes)[number];

/**
 * What comes of the contact. R1 to R5: the retry rules of the policy; `number-dead`: this number is given up,
 * the next one is dialed; `hold`: nobody calls until a person has looked.
 */
export type DispositionEffect =
  | 'R1'
  | 'R2'
  | 'R3'
  | 'R4'
  | 'R5'
  | 'abandoned'
  | 'number-dead'
  | 'callback'
  | 'callback-or-R1'
  | 'close'
  | 'hold'
  | 'suppress';

export interface Disposition {
  readonly fr: string;
  readonly en: string;
  /** S the system, A an agent, SA either. */
  readonly setBy: 'S' | 'A' | 'SA';
  /** The right person was talked to. */
  readonly rightPerson: boolean;
  /** A useful contact (CU): the donor heard the request and reacted; what agencies bill. */
  readonly useful: boolean;
  readonly effect: DispositionEffect;
  /** The person objects to calls: the number goes into the objection book at once. */
  readonly objects?: true;
  /** A refusal of the request, after which the number rests. */
  readonly refuses?: true;
  /** An agreement to give (CU+), after which the donor rests. */
  readonly agrees?: true;
}

type Row = [
  fr: string,
  en: string,
  setBy: Disposition['setBy'],
  reach: '' | 'right' | 'useful',
  effect: DispositionEffect,
];

const row = (
  [fr, en, setBy, reach, effect]: Row,
  more: Pick<Disposition, 'objects' | 'refuses' | 'agrees'> = {},
): Disposition => ({
  fr,
  en,
  setBy,
  rightPerson: reach !== '',
  useful: reach === 'useful',
  effect,
  ...more,
});

/** An agreement that binds to something: no such result without the mandatory steps of the script. */
export function isAgreement(code: DispositionCode): boolean {
  return dispositions[code].agrees === true && code !== 'IND';
}

/** The default set, in French field use. */
export const dispositions: Readonly<Record<DispositionCode, Disposition>> = {
  NA: row(['Pas de réponse', 'No answer', 'S', '', 'R1']),
  OCC: row(['Occupé', 'Busy', 'S', '', 'R2']),
  REP: row(['Répondeur', 'Voicemail', 'SA', '', 'R1']),
  ABD: row(['Abandon (aucun conseiller)', 'Abandoned', 'S', '', 'abandoned']),
  ECH: row(['Échec réseau ou rejet opérateur', 'Network failure', 'S', '', 'R3']),
  NVF: row(['Numéro invalide ou non attribué', 'Invalid or disconnected', 'S', '', 'number-dead']),
  FAX: row(['Fax ou modem', 'Fax', 'SA', '', 'number-dead']),
  INT: row(["Rejeté par l'appelé ou filtré", 'Rejected or screened', 'S', '', 'R4']),
  FN: row(['Faux numéro (autre personne)', 'Wrong number', 'A', '', 'number-dead']),
  TIE: row(['Tiers, donateur absent', 'Third party', 'A', '', 'callback-or-R1']),
  RAP: row(['Rappel fixé', 'Callback set', 'A', 'right', 'callback']),
  BMO: row(['Pas le bon moment (sans date)', 'Not a good time', 'A', 'right', 'R5']),
  RAC: row(["Raccroche avant l'argument", 'Hung up early', 'SA', 'right', 'R5']),
  LNG: row(['Barrière de langue', 'Language', 'A', 'right', 'close']),
  DCD: row(['Décédé', 'Deceased', 'A', '', 'suppress']),
  DEM: row(["Déménagé, n'est plus à ce numéro", 'Moved', 'A', '', 'number-dead']),
  OPP: row(['Opposition au téléphone', 'Opt-out by phone', 'A', 'right', 'suppress'], { objects: true }),
  OPT: row(['Opposition à tous les canaux (RGPD)', 'Full objection', 'A', 'right', 'suppress'], { objects: true }),
  VUL: row(['Situation fragile', 'Vulnerable', 'A', 'right', 'hold']),
  PLA: row(['Réclamation', 'Complaint', 'A', 'right', 'hold']),
  DEJ: row(['A déjà donné récemment', 'Already gave', 'A', 'useful', 'close']),
  REF: row(['Refus argumenté', 'Refusal', 'A', 'useful', 'close'], { refuses: true }),
  IND: row(['Enverra ou réfléchit', 'Undetermined promise', 'A', 'useful', 'close'], { agrees: true }),
  DON: row(['Don ponctuel promis', 'One-off promise', 'A', 'useful', 'close'], { agrees: true }),
  DONP: row(["Don payé pendant l'appel", 'Paid in call', 'SA', 'useful', 'close'], { agrees: true }),
  PA: row(['Accord de prélèvement', 'Monthly agreed', 'A', 'useful', 'close'], { agrees: true }),
  PAS: row(["Prélèvement signé pendant l'appel", 'Monthly signed in call', 'SA', 'useful', 'close'], { agrees: true }),
  UPG: row(['Augmentation acceptée', 'Upgrade', 'A', 'useful', 'close'], { agrees: true }),
  BAI: row(['Baisse ou pause du prélèvement (sauvé)', 'Downgrade saved', 'A', 'useful', 'close'], { agrees: true }),
  INF: row(["Demande d'information ou legs", 'Information request', 'A', 'useful', 'close']),
  MAJ: row(['Mise à jour des coordonnées seulement', 'Details update', 'A', 'right', 'close']),
  TEC: row(['Problème technique', 'Technical', 'SA', '', 'R3']),
};

const byOutcome: Readonly<Record<Outcome, DispositionCode | undefined>> = {
  answered: undefined,
  abandoned: 'ABD',
  machine: 'REP',
  busy: 'OCC',
  'no-answer': 'NA',
  rejected: 'INT',
  'invalid-number': 'NVF',
  'network-failure': 'ECH',
  congestion: 'ECH',
  cancelled: undefined,
  unknown: undefined,
};

/** The result the system itself gives; undefined where only a person can tell, or nobody was called. */
export function systemDisposition(outcome: Outcome): DispositionCode | undefined {
  return byOutcome[outcome];
}
