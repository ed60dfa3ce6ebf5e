import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventDataOf, EventType, FloorEvent } from '../../dialer/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { MinuteCounts } from './minute-counts.ts';
import { Rates } from './rates.ts';

const START = Date.UTC(2026, 10, 24, 9, 0);

const event = <T extends EventType>(type: T, at: number, data: Partial<EventDataOf<T>> = {}) =>
  ({ type, at, campaignId: 'c1', data }) as unknown as FloorEvent;

const talk = (id: string, at: number) => [
  event('call.answered', at),
  event('call.bridged', at, { attemptId: id as never, waitedMs: 400 }),
  event('call.ended', at + MINUTE_MS, { attemptId: id as never, outcome: 'answered' }),
];

describe('minute counts', () => {
  it('sum what happened within the window, whatever came before', () => {
    const minutes = fc
      .array(fc.integer({ min: 0, max: 3 * 24 * 60 }), { maxLength: 60 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 24 * 60 }), (all, window) => {
        const counts = new MinuteCounts(['x']);
        for (const minute of all) counts.add('x', START + minute * MINUTE_MS);
        const last = all.at(-1) ?? 0;
        const expected = all.filter((minute) => minute > last - window).length;
        expect(counts.sum('x', START + last * MINUTE_MS, window)).toBe(expected);
      }),
    );
  });
});

describe('rates', () => {
  it('divide the answered by what was resolved in the last hour; our own cancellations are not the donors’', () => {
    const rates = new Rates();
    rates.take([
      ...talk('a', START),
      event('call.ended', START, { outcome: 'no-answer' }),
      event('call.ended', START, { outcome: 'busy' }),
    ]);
    rates.take([event('call.ended', START, { outcome: 'cancelled' })]);
    expect(rates.of('c1', START, 0.03).answerRate).toBeCloseTo(1 / 3);
    expect(rates.of('c1', START + 2 * HOUR_MS, 0.03).answerRate).toBeNull();
  });

  it('count the abandoned among all persons who answered, for 24 hours', () => {
    const rates = new Rates();
    for (let i = 0; i < 49; i++) rates.take(talk(`t${i}`, START));
    rates.take([event('call.answered', START), event('call.abandoned', START, { attemptId: 'x' as never })]);
    expect(rates.of('c1', START + 23 * HOUR_MS, 0.03)).toMatchObject({
      abandonmentRate: 0.02,
      abandoned24h: 1,
      persons24h: 50,
    });
    expect(rates.of('c1', START + DAY_MS, 0.03)).toMatchObject({ abandonmentRate: null, persons24h: 0 });
  });

  it('count a donor who is handed over, or who loses agent after agent, once', () => {
    const rates = new Rates();
    const bridged = (at: number) => event('call.bridged', at, { attemptId: 'a' as never, waitedMs: 100 });
    rates.take([bridged(START), bridged(START + 1_000)]);
    expect(rates.of('c1', START, 0.03)).toMatchObject({ persons24h: 1, meanWaitMs: 100 });
    rates.take([event('call.abandoned', START + 2_000, { attemptId: 'a' as never })]);
    expect(rates.of('c1', START, 0.03)).toMatchObject({ persons24h: 1, abandoned24h: 1 });
  });

  it('take the last day from the log after a restart, without what comes live', async () => {
    const rates = new Rates();
    const old = [...talk('a', START - 2 * DAY_MS), ...talk('b', START - HOUR_MS), ...talk('c', START)];
    const pages = [old.slice(0, 4), old.slice(4)];
    await rates.warm(
      { readEvents: (after) => Promise.resolve({ events: pages[after] ?? [], next: after === 0 ? 1 : undefined }) },
      START,
    );
    expect(rates.of('c1', START, 0.03).persons24h).toBe(1);
  });
});
