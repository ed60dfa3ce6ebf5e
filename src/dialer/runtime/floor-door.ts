import { type ActResult, DONE, refusal } from '../engine/act-result.ts';
import type { Floor, ObjectionAct } from '../floor.ts';
import type { FloorStore } from '../floor-store.ts';
import type { Actor } from '../input.ts';
import type { FloorRuntime } from './floor-runtime.ts';
import { agentView, floorSnapshot } from './floor-views.ts';

/** The running floor as the outside sees it. */
export function floorDoor(runtime: FloorRuntime, store: Pick<FloorStore, 'numberIdFor'>): Floor {
  return {
    act: (agentId, command, actor) => runtime.act(agentId, command, actor),
    actOnCampaign: (act, actor) => {
      if (!runtime.state.campaigns.has(act.campaignId)) {
        return Promise.resolve(refusal('not-found', 'There is no such campaign on the floor.'));
      }
      runtime.submit({ ...act, actor });
      return Promise.resolve(DONE);
    },
    object: (objection, actor) => object(runtime, store, objection, actor),
    agentView: (agentId) => agentView(runtime.state, agentId),
    snapshot: () => floorSnapshot(runtime.state, runtime.unwritten),
    subscribe: (listener) => runtime.subscribe(listener),
  };
}

async function object(
  runtime: FloorRuntime,
  store: Pick<FloorStore, 'numberIdFor'>,
  objection: ObjectionAct,
  actor: Actor,
): Promise<ActResult> {
  if (objection.type === 'number') {
    const { number, clientId, source } = objection;
    const numberId = await store.numberIdFor(number, clientId);
    runtime.submit({ type: 'objection.add', numberId, number, clientId, actor, source });
    return DONE;
  }
  const { state } = runtime;
  const attemptId = state.agents.get(objection.agentId)?.attemptId;
  const call = attemptId === undefined ? undefined : (state.calls.get(attemptId) ?? state.wrapUps.get(attemptId));
  const campaign = call === undefined ? undefined : state.campaigns.get(call.campaignId)?.campaign;
  if (call === undefined || campaign === undefined)
    return refusal('no-call', 'There is no call to record the objection for.');
  const { numberId, number } = call.number;
  runtime.submit({ type: 'objection.add', numberId, number, clientId: campaign.clientId, actor, source: 'agent' });
  return DONE;
}
