import type { ChangeList } from '../../src/http/contract/index.ts';

type Value = string | number | null;

/** One change of a setting or an account, whichever part of Foyer keeps it. */
export interface TrailEntry {
  readonly id: string;
  readonly at: number;
  /** Null: not a person of this house, or not any more. */
  readonly who: string | null;
  readonly kind: 'pacing' | 'mode' | 'objective' | 'set-up' | 'account';
  /** The campaign or the account. */
  readonly about: string;
  readonly from: Readonly<Record<string, Value>>;
  readonly to: Readonly<Record<string, Value>>;
  readonly why: string | null;
  /** What was done to an account. */
  readonly act: string | null;
}

/** The part of an account's audit that the trail shows. */
export interface AccountChange {
  readonly changeId: string;
  readonly at: number;
  readonly userId: string;
  readonly act: string;
  readonly actor: string;
  readonly reason: string;
  readonly before: object | null;
  readonly after: object;
}

export function campaignEntries(campaign: string, { changes }: ChangeList): readonly TrailEntry[] {
  return changes.map(({ changeId, at, actorName, kind, from, to, reason }) => ({
    id: changeId,
    at,
    who: actorName,
    kind,
    about: campaign,
    from,
    to,
    why: reason,
    act: null,
  }));
}

/** `names`: of users, by id. */
export function accountEntries(
  changes: readonly AccountChange[],
  names: ReadonlyMap<string, string>,
): readonly TrailEntry[] {
  return changes.map(({ changeId, at, userId, act, actor, reason, before, after }) => ({
    id: changeId,
    at,
    who: names.get(actor) ?? null,
    kind: 'account',
    about: nameIn(after) ?? names.get(userId) ?? userId,
    from: before === null ? {} : plainValues(before),
    to: plainValues(after),
    why: reason,
    act,
  }));
}

function nameIn(facts: object): string | undefined {
  const { displayName } = facts as { readonly displayName?: unknown };
  return typeof displayName === 'string' ? displayName : undefined;
}

/** Lists become their words, so that two of them can be told apart. */
function plainValues(facts: object): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(facts as Record<string, unknown>).map(([name, value]) => [name, plainValue(value)]),
  );
}

function plainValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  return value === null || value === undefined ? null : String(value);
}

export interface TrailFilter {
  readonly kind: TrailEntry['kind'] | '';
  /** In who, what, or why. */
  readonly text: string;
}

/** The newest first, those that fit. */
export function trailOf(entries: readonly TrailEntry[], { kind, text }: TrailFilter): readonly TrailEntry[] {
  const sought = plain(text.trim());
  return entries
    .filter((entry) => kind === '' || entry.kind === kind)
    .filter(({ who, about, why }) => plain(`${who ?? ''} ${about} ${why ?? ''}`).includes(sought))
    .sort((a, b) => b.at - a.at);
}

/** Without accents and case: people search as they type. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
