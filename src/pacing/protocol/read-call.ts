import type { AgentId, AttemptId } from '../../kernel/id.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { MAX_CALLS } from '../model/state.ts';
import type { PacingCallEnd, PacingDelta } from '../pacing-port.ts';
import { MAX_FINISHED_CALLS } from './bounds.ts';
import { agentDelta, campaignOf, type PaceCall, type PaceFloor, type Taken } from './floor.ts';
import type { CallLine, PaceCallState } from './line-schema.ts';
import { type Refusal, refuse } from './refusal.ts';

/*
 * A call as the driver tells it. Steps that a driver has no way to see may be left out.
 *
 *   placed -> ringing -> answered -> person -> connected -> ended
 *                                 \         \-> abandoned -> ended
 *                                  \-> machine -> ended
 *
 * `machine` after `person` or `connected`: it was none after all, and is not counted as a person. `connected` after
 * `machine`: an agent was given a machine. `person` or `abandoned` after `machine`: detection was wrong, and the
 * person counts. `machine` and `abandoned` end the call for the pacing; their `ended` counts for nothing more.
 */
const moves: Record<PaceCall['state'], readonly PaceCallState[]> = {
  placed: ['ringing', 'answered', 'person', 'machine', 'connected', 'abandoned', 'ended'],
  ringing: ['answered', 'person', 'machine', 'connected', 'abandoned', 'ended'],
  answered: ['person', 'machine', 'connected', 'abandoned', 'ended'],
  person: ['connected', 'machine', 'abandoned', 'ended'],
  connected: ['machine', 'ended'],
  machine: ['person', 'connected', 'abandoned', 'ended'],
  abandoned: ['ended'],
};

/** One step of a call; a step that can't follow the last one is refused. */
export function readCall(floor: PaceFloor, line: CallLine): Taken {
  const misplaced = misplacedField(line);
  if (misplaced !== undefined) return misplaced;
  if (line.agent !== undefined && !floor.agents.has(line.agent as AgentId))
    return refuse('agent', `${JSON.stringify(line.agent)} is not known`, 'Send a line of type "agent" first.');
  if (line.state === 'placed') return place(floor, line);
  const call = callOf(floor, line);
  if (!call.ok) return call;
  const impossible = impossibleStep(floor, call.value, line);
  return impossible ?? ok(step(floor, call.value, line, line.state));
}

function misplacedField({ state, outcome, reserved }: CallLine): ReturnType<typeof refuse> | undefined {
  if (outcome !== undefined && state !== 'ended')
    return refuse('outcome', `a call that is ${state} has none yet`, 'Give "outcome" with the state "ended".');
  if (reserved !== undefined && state !== 'placed')
    return refuse('reserved', 'it is known from the start', 'Give "reserved" with the state "placed".');
  return undefined;
}

function place(floor: PaceFloor, line: CallLine): Taken {
  const callId = line.call as AttemptId;
  const campaign = campaignOf(floor, line.campaign);
  if (!campaign.ok) return campaign;
  if (floor.calls.has(callId))
    return refuse('call', `${JSON.stringify(line.call)} is not over yet`, 'Give each call a name of its own.');
  if (floor.calls.size >= MAX_CALLS)
    return refuse('call', `there are ${MAX_CALLS} calls already`, 'Tell the end of each call.');
  const { campaignId } = campaign.value;
  const reserved = line.reserved ?? false;
  floor.finished.delete(callId);
  floor.calls.set(callId, { campaignId, reserved, state: 'placed', personAt: undefined, agentId: undefined });
  return ok([{ type: 'placed', at: line.at, callId, campaignId, reserved }]);
}

function callOf(floor: PaceFloor, line: CallLine): Result<PaceCall, Refusal> {
  const callId = line.call as AttemptId;
  const call = floor.calls.get(callId) ?? floor.finished.get(callId);
  if (call === undefined)
    return refuse('call', `${JSON.stringify(line.call)} is not a call under way`, 'Send it as "placed" first.');
  if (line.campaign !== undefined && line.campaign !== call.campaignId)
    return refuse('campaign', `the call was placed for ${JSON.stringify(call.campaignId)}`, 'Name that one, or none.');
  if (line.agent !== undefined && call.agentId !== undefined && line.agent !== call.agentId)
    return refuse('agent', `the call was given to ${JSON.stringify(call.agentId)}`, 'Name that one, or none.');
  return ok(call);
}

function impossibleStep(floor: PaceFloor, call: PaceCall, line: CallLine): ReturnType<typeof refuse> | undefined {
  const next = moves[call.state];
  if (!next.includes(line.state)) {
    const possible = next.map((state) => `"${state}"`).join(', ');
    return refuse('state', `a call that is ${call.state} can't become ${line.state}`, `It can become ${possible}.`);
  }
  const ringing = call.state === 'placed' || call.state === 'ringing';
  if (line.outcome === 'completed' && ringing)
    return refuse('outcome', 'the call was never answered', 'Tell first who answered: "person" or "machine".');
  if (line.state === 'connected' && floor.agents.get(line.agent as AgentId)?.state === 'offline')
    return refuse('agent', `${JSON.stringify(line.agent)} is offline`, 'Send the state of this agent first.');
  return undefined;
}

/** The agent of a call that is connected to nobody in particular; no agent can have this name. */
const SOMEBODY = '' as AgentId;

function step(
  floor: PaceFloor,
  call: PaceCall,
  line: CallLine,
  state: Exclude<PaceCallState, 'placed'>,
): PacingDelta[] {
  const { at } = line;
  const callId = line.call as AttemptId;
  const agentId = (line.agent as AgentId | undefined) ?? call.agentId;
  switch (state) {
    case 'ringing':
    case 'answered':
      floor.calls.set(callId, { ...call, state });
      return [{ type: state, at, callId }];
    case 'person': {
      const again = takeUpAgain(floor, callId, call, at);
      floor.calls.set(callId, { ...call, state, personAt: at });
      return [...again, { type: 'person', at, callId }];
    }
    case 'connected': {
      const talks = agentId === undefined ? [] : startTalk(floor, agentId, at);
      if (call.state === 'machine') {
        finish(floor, callId, { ...call, agentId });
        return talks;
      }
      floor.calls.set(callId, { ...call, state, personAt: call.personAt ?? at, agentId });
      const person: PacingDelta[] = call.personAt === undefined ? [{ type: 'person', at, callId }] : [];
      return [...person, ...talks, { type: 'bridged', at, callId, agentId: agentId ?? SOMEBODY }];
    }
    case 'machine':
      finish(floor, callId, { ...call, state });
      return [{ type: 'ended', at, callId, as: 'machine' }];
    case 'abandoned': {
      const again = takeUpAgain(floor, callId, call, at);
      finish(floor, callId, { ...call, state });
      const person: PacingDelta[] = call.personAt === undefined ? [{ type: 'person', at, callId }] : [];
      return [...again, ...person, { type: 'ended', at, callId, as: 'abandoned' }];
    }
    case 'ended':
      return end(floor, callId, call, line);
  }
}

/** The agent of a call talks, whether or not the driver says so first: the model learns whose talk it is from the order. */
function startTalk(floor: PaceFloor, agentId: AgentId, at: number): PacingDelta[] {
  const agent = floor.agents.get(agentId);
  if (agent === undefined || agent.state === 'talking' || agent.state === 'offline') return [];
  const talking = { ...agent, state: 'talking', step: undefined } as const;
  floor.agents.set(agentId, talking);
  return [agentDelta(floor, agentId, talking, at)];
}

/** A machine that is a person after all: for the pacing it was over. */
function takeUpAgain(floor: PaceFloor, callId: AttemptId, call: PaceCall, at: number): PacingDelta[] {
  if (call.state !== 'machine') return [];
  floor.finished.delete(callId);
  return [{ type: 'placed', at, callId, campaignId: call.campaignId, reserved: call.reserved }];
}

function finish(floor: PaceFloor, callId: AttemptId, call: PaceCall): void {
  floor.calls.delete(callId);
  floor.finished.delete(callId);
  floor.finished.set(callId, call);
  if (floor.finished.size <= MAX_FINISHED_CALLS) return;
  for (const oldest of floor.finished.keys()) {
    floor.finished.delete(oldest);
    return;
  }
}

function end(floor: PaceFloor, callId: AttemptId, call: PaceCall, line: CallLine): PacingDelta[] {
  floor.calls.delete(callId);
  floor.finished.delete(callId);
  const as = endOf(floor, call, line);
  return as === undefined ? [] : [{ type: 'ended', at: line.at, callId, as }];
}

/** How the call counts. Undefined: it has been counted. */
function endOf(floor: PaceFloor, call: PaceCall, { at, outcome }: CallLine): PacingCallEnd | undefined {
  switch (call.state) {
    case 'machine':
    case 'abandoned':
      return undefined;
    case 'connected':
      return 'person';
    case 'person': {
      // Nobody spoke to this person. Gone before the connect limit, it was the person who hung up; else it is ours.
      const waitedMs = at - (call.personAt ?? at);
      const limitMs = floor.campaigns.get(call.campaignId)?.connectLimitMs ?? 0;
      return outcome === 'cancelled' || waitedMs >= limitMs ? 'abandoned' : 'person';
    }
    case 'answered':
      // Nobody says that a person was there: not counted as one.
      return outcome === 'failed' || outcome === 'busy' ? 'failed' : outcome === 'cancelled' ? 'cancelled' : 'machine';
    case 'placed':
    case 'ringing':
      return outcome === undefined || outcome === 'completed' ? 'no-answer' : outcome;
  }
}
