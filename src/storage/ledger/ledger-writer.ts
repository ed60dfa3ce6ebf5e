import type { Campaign } from '../../campaigns/index.ts';
import type { PersonFacts } from '../../compliance/index.ts';
import {
  type Canonical,
  canonicalJson,
  commit,
  type InputLabel,
  LEDGER_VERSION,
  type LedgerHead,
  NO_HASH,
  type RecordDraft,
  rulesetOf,
  sealRecord,
} from '../../compliance/ledger/index.ts';
import type { FloorEvent, ToldToGate } from '../../dialer/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { type LedgerEntry, ledgerEntry } from './ledger-entry.ts';
import type { ErasedLedger, ErasedPerson, LedgerNumber, LedgerTables } from './ledger-tables.ts';
import { type AskedRules, plannedCalls } from './planned-calls.ts';

/** Rulesets remembered, so that the same one is not hashed and stored for every call. */
const RULESETS_MAXIMUM = 1_000;

/** What a file said of the consent of one donor, or what the undoing of its import took back. */
export interface ConsentByFile {
  readonly orgId: string;
  readonly clientId: string;
  readonly numberId: string | null;
  readonly act: 'given' | 'withdrawn' | 'undone';
  readonly on: UtcMs;
  readonly means: string | null;
}

export interface LedgerWriter {
  /** At the beginning of each transaction: a former one may have been undone after all. */
  begin(): void;
  append(event: FloorEvent): void;
  /** A campaign was put into storage as it now stands, by no event: a command made it, or changed it. */
  campaignPut(campaign: Pick<Campaign, 'id' | 'orgId' | 'clientId' | 'name' | 'mode'>, at: UtcMs): void;
  /** Consents that an import recorded or took back, by no event. */
  consentsByFile(consents: readonly ConsentByFile[], at: UtcMs): void;
  /** At the end of the transaction: where the chains are. */
  flush(): void;
  /** Wipes clear inputs and salts out; the commitments stay, and nobody can open them any more. */
  erase(of: ErasedPerson, at: UtcMs): ErasedLedger;
  /** The transaction was undone: what is remembered of it is not true. */
  forget(): void;
}

type NewRecord = Pick<RecordDraft, 'at' | 'type' | 'eventId' | 'subject'> & {
  readonly body: Readonly<Record<string, Canonical>>;
};

/** Writes evidence down as the log grows, one chain per client. `salt`: 128 fresh bits in hex at each call. */
export function ledgerWriter(tables: LedgerTables, salt: () => string): LedgerWriter {
  const chains = chainEnds(tables);
  const rulesetHash = knownRulesets(tables);
  const planned = plannedCalls(tables);

  const add = recordAdder(tables, chains, salt);

  const forget = (): void => {
    chains.forget();
    rulesetHash.forget();
  };
  const begin = (): void => {
    if (!chains.areTrue()) forget();
  };

  const open = (chain: string, at: UtcMs, orgId: string, clientId: string | null): void => {
    if (chains.head(chain) !== undefined) return;
    add(chain, { at, type: 'genesis', eventId: chain, subject: '', body: { orgId, clientId } }, undefined);
  };

  return {
    begin,
    forget,
    ...withoutEvent(tables, { begin, open, add, flush: () => chains.flush() }),
    append(event) {
      planned.note(event);
      const told = ledgerEntry(event, planned.of);
      if (told === undefined) return;
      const entry = filedByNumber(tables, told);
      const { at, id: eventId, orgId, clientId } = event;
      const chain = clientId ?? orgId;
      open(chain, at, orgId, clientId);
      const { type, subject, rules } = entry;
      const body = { ...entry.body, ...settingsOf(tables, entry) };
      const asked = rules === undefined ? {} : { rulesVersion: rules.version, ruleset: rulesetHash(rules) };
      add(chain, { at, type, eventId, subject, body: { ...body, ...asked } }, entry);
    },
    flush: () => chains.flush(),
    erase(of, at) {
      begin();
      let records = 0;
      for (const [chain, count] of tables.wipeInputs(of)) {
        records += count;
        add(chain, { at, type: 'erasure', eventId: '', subject: '', body: { records: count } }, undefined);
      }
      chains.flush();
      return { records };
    },
  };
}

interface RecordKeeping {
  readonly begin: () => void;
  readonly open: (chain: string, at: UtcMs, orgId: string, clientId: string | null) => void;
  readonly add: ReturnType<typeof recordAdder>;
  readonly flush: () => void;
}

/** What happens by no event: a command or a file did it. */
function withoutEvent(
  tables: LedgerTables,
  { begin, open, add, flush }: RecordKeeping,
): Pick<LedgerWriter, 'campaignPut' | 'consentsByFile'> {
  return {
    campaignPut({ id, orgId, clientId, name, mode }, at) {
      begin();
      open(clientId, at, orgId, clientId);
      const body = { change: 'campaign.put', actor: 'system', campaignId: id, data: { mode, name } };
      const entry: LedgerEntry = { type: 'setting', subject: id, body };
      add(
        clientId,
        { at, type: 'setting', eventId: '', subject: id, body: { ...body, ...settingsOf(tables, entry) } },
        entry,
      );
      flush();
    },
    consentsByFile(consents, at) {
      begin();
      for (const consent of consents) {
        const { orgId, clientId } = consent;
        open(clientId, at, orgId, clientId);
        const entry = consentByFile(consent);
        const { type, subject, body } = entry;
        add(clientId, { at, eventId: '', type, subject, body }, entry);
      }
      flush();
    },
  };
}

/** What names nobody by a number commits to nothing: inputs are erased by number, and only so. */
function consentByFile({ numberId, act, means, on }: ConsentByFile): LedgerEntry {
  const about = { type: 'consent', subject: '', body: { act, actor: 'system', source: 'import' } } as const;
  return numberId === null ? about : { ...about, numberId, facts: { consent: { act, means, on } } };
}

/** Chains a record to the last one of its chain, and files what it commits to. */
function recordAdder(tables: LedgerTables, chains: ReturnType<typeof chainEnds>, salt: () => string) {
  return (chain: string, record: NewRecord, entry: LedgerEntry | undefined): void => {
    const head = chains.head(chain);
    const position = chains.nextPosition();
    const { open, commitments } = commit(entry === undefined ? {} : inputsOf(tables, entry), salt);
    const draft: RecordDraft = {
      ...record,
      position,
      chain,
      seq: head === undefined ? 0 : head.seq + 1,
      version: LEDGER_VERSION,
      body: canonicalJson(record.body),
      commitments: canonicalJson(commitments),
    };
    const { contactId = null, numberId = null } = entry ?? {};
    const inputs = contactId === null && numberId === null ? undefined : JSON.stringify(open);
    const sealed = sealRecord(draft, head?.hash ?? NO_HASH);
    tables.add(sealed, inputs === undefined ? undefined : { position, contactId, numberId, inputs });
    chains.moved({ chain, seq: sealed.seq, hash: sealed.hash });
  };
}

/** The last record of each chain, read once and remembered, since nobody else writes. */
function chainEnds(tables: LedgerTables) {
  let heads: Map<string, LedgerHead> | undefined;
  let lastPosition: number | undefined;
  const moved = new Set<LedgerHead['chain']>();
  const known = (): Map<string, LedgerHead> => {
    heads ??= new Map(tables.heads().map((head) => [head.chain, head]));
    return heads;
  };
  return {
    head: (chain: string): LedgerHead | undefined => known().get(chain),
    nextPosition(): number {
      lastPosition = (lastPosition ?? tables.lastPosition()) + 1;
      return lastPosition;
    },
    moved(head: LedgerHead): void {
      known().set(head.chain, head);
      moved.add(head.chain);
    },
    flush(): void {
      for (const chain of moved) {
        const head = known().get(chain);
        if (head !== undefined) tables.setHead(head);
      }
      moved.clear();
    },
    areTrue: (): boolean => lastPosition === undefined || lastPosition === tables.lastPosition(),
    forget(): void {
      heads = undefined;
      lastPosition = undefined;
      moved.clear();
    },
  };
}

function knownRulesets(tables: LedgerTables) {
  const hashes = new Map<string, string>();
  const hashOf = ({ version, ids, strengths, key }: AskedRules): string => {
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const rules = ids.map((id, i) => ({ id, strength: strengths?.[i] ?? null }));
    const ruleset = rulesetOf(version, rules);
    tables.addRuleset(ruleset);
    if (hashes.size >= RULESETS_MAXIMUM) hashes.clear();
    hashes.set(key, ruleset.hash);
    return ruleset.hash;
  };
  return Object.assign(hashOf, { forget: () => hashes.clear() });
}

/** What names a person by a contact alone is filed under the first number: inputs are erased by number, and only so. */
function filedByNumber(tables: LedgerTables, entry: LedgerEntry): LedgerEntry {
  const { contactId, facts, ...rest } = entry;
  if (entry.type !== 'consent' || contactId === undefined) return entry;
  const numberId = tables.numberIdOf(contactId);
  return numberId === undefined ? rest : { ...entry, numberId };
}

/** A setting is recorded with the whole campaign as it then was. */
function settingsOf(tables: LedgerTables, { type, subject }: LedgerEntry): Readonly<Record<string, Canonical>> {
  const settings = type === 'setting' ? tables.campaignSettings(subject) : undefined;
  return settings === undefined ? {} : { campaign: JSON.parse(settings) as Canonical };
}

/** The personal facts that a record commits to. */
function inputsOf(
  tables: LedgerTables,
  { contactId, numberId, told, facts }: LedgerEntry,
): Readonly<Partial<Record<InputLabel, Canonical>>> {
  const inputs: Partial<Record<InputLabel, Canonical>> = {};
  if (contactId !== undefined) inputs.contact = { contactId };
  if (numberId !== undefined) inputs.number = numberFacts(numberId, tables.number(numberId));
  if (told !== undefined) inputs.history = { ...told.history };
  if (facts !== undefined) inputs.facts = facts;
  if (told?.facts !== undefined || told?.care !== undefined) inputs.facts = plain({ ...told.facts, ...careOf(told) });
  return inputs;
}

function numberFacts(numberId: string, number: LedgerNumber | undefined): Canonical {
  if (number === undefined) return { numberId };
  const { e164, kind, zones, holidayRegions } = number;
  return {
    e164,
    holidayRegions: JSON.parse(holidayRegions) as Canonical,
    kind,
    numberId,
    zones: JSON.parse(zones) as Canonical,
  };
}

/** What the limits of donor care counted stands with the facts. */
function careOf({ care }: ToldToGate): Pick<ToldToGate, 'care'> {
  return care === undefined ? {} : { care };
}

/** As it came out of the log: what has no value is left out. */
function plain(facts: PersonFacts & Pick<ToldToGate, 'care'>): Canonical {
  return JSON.parse(JSON.stringify(facts)) as Canonical;
}
