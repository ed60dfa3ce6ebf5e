import {
  type Audience,
  type CampaignFacts,
  type Gate,
  type GateDecision,
  type PersonFacts,
  type PlannedCall,
  type Refusal,
  sampleCall,
} from '../../compliance/index.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { PersonKnown } from '../contact.ts';
import { type CallableWeek, countCallableWeek } from './callable-week.ts';
import type { LeadColumn } from './column.ts';
import type { Encoding } from './file-text.ts';
import type { LeadIssue } from './issue.ts';
import type { LeadRow } from './lead-row.ts';
import { createLeadTally, type LeadCounts } from './lead-tally.ts';
import { personIn } from './person-cells.ts';
import type { LeadFile } from './read-lead-file.ts';

export interface CheckOptions {
  readonly gate: Gate;
  /** The instant the check is made for. */
  readonly at: UtcMs;
  /** Numbers under objection for this client. */
  readonly isObjected?: (number: string) => boolean;
  /** What the registers say of a number; nothing when none was asked. */
  readonly screen?: (number: string) => PersonFacts | undefined;
  /** What the calls are for, where it is not what the gate takes for granted. */
  readonly campaign?: CampaignFacts;
  /** What the donors are of whom the file says nothing. */
  readonly audience?: Audience;
}

/** What the gate would refuse at the next opening hour, by rule. */
export interface RefusalCount {
  readonly refusal: Refusal;
  readonly numbers: number;
  /** When the first of them may be called; null when none of them ever may with what is known. */
  readonly firstAllowedAt: UtcMs | null;
}

export interface CheckReport extends LeadCounts {
  /** False when nothing of the file can be used: `fileIssues` says why. */
  readonly readable: boolean;
  readonly encoding: Encoding;
  readonly delimiter: string | null;
  readonly headerRow: number | null;
  readonly columns: Readonly<Partial<Record<LeadColumn, readonly string[]>>>;
  readonly blankRows: number;
  readonly fileIssues: readonly LeadIssue[];
  /** The next instant at which mainland numbers may be called. */
  readonly opensAt: UtcMs | null;
  /** Accepted donors with at least one number that may be called then. */
  readonly callable: number;
  readonly refusals: readonly RefusalCount[];
  /** Donors who may be called at each hour of the seven days to come. */
  readonly week: CallableWeek;
  readonly rulesVersion: string;
}

/** Reads a whole file and says what would be refused, and why: the file's own faults first, then the gate's opinion. */
export async function checkLeadFile(file: LeadFile, options: CheckOptions): Promise<CheckReport> {
  const tally = createLeadTally();
  const asked = askGate(options);
  for await (const row of file.rows) {
    tally.add(row);
    if (row.outcome === 'accepted') asked.add(row);
  }
  const { layout } = file;
  const columns = [...(layout?.columns ?? [])].map(([column, indexes]) => [
    column,
    indexes.map((index) => layout?.headings[index] ?? ''),
  ]);
  return {
    ...tally.counts(),
    readable: layout !== undefined,
    encoding: file.encoding,
    delimiter: layout?.delimiter ?? null,
    headerRow: layout?.headerRow ?? null,
    columns: Object.fromEntries(columns),
    blankRows: file.blankRows,
    fileIssues: [...file.issues],
    ...asked.result(),
    rulesVersion: options.gate.rulesVersionOf(options.campaign),
  };
}

function askGate(options: CheckOptions) {
  const { gate, at, campaign } = options;
  const refusals = new Map<string, { refusal: Refusal; numbers: number; firstAllowedAt: UtcMs | null }>();
  const usual = gate.decide({ ...MAINLAND, facts: WELCOME, ...(campaign === undefined ? {} : { campaign }) }, at);
  const opensAt = usual.allowed ? at : usual.nextAllowedAt;
  const week = countCallableWeek(gate, Math.ceil(at / HOUR_MS) * HOUR_MS);
  let callable = 0;

  const count = (decision: Extract<GateDecision, { allowed: false }>) => {
    const [refusal] = decision.refusals;
    const seen = refusals.get(refusal.ruleId) ?? { refusal, numbers: 0, firstAllowedAt: null };
    refusals.set(refusal.ruleId, seen);
    seen.numbers++;
    const next = decision.nextAllowedAt;
    if (next !== null) seen.firstAllowedAt = Math.min(next, seen.firstAllowedAt ?? next);
  };

  return {
    add({ donor }: LeadRow) {
      const person = donor === null ? undefined : personIn(donor);
      const calls = (donor?.numbers ?? []).map((number) => callTo(number, person, options));
      let mayBeCalled = false;
      for (const call of calls) {
        const decision = gate.decide(call, opensAt ?? at);
        if (decision.allowed) mayBeCalled = true;
        else count(decision);
      }
      if (mayBeCalled) callable++;
      week.add(calls);
    },
    result: () => ({ opensAt, callable, refusals: [...refusals.values()].sort(byNumbers), week: week.result() }),
  };
}

function byNumbers(a: RefusalCount, b: RefusalCount): number {
  return b.numbers - a.numbers || (a.refusal.ruleId < b.refusal.ruleId ? -1 : 1);
}

const MAINLAND = sampleCall();

/** Whoever has nothing against calls: only the hours decide. */
const WELCOME: PersonFacts = { consent: { callAt: 0 }, registries: [] };

type Called = Pick<PlannedCall, 'zones' | 'holidayRegions'> & {
  readonly number: string;
  readonly kind: PlannedCall['numberKind'];
};

function callTo(
  { number, kind, zones, holidayRegions }: Called,
  person: PersonKnown | undefined,
  options: CheckOptions,
): PlannedCall {
  const { campaign, audience, isObjected = () => false } = options;
  const facts = { ...(audience === undefined ? {} : { audience }), ...person, ...options.screen?.(number) };
  return {
    ...MAINLAND,
    number: number as E164,
    numberKind: kind,
    zones,
    holidayRegions,
    history: { ...MAINLAND.history, objected: isObjected(number) },
    ...(campaign === undefined ? {} : { campaign }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}
