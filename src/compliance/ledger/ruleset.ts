import { hash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/** A rule as a record names it; the strength is null where the log does not tell it. */
export interface LedgerRule {
  readonly id: string;
  readonly strength: string | null;
}

/** Rules that were asked together, kept once and named by their hash: most calls of a day are asked the same ones. */
export interface Ruleset {
  readonly hash: string;
  readonly body: string;
}

export function rulesetOf(rulesVersion: string, rules: readonly LedgerRule[]): Ruleset {
  const body = canonicalJson({ rulesVersion, rules: rules.map(({ id, strength }) => ({ id, strength })) });
  return { hash: rulesetHash(body), body };
}

export function rulesetHash(body: string): string {
  return hash('sha256', `foyer-ledger-ruleset-1:${body}`, 'hex');
}
