import {
  createCareBook,
  createObjectionBook,
  createRegisterBook,
  type Gate,
  type ObjectionBook,
} from '../../compliance/index.ts';
import { type AgentId, idSource, type OrgId } from '../../kernel/id.ts';
import type { Random } from '../../kernel/random.ts';
import { steadyClock } from '../../kernel/steady-clock.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { recover, streamsOf } from '../engine/recover.ts';
import { openFloor, type SwitchLimits } from '../engine/state.ts';
import type { FloorStore } from '../floor-store.ts';
import { FloorRuntime, type FloorRuntimeOptions } from './floor-runtime.ts';
import { plannedLeaves } from './planned-leaves.ts';

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
  const [campaigns, attempts, wrapUps, sessions, objections, careSettings] = await Promise.all([
    store.campaigns(options.orgId),
    store.openAttempts(),
    store.openWrapUps(),
    store.agentSessions(),
    objectionsOf(store),
    store.careSettings(options.orgId),
  ]);
  const left = { campaigns, attempts, wrapUps, sessions };
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
    objections,
    registers: createRegisterBook(store.numberKeys),
    care: createCareBook(careSettings),
    switches: limits,
    makeIds: (now) => idSource(now, options.random.fork('ids')),
    startAt: clock.now(),
  });
  const leaves = await plannedLeaves(store, sessions, clock.now()).catch((error: unknown) => {
    options.log.warn(
      { error: String(error) },
      'the log could not be read: who planned to leave is not known, the agents say it again',
    );
    return new Map<AgentId, UtcMs>();
  });
  const recovered = recover(state, { ...left, seqs, leaves }, clock.now());
  const runtime = new FloorRuntime({ ...options, clock, state });
  runtime.start(recovered);
  return runtime;
}

/** All that were ever made, a page at a time: a long list never stands in memory but in the book's own form. */
async function objectionsOf(store: Pick<FloorStore, 'numberKeys' | 'objections'>): Promise<ObjectionBook> {
  const book = createObjectionBook(store.numberKeys);
  for (let page = await store.objections(); ; page = await store.objections(page.next)) {
    for (const objection of page.objections) book.recordKeyed(objection);
    if (page.next === undefined) return book;
  }
}
