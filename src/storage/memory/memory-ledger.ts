import type { LedgerHead, LedgerRecord, Ruleset, StoredRecord } from '../../compliance/ledger/index.ts';
import type { ErasedPerson, InputsRow, LedgerTables } from '../ledger/ledger-tables.ts';
import type { MemoryRows } from './memory-rows.ts';

/** The ledger's tables in memory, for comparing with those on disk; it grows with every call. */
export class MemoryLedger implements LedgerTables {
  readonly records: LedgerRecord[] = [];
  readonly rulesets = new Map<string, string>();
  readonly #heads = new Map<string, LedgerHead>();
  readonly #inputs = new Map<number, InputsRow>();
  readonly #rows: MemoryRows;

  constructor(rows: MemoryRows) {
    this.#rows = rows;
  }

  /** As they stand in storage, with the clear inputs that are left. */
  stored(): StoredRecord[] {
    return this.records.map((record) => {
      const { contactId = null, numberId = null, inputs = null } = this.#inputs.get(record.position) ?? {};
      return { ...record, contactId, numberId, inputs };
    });
  }

  lastPosition(): number {
    return this.records.length;
  }

  heads(): readonly LedgerHead[] {
    return [...this.#heads.values()];
  }

  setHead(head: LedgerHead): void {
    this.#heads.set(head.chain, head);
  }

  add(record: LedgerRecord, inputs: InputsRow | undefined): void {
    this.records.push(record);
    if (inputs !== undefined) this.#inputs.set(inputs.position, inputs);
  }

  addRuleset({ hash, body }: Ruleset): void {
    this.rulesets.set(hash, body);
  }

  /** The writer remembers the calls that are under way; the log here may have forgotten older ones. */
  planned(): undefined {
    return undefined;
  }

  number(numberId: string) {
    return this.#rows.tables.numbers.get(numberId);
  }

  numberIdOf(contactId: string): string | undefined {
    return this.#firstNumberOf(this.#rows.tables.contacts.get(contactId)?.donorId ?? '');
  }

  donor(donorId: string) {
    const row = this.#rows.tables.donors.get(donorId);
    if (row === undefined) return undefined;
    return { orgId: row.orgId, clientId: row.clientId, numberId: this.#firstNumberOf(donorId) ?? null };
  }

  #firstNumberOf(donorId: string): string | undefined {
    const numbers = [...(this.#rows.numbersOfDonor.get(donorId) ?? [])];
    return numbers.sort((a, b) => a.place - b.place || (a.numberId < b.numberId ? -1 : 1))[0]?.numberId;
  }

  campaignSettings(campaignId: string): string | undefined {
    return this.#rows.tables.campaigns.get(campaignId)?.settings;
  }

  wipeInputs({
    contactIds = [],
    numberIds = [],
    before = Number.POSITIVE_INFINITY,
  }: ErasedPerson): ReadonlyMap<string, number> {
    const donors = contactIds.map((id) => this.#rows.tables.contacts.get(id)?.donorId ?? '');
    const theirs = donors.flatMap((id) => this.#rows.numbersOfDonor.get(id) ?? []);
    const numbers = new Set([...numberIds, ...theirs.map(({ numberId }) => numberId)]);
    const counts = new Map<string, number>();
    for (const { position, chain, at } of this.records) {
      if (at >= before) continue;
      const row = this.#inputs.get(position);
      if (row === undefined || row.numberId === null || !numbers.has(row.numberId)) continue;
      this.#inputs.set(position, wiped(row));
      counts.set(chain, (counts.get(chain) ?? 0) + 1);
    }
    return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function wiped({ position, contactId, numberId, inputs }: InputsRow): InputsRow {
  const zeros = (text: string): string => '0'.repeat(text.length);
  const orNull = (text: string | null): string | null => (text === null ? null : zeros(text));
  return { position, contactId: orNull(contactId), numberId: orNull(numberId), inputs: zeros(inputs) };
}
