import { expect, test } from 'vitest';
import type { EventId, OrgId } from '../../kernel/id.ts';
import { SimulatedClock } from '../../kernel/simulated-clock.ts';
import type { FloorEvent } from '../event.ts';
import { EventWriter, MAX_BATCH } from './event-writer.ts';

function event(n: number): FloorEvent {
  return {
    id: `event-${n}` as EventId,
    stream: 'floor',
    seq: n,
    at: n,
    recordedAt: n,
    orgId: 'org-1' as OrgId,
    clientId: null,
    campaignId: null,
    type: 'floor.draining',
    version: 1,
    actor: 'system',
    causeId: null,
    data: { reason: '' },
  };
}

test('the events of one step are never divided between two transactions, so that a crash takes all or none', async () => {
  const batches: string[][] = [];
  let release: () => void = () => undefined;
  const store = {
    append: async (events: readonly FloorEvent[]) => {
      batches.push(events.map(({ id }) => id));
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    },
  };
  const clock = new SimulatedClock(0);
  const writer = new EventWriter({ store, clock, onDurable: () => undefined, onFailing: () => undefined });
  writer.write([event(0)]);
  for (let n = 1; n <= MAX_BATCH; n += 3) writer.write([event(n), event(n + 1), event(n + 2)]);
  const depth = writer.depth;
  while (writer.depth > 0) {
    release();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  expect(batches.flat()).toEqual(Array.from({ length: depth }, (_, n) => `event-${n}`));
  expect(batches.length).toBeGreaterThan(2);
  for (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(MAX_BATCH);
    if (batch[0] !== 'event-0') expect(batch.length % 3).toBe(0);
  }
});

test('a store that takes nothing does not hold up the end for ever, and is not tried again after it', async () => {
  let tries = 0;
  const store = {
    append: () => {
      tries++;
      return Promise.reject(new Error('database or disk is full'));
    },
  };
  const clock = new SimulatedClock(0);
  const writer = new EventWriter({ store, clock, onDurable: () => undefined, onFailing: () => undefined });
  writer.write([event(0)]);
  const flushed = writer.flushed(10_000);
  for (let step = 0; step < 25; step++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    clock.runNext();
  }
  expect(await flushed).toBe(false);
  expect(writer.depth).toBe(1);
  expect(tries).toBeGreaterThan(5);
  writer.stop();
  const before = tries;
  for (let step = 0; step < 5; step++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    clock.runNext();
  }
  expect(tries - before).toBeLessThanOrEqual(1);
});

test('who waits for an event is told when it is on disk, not when the stream of later ones has a pause', async () => {
  let release: () => void = () => undefined;
  const store = {
    append: () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  };
  const writer = new EventWriter({
    store,
    clock: new SimulatedClock(0),
    onDurable: () => undefined,
    onFailing: () => undefined,
  });
  writer.write([event(0)]);
  let told = false;
  void writer.flushed(60_000).then((durable) => {
    told = durable;
  });
  writer.write([event(1)]);
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  await turn();
  expect(told).toBe(false);
  release();
  await turn();
  expect([told, writer.depth]).toEqual([true, 1]);
});
