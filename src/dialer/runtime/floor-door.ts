import type { ObjectionReach } from '../../compliance/index.ts';
import type { AgentId, ClientId } from '../../kernel/id.ts';
import { type ActRefused, type ActResult, DONE, refusal } from '../engine/act-result.ts';
import { callsTo } from '../engine/calls-to.ts';
import { knownNumbersOf } from '../engine/object-call.ts';
import type { FloorState } from '../engine/state.ts';
import type { Floor, ObjectionAct } from '../floor.ts';
import type { FloorStore } from '../floor-store.ts';
import type { Actor, FloorInput, FundraisingFact } from '../input.ts';
import type { FloorRuntime } from './floor-runtime.ts';
import { agentView, floorSnapshot } from './floor-views.ts';

type ObjectionStore = Pick<FloorStore, 'numberIdFor' | 'numberIdsFor' | 'numberOf' | 'otherNumbers' | 'lastSeqs'>;

/** The running floor as the outside sees it. */
export function floorDoor(runtime: FloorRuntime, store: ObjectionStore): Floor {
  return {
    act: (agentId, command, actor) => runtime.act(agentId, command, actor),
    actOnCampaign: (act, actor) => {
      if (!runtime.state.campaigns.has(act.campaignId)) {
        return Promise.resolve(refusal('not-found', 'There is no such campaign on the floor.'));
      }
      return runtime.ask({ ...act, actor });
    },
    putCampaign: (campaign, actor) => runtime.ask({ type: 'campaign.put', campaign, actor }),
    object: (objection, actor) => object(runtime, store, objection, actor),
    setLimit: (act, actor) => runtime.ask({ ...act, actor }),
    limitSettings: () => runtime.state.care.settings(),
    noteConsent: (act, actor) => runtime.submit({ ...act, actor }),
    note: (facts, actor) => note(runtime, store, facts, actor),
    reviewHeld: (campaignId) => runtime.submit({ type: 'held.review', campaignId }),
    forget: (contactIds) => runtime.submit({ type: 'contacts.erased', contactIds }),
    gate: runtime.state.gate,
    plannedCalls: (candidate) => callsTo(runtime.state, candidate),
    agentView: (agentId) => agentView(runtime.state, agentId),
    snapshot: () => floorSnapshot(runtime.state, runtime.unwritten),
    subscribe: (listener) => runtime.subscribe(listener),
  };
}

/** The streams of facts live longer than a run of the floor: their count goes on where storage has it. */
async function note(
  runtime: FloorRuntime,
  store: Pick<FloorStore, 'lastSeqs'>,
  facts: readonly FundraisingFact[],
  actor: Actor,
): Promise<ActResult> {
  const streams = [...new Set(facts.map(({ stream }) => stream))];
  try {
    const seqs = await store.lastSeqs(streams);
    return await runtime.durably({ type: 'facts.noted', facts, actor, seqs });
  } catch (error) {
    return refusal('not-stored', `Storage could not be asked: ${String(error)}`);
  }
}

async function object(
  runtime: FloorRuntime,
  store: ObjectionStore,
  objection: ObjectionAct,
  actor: Actor,
): Promise<ActResult> {
  const { channel = 'phone', reason = 'not-stated' } = objection;
  const named =
    objection.type === 'numbers' ? await ofList(runtime, store, objection) : await ofOne(runtime, store, objection);
  if ('error' in named) return named;
  for (const about of named) runtime.submit({ type: 'objection.add', ...about, actor, channel, reason });
  return DONE;
}

type Named = Pick<
  Extract<FloorInput, { type: 'objection.add' }>,
  'numberId' | 'number' | 'clientId' | 'reach' | 'source'
>;

type ListAct = Extract<ObjectionAct, { type: 'numbers' }>;

async function ofList({ state }: FloorRuntime, store: ObjectionStore, list: ListAct): Promise<Named[] | ActRefused> {
  const { numbers, clientId, reach = { scope: 'client', clientId } } = list;
  const refused = refuseReach(state, reach, clientId);
  if (refused !== undefined) return refused;
  const ids = await store.numberIdsFor(numbers, clientId);
  return ids.flatMap((numberId, i) => {
    const number = numbers[i];
    return number === undefined ? [] : [{ numberId, number, clientId, reach, source: 'import' as const }];
  });
}

/**
 * The numbers of the person, the one that was told first, and whom it binds; what is missing is told before anything is
 * recorded. It is a person who objects: another of his or her telephones must not ring instead.
 */
async function ofOne(
  { state }: FloorRuntime,
  store: ObjectionStore,
  objection: Exclude<ObjectionAct, ListAct>,
): Promise<Named[] | ActRefused> {
  if (objection.type === 'own-call') return ofOwnCall(state, objection.agentId);
  const { clientId, source } = objection;
  const reach = (objection.type === 'number' ? objection.reach : undefined) ?? { scope: 'client', clientId };
  const refused = refuseReach(state, reach, clientId);
  if (refused !== undefined) return refused;
  const number = objection.type === 'number' ? objection.number : (await store.numberOf(objection.numberId))?.number;
  if (number === undefined) return refusal('not-found', 'This number is not kept any more: it cannot be called.');
  const numberId = objection.type === 'number' ? await store.numberIdFor(number, clientId) : objection.numberId;
  const all = [{ numberId, number }, ...(await store.otherNumbers(number, clientId))];
  return all.map((each) => ({ ...each, clientId, reach, source }));
}

function refuseReach(state: FloorState, reach: ObjectionReach, clientId: ClientId): ActRefused | undefined {
  if (reach.scope !== 'campaign' || state.campaigns.get(reach.campaignId)?.campaign.clientId === clientId)
    return undefined;
  return refusal('not-found', 'There is no such campaign of this charity on the floor.');
}

function ofOwnCall(state: FloorState, agentId: AgentId): Named[] | ActRefused {
  const attemptId = state.agents.get(agentId)?.attemptId;
  const call = attemptId === undefined ? undefined : (state.calls.get(attemptId) ?? state.wrapUps.get(attemptId));
  const campaign = call === undefined ? undefined : state.campaigns.get(call.campaignId)?.campaign;
  if (call === undefined || campaign === undefined)
    return refusal('no-call', 'There is no call to record the objection for.');
  const { clientId } = campaign;
  const reach = { scope: 'client', clientId } as const;
  return knownNumbersOf(call).map(({ numberId, number }) => ({
    numberId,
    number,
    clientId,
    reach,
    source: 'agent' as const,
  }));
}
