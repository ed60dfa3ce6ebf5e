import { describe, expect, it } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { NOTHING, sampleCall } from '../../compliance/sample-call.ts';
import type { ContactId } from '../../kernel/id.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Candidate, ContactStanding, ContactState } from '../contact.ts';
import { countBlocked, type PlanCalls } from './blocked-contacts.ts';
import { countCallable } from './callable-preview.ts';
import { lookAtContacts } from './look-at-contacts.ts';

const gate = houseGate();
const paris = (text: string) => Date.parse(`${text}+01:00`);
/** A Monday morning. */
const AT = paris('2026-11-23T11:15:00');

const histories = new Map<string, ReturnType<typeof sampleCall>['history']>();
const plan: PlanCalls = ({ contactId, numbers }) =>
  numbers.map(() => sampleCall({ agentReserved: true, history: histories.get(contactId) ?? NOTHING }));

function standing(
  id: string,
  state: ContactState,
  change: {
    readonly dueAt?: number;
    readonly numbers?: number;
    readonly objected?: true;
    readonly tried?: number[];
  } = {},
): ContactStanding {
  const contactId = id as ContactId;
  const { dueAt = AT - HOUR_MS, numbers = 1, objected = false, tried = [] } = change;
  histories.set(id, { ...NOTHING, objected, attemptedAt: tried });
  const waits = state === 'ready' || state === 'callback';
  const candidate = { contactId, numbers: new Array(numbers).fill(null) } as unknown as Candidate;
  return { contactId, state, dueAt, candidate: waits ? candidate : undefined };
}

const contacts = [
  standing('free', 'ready'),
  standing('objected', 'ready', { objected: true }),
  standing('tried', 'ready', { tried: [AT - 2 * HOUR_MS, AT - HOUR_MS, AT - 30_000] }),
  standing('rests', 'ready', { dueAt: AT + 3 * HOUR_MS }),
  standing('long', 'ready', { dueAt: AT + 400 * HOUR_MS }),
  standing('callback', 'callback', { dueAt: AT + 2 * HOUR_MS }),
  standing('called', 'dialing'),
  standing('over', 'closed'),
  standing('looked-for', 'held'),
  standing('never', 'suppressed'),
  standing('mute', 'ready', { numbers: 0 }),
];

describe('what holds contacts back', () => {
  it('puts every contact under one reason, with its next instant', () => {
    const counter = countBlocked(gate, plan, AT);
    for (const each of contacts) counter.add(each);
    const { callable, blocked } = counter.result();
    expect(callable).toBe(1);
    expect(callable + blocked.reduce((sum, row) => sum + row.contacts, 0)).toBe(contacts.length);
    const of = (key: string) => blocked.find((row) => (row.refusal?.ruleId ?? row.cause) === key);
    expect(of('FR-OPTOUT-RGPD21')).toMatchObject({ contacts: 1, nextAt: null, examples: ['objected'] });
    expect(of('rests')).toMatchObject({ contacts: 2, nextAt: AT + 3 * HOUR_MS, examples: ['rests', 'long'] });
    expect(of('callback')).toMatchObject({ contacts: 1, nextAt: AT + 2 * HOUR_MS });
    for (const cause of ['in-call', 'closed', 'held', 'suppressed', 'no-number'])
      expect([cause, of(cause)?.contacts]).toEqual([cause, 1]);
    const tried = blocked.find(({ examples }) => examples.includes('tried' as ContactId));
    expect(tried).toMatchObject({ cause: 'rule', refusal: { check: 'frequency_cap' } });
    expect(tried?.nextAt).toBeGreaterThan(AT);
  });

  it('names the hours for those that nothing else holds back', () => {
    const counter = countBlocked(gate, plan, paris('2026-11-23T21:00:00'));
    counter.add(standing('late', 'ready'));
    expect(counter.result()).toMatchObject({
      callable: 0,
      blocked: [{ refusal: { check: 'calling_window' }, nextAt: paris('2026-11-24T10:00:00') }],
    });
  });
});

describe('the week to come', () => {
  it('counts contacts from the instant that they are free, as the gate says of each hour', () => {
    const counter = countCallable(gate, plan, AT);
    for (const each of contacts) counter.add(each);
    const { week, callable, blocked } = counter.result();
    week.donors.forEach((count, hour) => {
      const at = week.from + hour * HOUR_MS;
      const expected = contacts.filter(
        ({ candidate, dueAt }) =>
          candidate !== undefined &&
          (dueAt ?? at) <= at &&
          plan(candidate).some((call) => gate.decide(call, at).allowed),
      );
      expect([hour, count]).toEqual([hour, expected.length]);
    });
    expect(callable).toBe(4);
    expect(blocked.map(({ cause, refusal, nextAt }) => [refusal?.ruleId ?? cause, nextAt]).sort()).toEqual([
      ['FR-OPTOUT-RGPD21', null],
      ['closed', null],
      ['held', null],
      ['in-call', null],
      ['no-number', null],
      ['rests', AT + 400 * HOUR_MS],
      ['suppressed', null],
    ]);
  });
});

describe('a look at a list', () => {
  const page = (from: number, size: number) =>
    Array.from({ length: size }, (_, i) => standing(String(from + i).padStart(6, '0'), 'ready'));

  it('goes through it page by page, to the end', async () => {
    const seen: string[] = [];
    const pages = async (_: unknown, after?: string) =>
      page(after === undefined ? 0 : Number(after) + 1, after === '000004' ? 0 : 5);
    const looked = await lookAtContacts(pages, 'c' as never, ({ contactId }) => seen.push(contactId), {
      monotonic: () => 0,
    });
    expect(looked).toEqual({ looked: 5, complete: true });
    expect(seen).toEqual(['000000', '000001', '000002', '000003', '000004']);
  });

  it('stops when its time is up, and says so', async () => {
    let now = 0;
    const pages = async (_: unknown, after?: string) => page(after === undefined ? 0 : Number(after) + 1, 5);
    const clock = { monotonic: () => (now += 7_000) };
    expect(await lookAtContacts(pages, 'c' as never, () => undefined, clock)).toEqual({ looked: 15, complete: false });
  });
});
