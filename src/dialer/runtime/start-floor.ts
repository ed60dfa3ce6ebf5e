import { createObjectionBook, type Gate } from '../../compliance/index.ts';
import { idSource, type OrgId } from '../../kernel/id.ts';
import type { Random } from '../../kernel/random.ts';
import { steadyClock } from '../../kernel/steady-clock.ts';
import { recover, streamsOf } from '../engine/recover.ts';
import { openFloor, type SwitchLimits } from '../engine/state.ts';
import { FloorRuntime, type FloorRuntimeOptions } from './floor-runtime.ts';

export interface StartFloorOptions extends Omit<FloorRuntimeOptions, 'state'> {
  readonly orgId: OrgId;
  readonly gate: Gate;
  readonly limits: readonly SwitchLimits[];
  /** Fixes the ids the floor makes; a live run starts from a fresh seed. */
  readonly random: Random;
}

/** Takes the floor up where storage left it, and begins. */
export async function startFloor(options: StartFloorOptions): Promise<FloorRuntime> {
  const { store, limits } = options;
  const clock = steadyClock(options.clock);
  const [campaigns, attempts, wrapUps, sessions, objections] = await Promise.all([
    store.campaigns(options.orgId),
    store.openAttempts(),
    store.openWrapUps(),
    store.agentSessions(),
    store.objections(),
  ]);
  const left = { campaigns, attempts, wrapUps, sessions, objections };
  const agentStreams = sessions.map(({ agentId }) => `agent:${agentId}`);
  const seqs = await store.lastSeqs([
    ...streamsOf(
      left,
      limits.map(({ id }) => id),
    ),
    ...agentStreams,
  ]);
  const state = openFloor({
    orgId: options.orgId,
    gate: options.gate,
    objections: createObjectionBook(),
    switches: limits,
    makeIds: (now) => idSource(now, options.random.fork('ids')),
    startAt: clock.now(),
  });
  const recovered = recover(state, { ...left, seqs }, clock.now());
  const runtime = new FloorRuntime({ ...options, clock, state });
  runtime.start(recovered);
  return runtime;
}
