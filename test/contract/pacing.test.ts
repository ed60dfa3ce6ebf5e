import { afterEach, describe, expect, it } from 'vitest';
import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import {
  DECISION_DEADLINE_MS,
  InlinePacing,
  type PacingCampaignSettings,
  type PacingDelta,
  type PacingFault,
  type PacingGroupId,
  type PacingPort,
  type PacingReply,
  type PacingRequest,
  PiscinaPacing,
} from '../../src/pacing/index.ts';

interface Adapter {
  readonly port: PacingPort;
  /** Asks, and sees to it that the reply comes too late. */
  late(request: PacingRequest): Promise<PacingReply>;
  /** Asks, and sees to it that the model is lost meanwhile. */
  lose(request: PacingRequest): Promise<PacingReply>;
}

function inline(): Adapter {
  const faults = new Map<number, PacingFault>();
  const port = new InlinePacing((version) => faults.get(version));
  const with_ = (fault: PacingFault) => (request: PacingRequest) => {
    faults.set(request.version, fault);
    return port.ask(request);
  };
  return { port, late: with_('late'), lose: with_('lost') };
}

function piscina(): Adapter {
  const clock = new SimulatedClock(0);
  const port = new PiscinaPacing({
    clock,
    workerFile: new URL('../fixtures/pacing/mortal-worker.ts', import.meta.url),
  });
  return {
    port,
    late: (request) => {
      const reply = port.ask(request);
      clock.advance(DECISION_DEADLINE_MS);
      return reply;
    },
    lose: (request) => port.ask({ ...request, version: request.version + 1, deltas: [...request.deltas, fate('die')] }),
  };
}

const GROUP = 'group' as PacingGroupId;
const CAMPAIGN = 'campaign' as CampaignId;
const settings: PacingCampaignSettings = {
  campaignId: CAMPAIGN,
  mode: 'predictive',
  abandonmentLimit: 0.03,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  window: '24h',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

function fate(callId: string): PacingDelta {
  return { type: 'ringing', at: 0, callId: callId as AttemptId };
}

function ready(n: number): PacingDelta {
  return {
    type: 'agent',
    at: 1_000 * n,
    agentId: `agent-${n}` as AgentId,
    state: 'ready',
    campaignIds: [CAMPAIGN],
    lastCall: false,
  };
}

function request(version: number, deltas: readonly PacingDelta[], change: Partial<PacingRequest> = {}): PacingRequest {
  return { groupId: GROUP, version, at: 10_000, deltas, campaigns: [settings], ...change };
}

const team = [ready(0), ready(1), ready(2), ready(3)];

/** What a port says that has seen it all without trouble. */
async function untroubled(deltas: readonly PacingDelta[], version: number): Promise<PacingReply> {
  return new InlinePacing().ask(request(version, deltas, { rebuilt: true }));
}

describe.each([
  ['inline', inline],
  ['piscina', piscina],
])('pacing port: %s', (_, open) => {
  let adapter: Adapter | undefined;
  const opened = () => {
    adapter = open();
    return adapter;
  };
  afterEach(() => adapter?.port.close());

  it('answers with lines for the version it was asked for', async () => {
    const { port } = opened();
    const reply = await port.ask(request(4, team));
    expect(reply).toEqual(await untroubled(team, 4));
    expect(reply.kind === 'decided' && reply.decision.lines[CAMPAIGN]).toBeGreaterThanOrEqual(4);
  });

  it('learns deltas piece by piece as it would all at once', async () => {
    const { port } = opened();
    await port.ask(request(1, team.slice(0, 1)));
    await port.ask(request(3, team.slice(1, 3)));
    expect(await port.ask(request(4, team.slice(3)))).toEqual(await untroubled(team, 4));
  });

  it('answers many questions in the order they were asked', async () => {
    const { port } = opened();
    const replies = await Promise.all(team.map((delta, n) => port.ask(request(n + 1, [delta]))));
    expect(replies.map((reply) => (reply.kind === 'decided' ? reply.decision.version : reply.kind))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('keeps groups apart', async () => {
    const { port } = opened();
    const other = 'other' as PacingGroupId;
    await port.ask(request(4, team));
    const reply = await port.ask(request(1, [ready(7)], { groupId: other }));
    expect(reply.kind === 'decided' && reply.decision.figures['agents']).toBe(1);
  });

  it('is lost when it has missed a delta, until it is rebuilt from the log', async () => {
    const { port } = opened();
    await port.ask(request(2, team.slice(0, 2)));
    expect(await port.ask(request(4, team.slice(3)))).toEqual({ kind: 'lost', groupId: GROUP, version: 4 });
    const rebuilt = await port.ask(request(4, team, { rebuilt: true, campaigns: [] }));
    expect(rebuilt.kind).toBe('decided');
    expect(await port.ask(request(4, []))).toEqual(await untroubled(team, 4));
  });

  it('rebuilds from a history longer or shorter than its version', async () => {
    const { port } = opened();
    const long = Array.from({ length: 7_000 }, (_unused, n) => ready(n % 4));
    await port.ask(request(3, long, { rebuilt: true, campaigns: [] }));
    expect(await port.ask(request(3, []))).toEqual(await untroubled(long, 3));
    await port.ask(request(900, team, { rebuilt: true, campaigns: [] }));
    expect(await port.ask(request(901, [ready(4)]))).toEqual(await untroubled([...team, ready(4)], 901));
  });

  it('that is late has learned its deltas all the same', async () => {
    const { port, late } = opened();
    expect(await late(request(3, team.slice(0, 3)))).toEqual({
      kind: 'late',
      groupId: GROUP,
      version: 3,
      afterMs: DECISION_DEADLINE_MS,
    });
    expect(await port.ask(request(4, team.slice(3)))).toEqual(await untroubled(team, 4));
  });

  it('that lost its model says so until it is rebuilt, then goes on', async () => {
    const { port, lose } = opened();
    await port.ask(request(2, team.slice(0, 2)));
    expect((await lose(request(3, team.slice(2, 3)))).kind).toBe('lost');
    expect((await port.ask(request(4, team.slice(3)))).kind).toBe('lost');
    await port.ask(request(4, team, { rebuilt: true, campaigns: [] }));
    expect(await port.ask(request(4, []))).toEqual(await untroubled(team, 4));
  });

  it('says lost once it is closed, and never rejects', async () => {
    const { port } = opened();
    const asked = [port.ask(request(4, team)), port.ask(request(4, []))];
    await port.close();
    for (const reply of await Promise.all(asked)) expect(['decided', 'lost']).toContain(reply.kind);
    expect(await port.ask(request(4, []))).toEqual({ kind: 'lost', groupId: GROUP, version: 4 });
  });
});
