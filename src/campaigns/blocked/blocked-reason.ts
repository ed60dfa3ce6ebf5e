import type { Refusal } from '../../compliance/index.ts';
import type { ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';

/** Ids shown of one reason; all are counted. */
const MAX_EXAMPLES = 20;

/** Why a contact is not dialed, apart from the rules. */
export const blockedCauses = ['rests', 'callback', 'in-call', 'closed', 'held', 'suppressed', 'no-number'] as const;
export type BlockedCause = (typeof blockedCauses)[number];

interface Words {
  readonly fr: string;
  readonly en: string;
}

const words: { readonly [C in BlockedCause]: Words } = {
  rests: {
    fr: 'Attend le prochain essai, d’après les règles de rappel de la campagne.',
    en: 'Waits for the next attempt, by the campaign’s retry rules.',
  },
  callback: { fr: 'Un rappel est convenu pour plus tard.', en: 'A callback is agreed for later.' },
  'in-call': { fr: 'En appel ou en cours de saisie du résultat.', en: 'In a call, or its result is being written up.' },
  closed: {
    fr: 'Terminé dans cette campagne : un résultat, ou plus aucun numéro à composer.',
    en: 'Over in this campaign: a result, or no number is left to dial.',
  },
  held: {
    fr: 'Retenu : une personne doit regarder ce contact.',
    en: 'Held back: a person has to look at this contact.',
  },
  suppressed: { fr: 'Opposition : ne sera jamais appelé.', en: 'An objection: will never be called.' },
  'no-number': { fr: 'Aucun numéro à composer.', en: 'No number to dial.' },
};

/** One reason with all the contacts it holds back. */
export interface BlockedRow {
  /** The rule that refuses; null for a cause of another kind. */
  readonly refusal: Refusal | null;
  /** `rule`, or what else it is. */
  readonly cause: BlockedCause | 'rule';
  readonly words: Words;
  readonly contacts: number;
  /** When the first of them is free of it; null: never with what is known. */
  readonly nextAt: UtcMs | null;
  /** The first of them. */
  readonly examples: readonly ContactId[];
}

interface OpenRow {
  readonly about: Pick<BlockedRow, 'refusal' | 'cause' | 'words'>;
  contacts: number;
  nextAt: UtcMs | null;
  readonly examples: ContactId[];
}

/** Counts contacts by what holds each of them back: every contact under one reason. */
export function blockedRows() {
  const rows = new Map<string, OpenRow>();
  const count = (key: string, about: OpenRow['about'], contactId: ContactId, nextAt: UtcMs | null): void => {
    const row = rows.get(key) ?? { about, contacts: 0, nextAt: null, examples: [] };
    rows.set(key, row);
    row.contacts++;
    if (nextAt !== null) row.nextAt = Math.min(nextAt, row.nextAt ?? nextAt);
    if (row.examples.length < MAX_EXAMPLES) row.examples.push(contactId);
  };
  return {
    byRule(contactId: ContactId, refusal: Refusal, nextAt: UtcMs | null): void {
      count(`rule ${refusal.ruleId}`, { refusal, cause: 'rule', words: refusal.words }, contactId, nextAt);
    },
    byCause(contactId: ContactId, cause: BlockedCause, nextAt: UtcMs | null): void {
      count(cause, { refusal: null, cause, words: words[cause] }, contactId, nextAt);
    },
    /** The most frequent first. */
    result: (): BlockedRow[] =>
      [...rows.values()].map(({ about, ...counts }) => ({ ...about, ...counts })).sort(byContacts),
  };
}

function byContacts(a: BlockedRow, b: BlockedRow): number {
  return b.contacts - a.contacts || (a.cause < b.cause ? -1 : 1);
}
