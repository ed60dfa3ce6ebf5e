import { afterEach, describe, expect, it } from 'vitest';
import type { AttemptId } from '../../src/kernel/id.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import {
  type PacingDelta,
  type PacingGroupId,
  type PacingRequest,
  PiscinaPacing,
  WORKER_STUCK_MS,
} from '../../src/pacing/index.ts';

const GROUP = 'group' as PacingGroupId;

function fate(callId: string): PacingDelta {
  return { type: 'ringing', at: 0, callId: callId as AttemptId };
}

function request(version: number, deltas: readonly PacingDelta[], change: Partial<PacingRequest> = {}): PacingRequest {
  return { groupId: GROUP, version, at: 0, deltas, campaigns: [], ...change };
}

describe('pacing workers', () => {
  const clock = new SimulatedClock(0);
  const errors: string[] = [];
  let pacing: PiscinaPacing | undefined;

  function open(): PiscinaPacing {
    errors.length = 0;
    pacing = new PiscinaPacing({
      clock,
      onWorkerLost: (error) => errors.push(error.message),
      workerFile: new URL('../fixtures/pacing/mortal-worker.ts', import.meta.url),
    });
    return pacing;
  }
  afterEach(() => pacing?.close());

  it('replaces one that died, again and again, and tells of it', async () => {
    const port = open();
    for (let round = 1; round <= 3; round++) {
      expect((await port.ask(request(1, [fate('die')]))).kind).toBe('lost');
      expect(errors.length).toBeGreaterThanOrEqual(round);
      expect((await port.ask(request(5, [], { rebuilt: true }))).kind).toBe('decided');
      expect((await port.ask(request(5, []))).kind).toBe('decided');
      await port.ask(request(0, [], { rebuilt: true }));
    }
  });

  it('does not trust a model that threw half-way', async () => {
    const port = open();
    await port.ask(request(1, [fate('live')]));
    expect((await port.ask(request(2, [fate('throw')]))).kind).toBe('lost');
    expect(errors).toEqual(['a fault of the model']);
  });

  it('replaces one that hangs; what waited behind it is lost, and the next rebuild works', async () => {
    const port = open();
    await port.ask(request(1, [fate('live')]));
    const hung = port.ask(request(2, [fate('hang')], { rebuilt: true }));
    const behind = port.ask(request(2, [], { rebuilt: true }));
    clock.advance(WORKER_STUCK_MS);
    expect((await hung).kind).toBe('lost');
    expect((await behind).kind).toBe('decided');
    expect(errors.length).toBeGreaterThan(0);
  });

  it('refuses as lost what its bounded queue cannot hold, and answers the rest', async () => {
    const port = open();
    const replies = await Promise.all(Array.from({ length: 200 }, () => port.ask(request(0, [], { rebuilt: true }))));
    const kinds = replies.map(({ kind }) => kind);
    expect(kinds.slice(0, 64)).toEqual(Array.from({ length: 64 }, () => 'decided'));
    expect(kinds.filter((kind) => kind === 'lost').length).toBeGreaterThan(100);
  });

  it('lets more groups than workers share them', async () => {
    const port = open();
    const groups = Array.from({ length: 12 }, (_, n) => `group-${n}` as PacingGroupId);
    for (const version of [1, 2]) {
      const replies = await Promise.all(
        groups.map((groupId) => port.ask(request(version, [fate('live')], { groupId, rebuilt: true }))),
      );
      expect(replies.map((reply) => reply.kind === 'decided' && reply.decision.groupId)).toEqual(groups);
    }
  });
});
