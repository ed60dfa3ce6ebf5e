import { expect, test } from 'vitest';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { StorageError } from '../../src/storage/index.ts';
import { createMemoryStore, type StorageFault } from '../../src/storage/memory/index.ts';
import { EventMaker, storeParts } from './store-world.ts';

function faulty(...faults: (StorageFault | undefined)[]) {
  const { clock, ids } = storeParts();
  const asked: string[] = [];
  const store = createMemoryStore({
    clock,
    ids,
    faults: (operation) => {
      asked.push(operation);
      return faults.shift();
    },
  });
  const events = new EventMaker();
  const event = (): FloorEvent => events.make('floor.draining', { reason: '' });
  const count = async () => (await store.readEvents(0, 100)).events.length;
  return { store, clock, event, count, asked };
}

const full = new StorageError('disk-full', 'memory: the disk is full. Free some space.');

test('a failing write has done nothing, or was done and lost its answer', async () => {
  const { store, event, count, asked } = faulty(
    { kind: 'failing', error: full },
    { kind: 'failing', error: full, applied: true },
  );
  const first = [event()];
  await expect(store.append(first)).rejects.toBe(full);
  const second = [event()];
  await expect(store.append(second)).rejects.toBe(full);
  expect(await count()).toBe(1);
  await store.append([...first, ...second]);
  expect(await count()).toBe(2);
  expect(asked.slice(0, 2)).toEqual(['append', 'append']);
});

test('a slow write holds up the writes after it, in order, and no read', async () => {
  const { store, clock, event, count } = faulty({ kind: 'slow', delayMs: 500 }, undefined, {
    kind: 'slow',
    delayMs: 100,
  });
  const done: number[] = [];
  const writes = [1, 2, 3].map((n) => store.append([event()]).then(() => done.push(n)));
  expect(await count()).toBe(0);
  clock.advance(499);
  expect(await count()).toBe(0);
  clock.advance(1);
  await writes[1];
  expect(done).toEqual([1, 2]);
  clock.advance(100);
  await Promise.all(writes);
  expect(done).toEqual([1, 2, 3]);
});

test('a write that nothing is wrong with is done at once', async () => {
  const { store, event, count } = faulty();
  void store.append([event()]);
  expect(await count()).toBe(1);
});

test('the log can be made to forget its oldest events, and says so when a rebuild needs them', async () => {
  const store = createMemoryStore({ ...storeParts(), keepEvents: 10 });
  const events = new EventMaker();
  for (let i = 0; i < 100; i++) await store.append([events.make('floor.draining', { reason: `${i}` })]);
  const { events: kept } = await store.readEvents(0, 100);
  expect(kept.length).toBeGreaterThanOrEqual(10);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(kept.at(-1)?.seq).toBe(100);
  expect([...(await store.lastSeqs(['floor']))]).toEqual([['floor', 100]]);
  await expect(store.rebuild()).rejects.toThrow(/keepEvents/);
});
