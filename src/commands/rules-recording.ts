import { houseGate, type RecordingTerms } from '../compliance/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { installedRules } from './installed-rules.ts';

export interface RulesRecordingOptions {
  readonly jurisdiction?: string;
  readonly profile?: 'statutory' | 'recommended';
  readonly json?: true;
}

/** What the rules ask of recordings, place by place. Foyer makes none: whoever records elsewhere reads it here. */
export function recordingRules(dataFolder: string, { jurisdiction, profile, json }: RulesRecordingOptions): number {
  const packs = installedRules(dataFolder);
  const codes = packs.filter(({ territory }) => territory !== undefined).map((pack) => pack.jurisdiction);
  const asked = codes.filter((code) => jurisdiction === undefined || code === jurisdiction);
  if (asked.length === 0)
    throw new CommandError(
      `There are no rules for ${jurisdiction ?? ''}; there are for ${codes.join(', ')}.`,
      EXIT.usage,
    );
  const gate = houseGate(packs);
  const now = systemClock.now();
  const rows = asked.map((code) => ({
    jurisdiction: code,
    ...gate.recordingTerms([code], now, profile === undefined ? {} : { profile }),
  }));
  if (json === true) process.stdout.write(`${JSON.stringify({ recording: rows })}\n`);
  else for (const row of rows) process.stdout.write(`${row.jurisdiction.padEnd(4)}${words(row)}\n`);
  return EXIT.ok;
}

function words(terms: RecordingTerms): string {
  const ids = terms.ruleIds.length === 0 ? '' : ` (${terms.ruleIds.join(', ')})`;
  if (!terms.allowed) return `do not record: no rule on it is known here, ask counsel${ids}`;
  const asks = [
    terms.consentNeeded ? 'everybody must agree first' : 'announce it',
    ...(terms.stopsOnRefusal ? ['stop when the person refuses'] : []),
    ...(terms.sampleOnly ? ['a sample of the calls, not all'] : []),
    ...(terms.pauseOn.length > 0 ? [`pause while these are spoken: ${terms.pauseOn.join(', ')}`] : []),
    terms.retentionDays === null
      ? 'no rule says how long it may be kept'
      : `keep it ${terms.retentionDays} days at most`,
  ];
  return `${asks.join('; ')}${ids}`;
}
