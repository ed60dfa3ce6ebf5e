import type { UtcMs } from '../../kernel/time.ts';
import type { RowChange } from '../row-change.ts';
import type { ConsentRow } from '../rows.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { ConsentByFile, LedgerWriter } from './ledger-writer.ts';

type Apply = (change: RowChange, position: number) => void;

/** The evidence of what imports do to consents: a file says of each donor what an act would have said of one. */
export interface ImportEvidence {
  /** The same changes, seen. */
  watch(apply: Apply): Apply;
  /** Runs one act of an import and writes down what it changed, in the same transaction. */
  around<T>(at: UtcMs, act: () => T): T;
}

/** Where no ledger is kept. */
export const noEvidence: ImportEvidence = { watch: (apply) => apply, around: (_at, act) => act() };

export function importEvidence(ledger: LedgerWriter, tables: Pick<LedgerTables, 'donor'>): ImportEvidence {
  const given: ConsentRow[] = [];
  /** Of an import that is undone. */
  const undone: string[] = [];
  const numbersGone: string[] = [];
  const clear = (): void => {
    for (const seen of [given, undone, numbersGone]) seen.length = 0;
  };

  const note = (change: RowChange): void => {
    if (change.op === 'put' && change.table === 'consents') given.push(change.row);
    else if ((change.op === 'patch' || change.op === 'remove') && change.table === 'consents') undone.push(change.key);
    else if (change.op === 'remove' && change.table === 'numbers') numbersGone.push(change.key);
  };

  const write = (at: UtcMs): void => {
    if (given.length + undone.length === 0) return;
    const facts = [...given.map(factOf), ...undone.map(undoneFact)];
    const consents = facts.flatMap(({ donorId, ...fact }): ConsentByFile[] => {
      const donor = tables.donor(donorId);
      return donor === undefined ? [] : [{ ...donor, ...fact }];
    });
    ledger.consentsByFile(consents, at);
    // Who came with the import and goes with it leaves nothing behind that could be opened.
    if (numbersGone.length > 0) ledger.erase({ numberIds: numbersGone }, at);
  };

  return {
    watch: (apply) => (change, position) => {
      apply(change, position);
      note(change);
    },
    around(at, act) {
      // What is left of an act that failed was undone with it.
      clear();
      const result = act();
      write(at);
      clear();
      return result;
    },
  };
}

type Fact = Pick<ConsentByFile, 'act' | 'on' | 'means'> & { readonly donorId: string };

function factOf({ donorId, givenAt, withdrawnAt, means }: ConsentRow): Fact {
  if (withdrawnAt !== null) return { donorId, act: 'withdrawn', on: withdrawnAt, means: null };
  return { donorId, act: 'given', on: givenAt, means };
}

/** The key of a consent says whose it is and when it was given. */
function undoneFact(consentId: string): Fact {
  const [donorId = '', on] = consentId.split(':');
  return { donorId, act: 'undone', on: Number(on), means: null };
}
