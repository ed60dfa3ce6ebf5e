import type { EventDataOf, FloorEvent } from '../../dialer/index.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** Calls remembered from their plan to their end; older ones are read from the log. */
const PLANNED_MAXIMUM = 5_000;

/** Rules that allowed or refused, each with its strength where the event tells it. */
export interface AskedRules {
  readonly version: string;
  readonly ids: readonly string[];
  readonly strengths: readonly string[] | undefined;
  /** The same for the same rules. */
  readonly key: string;
}

/** What later events of a call refer to. */
export interface PlannedFacts {
  readonly contactId: string;
  readonly numberId: string;
  readonly mode: string;
  readonly rules: AskedRules;
}

export function askedRules(
  version: string,
  ids: readonly string[],
  strengths: readonly string[] | undefined,
): AskedRules {
  return { version, ids, strengths, key: `${version} ${ids.join()} ${strengths?.join() ?? ''}` };
}

/** What is remembered of a call is true whether or not its transaction was undone: the event comes again. */
export function plannedCalls(tables: Pick<LedgerTables, 'planned'>) {
  const calls = new Map<string, PlannedFacts>();
  let last: AskedRules | undefined;
  const factsOf = (data: EventDataOf<'call.planned'>): PlannedFacts => {
    const { contactId, numberId, mode, rulesVersion: version, evidence, strengths } = data;
    const same = last?.version === version && isSame(last.ids, evidence) && isSame(last.strengths, strengths);
    const rules = same && last !== undefined ? last : askedRules(version, evidence, strengths);
    last = rules;
    return { contactId, numberId, mode, rules };
  };
  return {
    note(event: FloorEvent): void {
      if (event.type === 'call.planned') {
        if (calls.size >= PLANNED_MAXIMUM) calls.clear();
        calls.set(event.data.attemptId, factsOf(event.data));
      } else if (event.type === 'contact.rescheduled' && event.stream.startsWith('call:')) {
        // The last word about an attempt.
        calls.delete(event.stream.slice('call:'.length));
      }
    },
    of(attemptId: string): PlannedFacts | undefined {
      const known = calls.get(attemptId);
      if (known !== undefined) return known;
      const data = tables.planned(attemptId);
      return data === undefined ? undefined : factsOf(data);
    },
  };
}

/** Most calls rest on the same rules as the one before. */
function isSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.length === b?.length && (a ?? []).every((text, i) => text === b?.[i]);
}
