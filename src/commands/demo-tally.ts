import type { FloorEvent, FloorRuntime } from '../dialer/index.ts';

/** What has happened since the demonstration began, as its log tells. */
export interface DemoTally {
  placed: number;
  answered: number;
  bridged: number;
  abandoned: number;
  promises: number;
  signed: number;
  objections: number;
  vulnerable: number;
  /** Calls that left for a person, or a number, after an objection: must stay 0. */
  dialedAfterObjection: number;
}

/** Counts what the floor does, until `stop`. */
export function demoTally(runtime: FloorRuntime): { readonly tally: Readonly<DemoTally>; readonly stop: () => void } {
  const tally: DemoTally = {
    placed: 0,
    answered: 0,
    bridged: 0,
    abandoned: 0,
    promises: 0,
    signed: 0,
    objections: 0,
    vulnerable: 0,
    dialedAfterObjection: 0,
  };
  const objected = new Set<string>();
  const called = new Map<string, readonly [contactId: string, numberId: string]>();
  const take = (event: FloorEvent): void => {
    const counted = counters[event.type];
    if (counted !== undefined) tally[counted]++;
    if (event.type === 'call.planned') called.set(event.data.attemptId, [event.data.contactId, event.data.numberId]);
    else if (event.type === 'call.ended') called.delete(event.data.attemptId);
    else if (event.type === 'objection.recorded') {
      const [contactId] = called.get(event.data.attemptId ?? '') ?? [];
      for (const id of [contactId, event.data.numberId]) if (id !== undefined) objected.add(id);
    } else if (event.type === 'call.placed') {
      const isObjected = called.get(event.data.attemptId)?.some((id) => objected.has(id)) === true;
      if (isObjected) tally.dialedAfterObjection++;
    }
  };
  return {
    tally,
    stop: runtime.subscribe((events) => {
      for (const event of events) take(event);
    }),
  };
}

const counters: Readonly<Partial<Record<FloorEvent['type'], Exclude<keyof DemoTally, 'dialedAfterObjection'>>>> = {
  'call.placed': 'placed',
  'call.answered': 'answered',
  'call.bridged': 'bridged',
  'call.abandoned': 'abandoned',
  'promise.agreed': 'promises',
  'promise.signed': 'signed',
  'objection.recorded': 'objections',
  'vulnerable.flagged': 'vulnerable',
};
