export { type Canonical, canonicalJson } from './canonical.ts';
export { commit, type InputLabel, parseOpenInputs } from './commitment.ts';
export {
  LEDGER_VERSION,
  type LedgerRecord,
  NO_HASH,
  type RecordDraft,
  type RecordType,
  sealRecord,
} from './record.ts';
export { type Ruleset, rulesetOf } from './ruleset.ts';
export { rulesetNamedBy, type StoryEntry, storyEntry } from './story.ts';
export { type StoryLanguage, type StoryNames, storyWords } from './story-words.ts';
export {
  type LedgerHead,
  type LedgerProblem,
  type LedgerReport,
  LedgerVerifier,
  type StoredRecord,
} from './verify.ts';
