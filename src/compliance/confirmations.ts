import { z } from 'zod';
import { isoDay } from './pack-words.ts';
import { type RulePack, RulePackError } from './rule-pack.ts';

/** Who confirmed that a rule says what the law says, of the pack of that day; a newer pack has to be confirmed anew. */
export interface Confirmation {
  readonly ruleId: string;
  readonly packOf: string;
  readonly by: string;
  readonly on: string;
}

const file = z.strictObject({
  confirmations: z.array(
    z.strictObject({ ruleId: z.string().min(1), packOf: isoDay, by: z.string().min(1).max(200), on: isoDay }),
  ),
});

/** @throws RulePackError naming the field that is wrong */
export function readConfirmations(json: unknown, source: string): readonly Confirmation[] {
  const result = file.safeParse(json);
  if (result.success) return result.data.confirmations;
  const lines = result.error.issues.map(({ path, message }) => `- ${path.join('.') || 'the whole file'}: ${message}`);
  throw new RulePackError(
    `${source} holds no confirmations of rules. Correct it or take it away:\n${lines.join('\n')}`,
  );
}

/** The packs with the rules that somebody confirmed marked as such, and by whom. */
export function withConfirmations(
  packs: readonly RulePack[],
  confirmations: readonly Confirmation[],
): readonly RulePack[] {
  const byRule = new Map(confirmations.map((each) => [`${each.ruleId} ${each.packOf}`, each]));
  return packs.map((pack) => ({
    ...pack,
    rules: pack.rules.map((rule) => {
      const found = byRule.get(`${rule.id} ${pack.as_of}`);
      if (found === undefined) return rule;
      return { ...rule, confidence: { level: 'confirmed' as const, note: `${found.by}, ${found.on}` } };
    }),
  }));
}
