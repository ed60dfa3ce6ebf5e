import { hash } from 'node:crypto';
import { type Canonical, canonicalJson } from './canonical.ts';

/** What a record knows of a person, each part committed to on its own, so that one can be shown without the others; in order. */
export const inputLabels = ['contact', 'facts', 'history', 'number'] as const;
export type InputLabel = (typeof inputLabels)[number];

/** A salt of 128 random bits in hex; as long as it is secret or gone, the commitment tells nothing. */
const SALT_FORM = /^[0-9a-f]{32}$/;

/** The clear inputs with their salts, as they stand in the table that an erasure empties. */
export type OpenInputs = Readonly<Partial<Record<InputLabel, readonly [salt: string, canonical: string]>>>;

/** What an erasure leaves of stored inputs: as many zeros. */
export function isWiped(inputs: string): boolean {
  return /^0+$/.test(inputs);
}

export type Commitments = Readonly<Partial<Record<InputLabel, string>>>;

/**
 * SHA-256 over a label, the salt and the canonical input. The salt has a fixed length, so the text has one reading only;
 * it is random for each input of each record, so that even a telephone number cannot be found by trying them all.
 */
export function commitment(label: InputLabel, salt: string, canonical: string): string {
  return hash('sha256', `foyer-ledger-input-1:${label}:${salt}:${canonical}`, 'hex');
}

export interface Committed {
  readonly open: OpenInputs;
  readonly commitments: Commitments;
}

/** Commits to each input with a salt of its own. */
export function commit(inputs: Readonly<Partial<Record<InputLabel, Canonical>>>, salt: () => string): Committed {
  const open: Partial<Record<InputLabel, readonly [string, string]>> = {};
  const commitments: Partial<Record<InputLabel, string>> = {};
  for (const label of inputLabels) {
    const input = inputs[label];
    if (input === undefined) continue;
    const fresh = salt();
    const canonical = canonicalJson(input);
    open[label] = [fresh, canonical];
    commitments[label] = commitment(label, fresh, canonical);
  }
  return { open, commitments };
}

/** Reads stored inputs; undefined when they are not of this form any more. */
export function parseOpenInputs(text: string): OpenInputs | undefined {
  const value = parseObject(text);
  if (value === undefined) return undefined;
  for (const [label, pair] of Object.entries(value)) {
    if (!isLabel(label) || !Array.isArray(pair) || pair.length !== 2) return undefined;
    const [salt, canonical] = pair as unknown[];
    if (typeof salt !== 'string' || typeof canonical !== 'string' || !SALT_FORM.test(salt)) return undefined;
  }
  return value as OpenInputs;
}

/** Reads the commitments of a record; undefined when they are not of this form any more. */
export function parseCommitments(text: string): Commitments | undefined {
  const value = parseObject(text);
  if (value === undefined) return undefined;
  const sound = Object.entries(value).every(([label, digest]) => isLabel(label) && typeof digest === 'string');
  return sound ? (value as Commitments) : undefined;
}

function isLabel(text: string): text is InputLabel {
  return (inputLabels as readonly string[]).includes(text);
}

/** An object of JSON text; undefined for any other text. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    // Not JSON any more: the caller names the record and the field.
    return undefined;
  }
}
