import { readFileSync } from 'node:fs';
import { type Rule, type RulePack, readVectors, shippedRules } from '../src/compliance/index.ts';

const VECTORS = 'test/fixtures/compliance/cases.json';

/** Where each kind of check is done, and what tests it besides the vectors. */
const code: Readonly<Record<Rule['check']['type'], readonly [source: string, test: string] | undefined>> = {
  calling_window: ['calling-hours.ts', 'gate-properties.test.ts'],
  opt_out: ['objected.ts', 'gate.test.ts'],
  frequency_cap: ['attempt-limits.ts', 'gate-properties.test.ts'],
  refusal_silence: ['attempt-limits.ts', 'gate-properties.test.ts'],
  abandoned_retry_block: ['attempt-limits.ts', 'gate-properties.test.ts'],
  amd_retry_block: ['attempt-limits.ts', 'gate-properties.test.ts'],
  consent_required: ['consent.ts', 'gate-properties.test.ts'],
  relation_age: ['consent.ts', 'gate-properties.test.ts'],
  registry_screen: ['register-screen.ts', 'gate-properties.test.ts'],
  abandonment: ['abandonment.ts', 'abandonment.test.ts'],
  connect_delay: ['call-terms.ts', 'gate.test.ts'],
  ring_time: ['call-terms.ts', 'gate.test.ts'],
  caller_id: ['caller-id.ts', 'caller-id.test.ts'],
  caller_id_range: ['caller-id.ts', 'caller-id.test.ts'],
  other: undefined,
};

/** Requirements that no check reads from the packs, and that Foyer keeps all the same. */
const keptElsewhere: Readonly<Record<string, string>> = {
  'GL-WINDOW-SEMANTICS': 'calling-hours.ts',
  'GL-STRICTEST': 'rule-set.ts',
  'GL-FAIL-CLOSED': 'standing-refusals.ts',
  'GL-NUMBER-E164': 'number-origin.ts',
  'GL-EMERGENCY-BLOCK': 'number-origin.ts',
  'FR-TZ': 'number-origin.ts',
};

const strengthWords: Readonly<Record<Rule['strength'], string>> = {
  law: 'law',
  regulator_policy: "regulator's policy",
  industry_code: 'industry code',
  product_default: "Foyer's own default, no law",
};
const confidenceWords: Readonly<Record<Rule['confidence']['level'], string>> = {
  verified: 'text or official page read',
  secondary: 'secondary source read',
  memory: '**to be confirmed by counsel** (from memory)',
  confirmed: 'confirmed',
};

/** The page that maps every rule of the packs to its code, tests, sources and confidence. */
export function rulesDoc(): string {
  const packs = shippedRules();
  const vectors = vectorsByRule(packs);
  const parts = packs.map((pack) => section(pack, vectors));
  return `${intro(packs)}\n${parts.join('\n')}`;
}

function intro(packs: readonly RulePack[]): string {
  const rules = packs.flatMap((pack) => pack.rules);
  const fromMemory = rules.filter(({ confidence }) => confidence.level === 'memory').length;
  return `# Calling rules

<!-- Written by scripts/make-rules-doc.ts from src/compliance/rules/. Change the packs, then run it again. -->

**This is not legal advice.** The rules are research data: texts read in stored copies, secondary sources, and memory.
Have counsel confirm them for your calls before you rely on them; above all the ${fromMemory} of ${rules.length} rules marked "to be
confirmed by counsel". A default of Foyer is our own choice and never law. After the day of review of a pack its rules
still hold, and Foyer warns at every start until the law has been read again.

- "Gate": the rule takes part in the decision whether a call may be made (\`src/compliance/gate.ts\`). Rules without it
  are terms of the calls, limits on what may be presented or said, or duties that people have to keep.
- Profile \`statutory\` asks the rules of law and of regulators' policy; \`recommended\`, the default, asks all.
- Code and tests are in \`src/compliance/\` unless a path is given. Vectors are cases of \`${VECTORS}\`, run by
  \`vectors.test.ts\` and by \`npm run --silent foyer -- check --cases FILE.json\`.
- "in words only": no code reads the rule. Whoever runs the campaigns has to see to it.
`;
}

function section(pack: RulePack, vectors: ReadonlyMap<string, readonly string[]>): string {
  const sources = new Map(pack.sources.map((source) => [source.id, source]));
  const rows = pack.rules.map((rule) => row(rule, vectors.get(rule.id) ?? [], sources));
  const layer = pack.territory === undefined ? ' (layer)' : '';
  const inherits = pack.inherits.length === 0 ? '' : ` Builds on ${pack.inherits.join(', ')}.`;
  const open = pack.open_questions.map((question) => `- ${question}\n`).join('');
  return `## ${pack.jurisdiction}: ${pack.name}${layer}

As of ${pack.as_of}, review due ${pack.review_due}.${inherits}

| Rule | Asks | Strength | In force | Gate | Confidence | Code | Tests | Legal basis and sources |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
${open === '' ? '' : `\nOpen questions:\n\n${open}`}`;
}

type Source = RulePack['sources'][number];

function row(rule: Rule, vectors: readonly string[], sources: ReadonlyMap<string, Source>): string {
  const [source, test] = whereKept(rule);
  const tests = [...(test === undefined ? [] : [`\`${test}\``]), ...(vectors.length === 0 ? [] : [vectors.join(', ')])];
  const note = rule.confidence.note === '' ? '' : `: ${rule.confidence.note}`;
  const named = rule.source_ids.map((id) => cited(sources.get(id))).filter((text) => text !== '');
  const cells = [
    `\`${rule.id}\``,
    rule.title,
    strengthWords[rule.strength],
    `${rule.effective_from} to ${rule.effective_to ?? '-'}`,
    rule.gates_dialing ? 'yes' : '',
    `${confidenceWords[rule.confidence.level]}${note}`,
    source,
    tests.join('; ') || '-',
    [rule.legal_basis, ...named].join('; '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function whereKept(rule: Rule): readonly [source: string, test: string | undefined] {
  const kept = code[rule.check.type];
  if (kept !== undefined && (rule.gates_dialing || !isGating(rule.check.type))) return [`\`${kept[0]}\``, kept[1]];
  const elsewhere = keptElsewhere[rule.id];
  return [elsewhere === undefined ? 'in words only' : `\`${elsewhere}\``, undefined];
}

/** A rule of the kind of a gating check that does not gate repeats, for a layer, what the jurisdictions' own rules do. */
function isGating(type: Rule['check']['type']): boolean {
  return !['abandonment', 'connect_delay', 'ring_time', 'caller_id', 'caller_id_range'].includes(type);
}

function cited(source: Source | undefined): string {
  if (source === undefined) return '';
  return source.url === null ? source.title : `[${source.title}](${source.url})`;
}

function vectorsByRule(packs: readonly RulePack[]): ReadonlyMap<string, readonly string[]> {
  const byRule = new Map<string, string[]>();
  for (const { id, expected } of readVectors(JSON.parse(readFileSync(VECTORS, 'utf8')), packs)) {
    for (const ruleId of expected?.rule_ids ?? []) {
      const ids = byRule.get(ruleId) ?? [];
      ids.push(id);
      byRule.set(ruleId, ids);
    }
  }
  return byRule;
}
