import { statSync } from 'node:fs';
import { join } from 'node:path';
import { shippedRules } from '../compliance/index.ts';
import {
  rulesetNamedBy,
  type StoryEntry,
  type StoryLanguage,
  type StoryNames,
  storyEntry,
  storyWords,
} from '../compliance/ledger/index.ts';
import { isE164 } from '../kernel/phone-number.ts';
import { type LedgerFile, type LedgerRow, openLedgerFile } from '../storage/sqlite/index.ts';
import { problemWords, reportWords } from './audit-words.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { DATABASE_FILE, reason } from './open-store.ts';

export interface AuditOptions {
  readonly lang: StoryLanguage;
  readonly json?: true;
}

/** Checks every chain from beginning to end, offline. Status 1 when anything is not as it was written. */
export function auditVerify(place: string, heads: readonly string[], { lang, json }: AuditOptions): number {
  const file = databaseAt(place);
  return withLedger(file, (ledger) => {
    const report = ledger.verify(heads.map(keptHash));
    const lines = [...report.problems.map((problem) => problemWords(problem, lang)), ...reportWords(report, lang)];
    process.stdout.write(json === true ? `${JSON.stringify({ file, ...report })}\n` : `${lines.join('\n')}\n`);
    return report.ok ? EXIT.ok : EXIT.findings;
  });
}

/** Under which rules and on what evidence a call was placed, and what was refused before. */
export function auditCall(place: string, attemptId: string, options: AuditOptions): number {
  return withLedger(databaseAt(place), (ledger) => tell(ledger, ledger.aboutCall(attemptId), attemptId, options));
}

/** All that the ledger knows of a person, by contact or telephone number. */
export function auditDonor(place: string, contactOrNumber: string, options: AuditOptions): number {
  return withLedger(databaseAt(place), (ledger) => {
    const number = numberIn(contactOrNumber);
    const ids = number === undefined ? ledger.numberIdsOfContact(contactOrNumber) : ledger.numberIdsOf(number);
    return tell(ledger, ledger.aboutNumbers(ids), contactOrNumber, options);
  });
}

function tell(ledger: LedgerFile, rows: readonly LedgerRow[], asked: string, { lang, json }: AuditOptions): number {
  const names = namesOf(ledger);
  const entries = rows.map((row) => entryOf(ledger, row));
  const words = (): string =>
    entries.length === 0 ? nothing(asked)[lang] : entries.flatMap((entry) => storyWords(entry, lang, names)).join('\n');
  const document = () => JSON.stringify({ asked, records: entries.map((entry) => named(entry, names)) });
  process.stdout.write(`${json === true ? document() : words()}\n`);
  return entries.length > 0 ? EXIT.ok : EXIT.findings;
}

function nothing(asked: string): Readonly<Record<StoryLanguage, string>> {
  return {
    fr: `Le registre ne dit rien de ${asked} : jamais appelé, ou ses données ont été effacées.`,
    en: `The ledger has nothing about ${asked}: never called, or the data were erased.`,
  };
}

function entryOf(ledger: LedgerFile, row: LedgerRow): StoryEntry {
  const hash = rulesetNamedBy(row);
  return storyEntry(row, row.inputs, hash === undefined ? undefined : ledger.ruleset(hash));
}

function named(entry: StoryEntry, names: StoryNames) {
  const { campaignId, rules, at } = entry;
  return {
    ...entry,
    campaign: campaignId === null ? null : (names.campaign(campaignId) ?? null),
    rules: rules.map((rule) => ({ ...rule, ...names.rule(rule.id, at) })),
  };
}

function namesOf(ledger: LedgerFile): StoryNames {
  const campaigns = ledger.campaignNames();
  const rules = shippedRules().flatMap((pack) => pack.rules);
  return {
    campaign: (id) => campaigns.get(id),
    rule(id, at) {
      const day = new Date(at).toISOString().slice(0, 10);
      const versions = rules.filter((rule) => rule.id === id);
      const inForce = versions.find(
        ({ effective_from: from, effective_to: to }) => from <= day && (to === null || day <= to),
      );
      const rule = inForce ?? versions.at(-1);
      if (rule === undefined) return undefined;
      const { title, words, legal_basis: source, confidence } = rule;
      return { title, source, confidence: confidence.level, ...(words === undefined ? {} : { refusal: words }) };
    },
  };
}

/** `+33…`, or a French number as it is written in France. */
function numberIn(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '');
  const international = /^0[1-9]\d{8}$/.test(digits) ? `+33${digits.slice(1)}` : digits;
  return isE164(international) ? international : undefined;
}

/** A head as `verify` prints it is `chain:seq:hash`; its hash alone will do. */
function keptHash(head: string): string {
  const hash = head.slice(head.lastIndexOf(':') + 1).toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new CommandError(`--head ${head}: give the 64 hexadecimal digits of a head that was kept.`, EXIT.usage);
}

function databaseAt(place: string): string {
  try {
    return statSync(place).isDirectory() ? join(place, DATABASE_FILE) : place;
  } catch (error) {
    throw new CommandError(
      `--data ${place}: it cannot be read (${reason(error)}). Name a data folder or a copy of its database.`,
    );
  }
}

function withLedger(file: string, run: (ledger: LedgerFile) => number): number {
  const ledger = openLedgerFile(file);
  try {
    return run(ledger);
  } finally {
    ledger.close();
  }
}
