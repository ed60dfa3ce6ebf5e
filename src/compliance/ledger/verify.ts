import { commitment, inputLabels, isWiped, parseCommitments, parseObject, parseOpenInputs } from './commitment.ts';
import { checksOf, damagedFields, hashOf, type LedgerRecord, malformedField, NO_HASH } from './record.ts';
import { rulesetHash } from './ruleset.ts';

/** Problems told one by one; beyond it they are counted. */
export const PROBLEMS_MAXIMUM = 100;

export const problemKinds = [
  /** A field of the record is not what it was when the record was written. */
  'altered',
  /** The record does not continue the one before it in its chain. */
  'replaced',
  /** The record stands where the chain is already further on. */
  'out-of-order',
  /** Records of the chain, from `seq` on, are gone from its beginning or middle. */
  'missing',
  /** Records of the chain, from `seq` on, are gone from its end. */
  'truncated',
  /** The clear inputs of a record were changed: they do not open its commitment. */
  'input-altered',
  /** Clear inputs are gone, or more or fewer of them were wiped out than erasures are on record for. */
  'inputs-missing',
  /** The file is damaged: what follows cannot be read at all. */
  'unreadable',
  /** A head that was kept elsewhere is not in the ledger: it was cut back behind it, or written anew. */
  'head-unknown',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export interface LedgerProblem {
  readonly kind: ProblemKind;
  /** The client, or the agency; as stored, where this very field is damaged. */
  readonly chain: string;
  readonly seq: number | null;
  readonly position: number | null;
  readonly field: string | null;
}

/** A record as storage has it, with its clear inputs while they are there. Not trusted: any value may be of any kind. */
export interface StoredRecord extends Readonly<Record<string, unknown>> {
  readonly contactId: unknown;
  readonly numberId: unknown;
  readonly inputs: unknown;
}

export interface LedgerHead {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

export interface LedgerReport {
  readonly ok: boolean;
  readonly records: number;
  /** Records whose clear inputs and salts were erased; their commitments cannot be opened any more. */
  readonly erased: number;
  readonly heads: readonly LedgerHead[];
  /** In the order of the ledger, at most `PROBLEMS_MAXIMUM`; the first names the first broken record. */
  readonly problems: readonly LedgerProblem[];
  readonly problemCount: number;
}

interface ChainState {
  seq: number;
  hash: string;
  wiped: number;
  erased: number;
}

/** Reads a ledger once from beginning to end, in the order of positions, and keeps one small state per chain. */
export class LedgerVerifier {
  readonly #chains = new Map<string, ChainState>();
  readonly #rulesets = new Set<string>();
  readonly #problems: LedgerProblem[] = [];
  readonly #unseenHeads: Set<string>;
  #problemCount = 0;
  #records = 0;
  #lastPosition = 0;
  #skipsPositions = false;
  #unreadable = false;

  /** `keptHeads`: hashes that were exported before, each of which must be that of some record. */
  constructor(keptHeads: readonly string[] = []) {
    this.#unseenHeads = new Set(keptHeads);
  }

  /** All of them before the first record. */
  ruleset(hash: unknown, body: unknown): void {
    if (typeof hash === 'string' && typeof body === 'string' && rulesetHash(body) === hash) this.#rulesets.add(hash);
  }

  record(row: StoredRecord): void {
    this.#records++;
    const malformed = malformedField(row);
    if (malformed !== undefined) {
      const { chain, seq, position } = row;
      this.#report({
        kind: 'altered',
        chain: String(chain),
        seq: typeof seq === 'number' ? seq : null,
        position: typeof position === 'number' ? position : null,
        field: malformed,
      });
      return;
    }
    const record = row as unknown as LedgerRecord;
    const damaged = damagedField(record);
    if (damaged !== undefined) this.#reportRecord('altered', record, damaged);
    const hash = damaged === 'hash' ? hashOf(record) : record.hash;
    this.#follow(record, hash, damaged);
    this.#unseenHeads.delete(record.hash);
    if (damaged !== undefined) return;
    this.#openInputs(record, row);
    this.#lookAtBody(record);
  }

  /** Clear inputs that belong to no record (`inputs.position`), or that an erasure would not find (`inputs.people`). */
  strayInputs(position: unknown, field: 'inputs.position' | 'inputs.people'): void {
    const place = typeof position === 'number' ? position : null;
    this.#report({ kind: 'input-altered', chain: '', seq: null, position: place, field });
  }

  /** After the last record that could be read. */
  unreadable(why: string): void {
    this.#unreadable = true;
    this.#report({ kind: 'unreadable', chain: '', seq: null, position: this.#lastPosition + 1, field: why });
  }

  /** `heads`: what storage says the last record of each chain is. */
  end(heads: Iterable<{ readonly chain: unknown; readonly seq: unknown; readonly hash: unknown }>): LedgerReport {
    if (this.#unreadable) return this.#finish();
    const known = new Map(Array.from(heads, (head) => [String(head.chain), head]));
    for (const [chain, state] of this.#chains) {
      const head = known.get(chain);
      known.delete(chain);
      this.#compareHead(chain, state, head);
      if (state.wiped !== state.erased) {
        this.#report({ kind: 'inputs-missing', chain, seq: null, position: null, field: 'inputs' });
      }
    }
    for (const chain of known.keys()) {
      this.#report({ kind: 'truncated', chain, seq: 0, position: null, field: null });
    }
    // Where a chain misses records, that says it already.
    if (this.#skipsPositions && this.#problemCount === 0) {
      this.#report({ kind: 'missing', chain: '', seq: null, position: null, field: 'position' });
    }
    for (const hash of this.#unseenHeads) {
      this.#report({ kind: 'head-unknown', chain: '', seq: null, position: null, field: hash });
    }
    return this.#finish();
  }

  #finish(): LedgerReport {
    const states = [...this.#chains].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ok: this.#problemCount === 0,
      records: this.#records,
      erased: states.reduce((sum, [, { wiped }]) => sum + wiped, 0),
      heads: states.map(([chain, { seq, hash }]) => ({ chain, seq, hash })),
      problems: this.#problems,
      problemCount: this.#problemCount,
    };
  }

  #compareHead(
    chain: string,
    { seq, hash }: ChainState,
    head: { readonly seq: unknown; readonly hash: unknown } | undefined,
  ): void {
    if (head?.seq === seq && head.hash === hash) return;
    const cut = typeof head?.seq === 'number' && head.seq > seq;
    if (cut) this.#report({ kind: 'truncated', chain, seq: seq + 1, position: null, field: null });
    else this.#report({ kind: 'altered', chain, seq, position: null, field: 'head' });
  }

  /** Its place in the chain, and in the ledger. */
  #follow(record: LedgerRecord, hash: string, damaged: string | undefined): void {
    const { chain, seq, position, prevHash } = record;
    if (position > this.#lastPosition + 1) this.#skipsPositions = true;
    this.#lastPosition = position;
    const state = this.#chains.get(chain) ?? { seq: -1, hash: NO_HASH, wiped: 0, erased: 0 };
    const next = state.seq + 1;
    if (seq > next) {
      this.#report({ kind: 'missing', chain, seq: next, position: null, field: null });
    } else if (seq < next) {
      if (damaged === undefined) this.#reportRecord('out-of-order', record, 'seq');
    } else if (prevHash !== state.hash && damaged === undefined) {
      this.#reportRecord('replaced', record, 'prevHash');
    }
    // A record whose very place is damaged says nothing about where its chain goes on.
    if (damaged === 'chain' || damaged === 'seq') return;
    state.seq = Math.max(seq, state.seq);
    state.hash = hash;
    this.#chains.set(chain, state);
  }

  #openInputs(record: LedgerRecord, row: StoredRecord): void {
    const commitments = parseCommitments(record.commitments);
    if (commitments === undefined) {
      this.#reportRecord('altered', record, 'commitments');
      return;
    }
    const labels = inputLabels.filter((label) => commitments[label] !== undefined);
    if (labels.length === 0 && row.inputs === null) return;
    if (row.inputs === null) {
      this.#reportRecord('inputs-missing', record, 'inputs');
      return;
    }
    if (typeof row.inputs === 'string' && isWiped(row.inputs) && labels.length > 0) {
      const state = this.#chains.get(record.chain);
      if (state !== undefined) state.wiped++;
      const named = namedStill(row);
      if (named !== undefined) this.#reportRecord('input-altered', record, named);
      return;
    }
    const open = typeof row.inputs === 'string' ? parseOpenInputs(row.inputs) : undefined;
    const wrong = open === undefined ? 'inputs' : wrongInput(row, open, commitments);
    if (wrong !== undefined) this.#reportRecord('input-altered', record, wrong);
  }

  #lookAtBody(record: LedgerRecord): void {
    const body = parseObject(record.body);
    const ruleset = body?.['ruleset'];
    if (typeof ruleset === 'string' && !this.#rulesets.has(ruleset)) this.#reportRecord('altered', record, 'ruleset');
    const state = this.#chains.get(record.chain);
    const erased = body?.['records'];
    if (record.type === 'erasure' && state !== undefined && typeof erased === 'number') state.erased += erased;
  }

  #reportRecord(kind: ProblemKind, { chain, seq, position }: LedgerRecord, field: string): void {
    this.#report({ kind, chain, seq, position, field });
  }

  #report(problem: LedgerProblem): void {
    this.#problemCount++;
    if (this.#problems.length < PROBLEMS_MAXIMUM) this.#problems.push(problem);
  }
}

/** Which field made the hash differ; undefined when the hash is right. */
function damagedField(record: LedgerRecord): string | undefined {
  if (hashOf(record) === record.hash) return undefined;
  const [first] = damagedFields(record);
  if (first === undefined) return 'hash';
  // With the checks as they must have been the hash is right: then it is they that are damaged.
  return hashOf({ ...record, checks: checksOf(record) }) === record.hash ? 'checks' : first;
}

/** An id that wiped inputs are still filed under. */
function namedStill({ contactId, numberId }: StoredRecord): string | undefined {
  const wiped = (id: unknown): boolean => id === null || (typeof id === 'string' && isWiped(id));
  if (!wiped(contactId)) return 'inputs.contactId';
  return wiped(numberId) ? undefined : 'inputs.numberId';
}

/** The first input that does not open its commitment, or is filed under another person than it says. */
function wrongInput(
  row: StoredRecord,
  open: NonNullable<ReturnType<typeof parseOpenInputs>>,
  commitments: NonNullable<ReturnType<typeof parseCommitments>>,
): string | undefined {
  for (const label of inputLabels) {
    const committed = commitments[label];
    const pair = open[label];
    if (committed === undefined && pair === undefined) continue;
    if (committed === undefined || pair === undefined) return `inputs.${label}`;
    if (commitment(label, pair[0], pair[1]) !== committed) return `inputs.${label}`;
  }
  const filed = [
    ['contactId', row.contactId, open.contact],
    ['numberId', row.numberId, open.number],
  ] as const;
  for (const [key, stored, pair] of filed) {
    const said = pair === undefined ? undefined : parseObject(pair[1])?.[key];
    if ((said ?? null) !== stored) return `inputs.${key}`;
  }
  return undefined;
}
