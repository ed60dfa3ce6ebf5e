import { commitment, inputLabels, isWiped, parseCommitments, parseObject, parseOpenInputs } from './commitment.ts';
import type { LedgerRecord } from './record.ts';
import type { LedgerRule } from './ruleset.ts';

/** The person behind a record, as far as the clear inputs are still there. */
export interface StoryPerson {
  /** `open`: the inputs open their commitments; `altered`: they do not; `erased`: they are gone; `none`: nobody. */
  readonly state: 'open' | 'altered' | 'erased' | 'none';
  readonly contactId?: string;
  readonly number?: Readonly<Record<string, unknown>>;
  readonly history?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A record made readable. */
export interface StoryEntry {
  readonly chain: string;
  readonly seq: number;
  readonly position: number;
  readonly at: number;
  readonly type: string;
  readonly subject: string;
  readonly hash: string;
  readonly campaignId: string | null;
  readonly rulesVersion: string | null;
  /** Those that were asked and allowed, or those that refused. */
  readonly rules: readonly LedgerRule[];
  /** What else the record says: the result, the mode, the next lawful instant. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly person: StoryPerson;
}

/** `inputs`: the clear inputs, null when there are none; `ruleset`: the stored text of the ruleset that the body names. */
export function storyEntry(record: LedgerRecord, inputs: string | null, ruleset: string | undefined): StoryEntry {
  const { chain, seq, position, at, type, subject, hash } = record;
  const { ruleset: _, campaignId = null, rulesVersion = null, ...facts } = parseObject(record.body) ?? {};
  return {
    chain,
    seq,
    position,
    at,
    type,
    subject,
    hash,
    campaignId: typeof campaignId === 'string' ? campaignId : null,
    rulesVersion: typeof rulesVersion === 'string' && rulesVersion !== '' ? rulesVersion : null,
    rules: rulesOf(ruleset),
    facts,
    person: personOf(record, inputs),
  };
}

/** The hash of the ruleset that a record names. */
export function rulesetNamedBy(record: LedgerRecord): string | undefined {
  const hash = parseObject(record.body)?.['ruleset'];
  return typeof hash === 'string' ? hash : undefined;
}

function rulesOf(ruleset: string | undefined): LedgerRule[] {
  const rules = ruleset === undefined ? undefined : parseObject(ruleset)?.['rules'];
  if (!Array.isArray(rules)) return [];
  return rules.map((rule: { readonly id?: unknown; readonly strength?: unknown }) => ({
    id: String(rule.id),
    strength: typeof rule.strength === 'string' ? rule.strength : null,
  }));
}

function personOf(record: LedgerRecord, inputs: string | null): StoryPerson {
  const commitments = parseCommitments(record.commitments) ?? {};
  const committed = inputLabels.filter((label) => commitments[label] !== undefined);
  if (committed.length === 0) return { state: 'none' };
  if (inputs === null || isWiped(inputs)) return { state: 'erased' };
  const open = parseOpenInputs(inputs);
  if (open === undefined) return { state: 'altered' };
  const sound = committed.every((label) => {
    const pair = open[label];
    return pair !== undefined && commitment(label, pair[0], pair[1]) === commitments[label];
  });
  const clear = (label: (typeof inputLabels)[number]) => {
    const pair = open[label];
    return pair === undefined ? undefined : parseObject(pair[1]);
  };
  const contactId = clear('contact')?.['contactId'];
  const [number, history, facts] = [clear('number'), clear('history'), clear('facts')];
  return {
    state: sound ? 'open' : 'altered',
    ...(typeof contactId === 'string' ? { contactId } : {}),
    ...(number === undefined ? {} : { number }),
    ...(history === undefined ? {} : { history }),
    ...(facts === undefined ? {} : { facts }),
  };
}
