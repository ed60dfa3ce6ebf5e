import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewDonor } from '../../src/campaigns/index.ts';
import { StorageError } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import {
  attemptEvents,
  campaign,
  donor,
  EventMaker,
  fictional,
  START,
  storeParts,
  targets,
} from '../contract/store-world.ts';
import { A, beginBatch, packed } from './import-world.ts';

const CODES = 6;
const code = fc.integer({ min: 1, max: CODES });
const row = fc.record({
  code,
  name: fc.constantFrom('Martin', 'Durand'),
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
  suppressed: fc.constantFrom(null, null, 'do-not-call'),
  consented: fc.boolean(),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('import' as const),
      rows: fc.uniqueArray(row, { selector: (each) => each.code, minLength: 1, maxLength: CODES }),
      crashes: fc.array(fc.constantFrom('before', 'after'), { maxLength: 3 }),
      pieces: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('again' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('undo' as const),
      crashes: fc.array(fc.constantFrom('before', 'after'), { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('call' as const), who: code }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('object' as const), who: code }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type FileRow = typeof row extends fc.Arbitrary<infer R> ? R : never;

const lost = (applied: string) =>
  ({
    kind: 'failing',
    error: new StorageError('unexpected', 'the process is gone'),
    applied: applied === 'after',
  }) as const;

/** A campaign whose storage fails when it is told to. */
class World {
  readonly failures: string[] = [];
  readonly store: MemoryStore = createMemoryStore({
    ...storeParts(),
    faults: (operation) => {
      if (operation !== 'imports.apply' && operation !== 'imports.undo') return undefined;
      const crash = this.failures.shift();
      return crash === undefined ? undefined : lost(crash);
    },
  });
  readonly events = new EventMaker();
  readonly stack: { batchId: string; rows: readonly NewDonor[]; before: Map<string, string>; touched: Set<string> }[] =
    [];
  at = START;
  batches = 0;
  calls = 0;

  async take(it: Step): Promise<void> {
    this.at += 1_000;
    if (it.what === 'import') await this.import(it.rows.map(donorOf), it.crashes, it.pieces);
    else if (it.what === 'again') await this.again();
    else if (it.what === 'undo') await this.undo(it.crashes);
    else await this.touch(it.what, String(it.who));
  }

  async import(donors: readonly NewDonor[], crashes: readonly string[], pieces: number): Promise<void> {
    const before = this.people();
    const batchId = `b${++this.batches}`;
    await beginBatch(this.store, batchId, this.at);
    this.failures.push(...crashes);
    const size = Math.ceil(donors.length / pieces);
    // After each crash the file is read from its beginning.
    await this.untilDone(async () => {
      for (let from = 0; from < donors.length; from += size)
        await this.store.imports.apply(
          batchId,
          packed(donors.slice(from, from + size)),
          Math.min(donors.length, from + size),
        );
    });
    await this.store.imports.move(batchId, { to: 'applied', at: this.at });
    this.stack.push({ batchId, rows: donors, before, touched: new Set() });
  }

  /** The newest file comes again. */
  async again(): Promise<void> {
    const newest = this.stack.at(-1);
    if (newest === undefined) return;
    const before = this.people();
    await this.import(newest.rows, [], 1);
    this.stack.pop();
    expect(this.people()).toEqual(before);
  }

  async undo(crashes: readonly string[]): Promise<void> {
    const newest = this.stack.pop();
    if (newest === undefined) return;
    const { store } = this;
    await store.imports.move(newest.batchId, { to: 'rolling-back', at: this.at });
    this.failures.push(...crashes);
    await this.untilDone(async () => {
      while (!(await store.imports.undo(newest.batchId)).done);
    });
    await store.imports.move(newest.batchId, { to: 'rolled-back', at: this.at });
    const now = this.people();
    for (const each of newest.touched) {
      now.delete(each);
      newest.before.delete(each);
    }
    expect(now).toEqual(newest.before);
  }

  async untilDone(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await work();
        this.failures.length = 0;
        return;
      } catch (error) {
        if (!(error instanceof StorageError) || error.code !== 'unexpected') throw error;
      }
    }
  }

  async touch(what: 'call' | 'object', donorCode: string): Promise<void> {
    const due = await targets(this.store, A);
    for (const target of due) {
      if ((await this.store.donorCard(target.contactId))?.donorCode !== donorCode) continue;
      this.events.at = this.at;
      const name = `${++this.calls}`;
      const attempt = attemptEvents(this.events, name, target);
      const { numberId } = target;
      const objection = {
        objectionId: `objection-${name}`,
        numberId,
        scope: 'client',
        source: 'charity',
        attemptId: null,
        channel: 'phone',
        reason: 'not-stated',
      };
      await this.store.append(
        what === 'call'
          ? [attempt.planned(), attempt.placed(), attempt.ended('no-answer'), attempt.rescheduled()]
          : [this.events.make('objection.recorded', objection as never)],
      );
      for (const batch of this.stack) batch.touched.add(donorCode);
    }
  }

  /** All that is known of each donor, by the code. */
  people(): Map<string, string> {
    const rows = (table: Parameters<MemoryStore['rows']>[0]) =>
      this.store.rows(table) as readonly Record<string, unknown>[];
    const of = (table: Parameters<MemoryStore['rows']>[0], donorId: unknown) =>
      rows(table).filter((each) => each['donorId'] === donorId);
    return new Map(
      rows('donors').map((each) => [
        each['donorCode'] as string,
        JSON.stringify([
          each,
          of('numbers', each['donorId']),
          of('consents', each['donorId']),
          of('contacts', each['donorId']),
        ]),
      ]),
    );
  }
}

function donorOf(it: FileRow, index: number): NewDonor {
  const consent = {
    givenAt: START - it.code,
    means: 'web',
    evidence: null,
    outOfHours: false,
    withdrawnAt: null,
  } as const;
  return donor(
    String(it.code),
    it.numbers.map((each) => fictional(it.code * 100 + each)),
    {
      lastName: it.name,
      rank: index + 1,
      suppressedBecause: it.suppressed,
      ...(it.consented ? { consent } : {}),
    },
  );
}

const lived = ({ store }: World) =>
  (store.rows('contacts') as readonly Record<string, unknown>[]).map(({ contactId, attempts, livedState }) => ({
    contactId,
    attempts,
    livedState,
  }));

test('any imports, re-deliveries, undos and crashes: no attempt or objection lost, nobody twice, an undo undoes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const world = new World();
      const { store } = world;
      await store.putCampaign(campaign('a', { status: 'stopped' }));
      for (const it of steps) {
        const [attempts, objections, before] = [store.rows('attempts'), store.rows('objections'), lived(world)];
        await world.take(it);
        if (it.what === 'call' || it.what === 'object') continue;
        expect(store.rows('attempts')).toEqual(attempts);
        expect(store.rows('objections')).toEqual(objections);
        const after = new Map(lived(world).map((each) => [each.contactId, each]));
        for (const each of before.filter(({ attempts: made }) => made !== 0))
          expect(after.get(each.contactId)).toEqual(each);
        const codes = (store.rows('donors') as readonly { donorCode: string }[]).map(({ donorCode }) => donorCode);
        expect(new Set(codes).size).toBe(codes.length);
        const numbers = (store.rows('numbers') as readonly { donorId: string; e164: string }[]).map(
          ({ donorId, e164 }) => `${donorId} ${e164}`,
        );
        expect(new Set(numbers).size).toBe(numbers.length);
      }
      while (world.stack.length > 0) await world.undo([]);
    }),
    { numRuns: 60 },
  );
});
