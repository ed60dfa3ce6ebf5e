import type { AgentId, AttemptId } from '../../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import { decide } from '../decide.ts';
import type { PacingGroupId } from '../pacing-port.ts';
import { type CallHistory, cutAt, type HistoricCall } from './call-history.ts';
import {
  type ClosedLoopOptions,
  type Loop,
  type LoopAgent,
  type LoopCall,
  type LoopEvent,
  later,
  openLoop,
  setAgent,
  tell,
} from './loop-state.ts';

const GROUP = 'what-if' as PacingGroupId;
/**
 * At least so often a decision is asked for, and two are at least so far apart: 400 ms as on the floor, or 10 ms for each agent of
 * a large team, at most 1 s. The floor asks oftener; 8 h of 5 to 200 agents showed 0.0 to 0.2 points of utilisation less
 * for it, the same abandonment, and a third of the work.
 */
const TICK_MS: DurationMs = 2 * SECOND_MS;
const SPACING_MS: DurationMs = 400;
const SPACING_PER_AGENT_MS: DurationMs = 10;
const WIDEST_SPACING_MS: DurationMs = SECOND_MS;
/** How often `stopped` is looked at, in events. */
const STOP_EVERY = 256;

/**
 * The campaign's floor in simulated time: the real pacer (`decide` on the real model) dials into the given laws.
 * The same options and random stream give the same history. Undefined when it was told to stop.
 */
export function closedLoop(options: ClosedLoopOptions): CallHistory | undefined {
  const loop = openLoop(options, spacing(options.team.length));
  for (const [index, stint] of options.team.entries()) {
    if (stint.to <= options.from || stint.from >= options.to) continue;
    const agent: LoopAgent = {
      id: `what-if-${index}` as AgentId,
      name: stint.agent,
      state: 'offline',
      since: options.from,
      leavesAt: stint.to,
    };
    later(loop, { what: 'logs-in', at: Math.max(options.from, stint.from), agent });
    later(loop, { what: 'leaves', at: stint.to, agent });
  }
  later(loop, { what: 'decide', at: options.from });
  loop.decideAt = options.from;
  for (let event = loop.queue.pop(), events = 1; event !== undefined; event = loop.queue.pop(), events++) {
    if (event.at >= options.to) break;
    if (events % STOP_EVERY === 0 && options.stopped?.() === true) return undefined;
    happen(loop, event);
  }
  return record(loop);
}

function spacing(agents: number): DurationMs {
  return Math.min(WIDEST_SPACING_MS, Math.max(SPACING_MS, agents * SPACING_PER_AGENT_MS));
}

function happen(loop: Loop, event: LoopEvent): void {
  switch (event.what) {
    case 'ring-ends':
      ringEnds(loop, event.call, event.at);
      break;
    case 'detected':
      detected(loop, event.call, event.at);
      break;
    case 'lapses':
      lapses(loop, event.call, event.at);
      break;
    case 'talk-ends':
      setAgent(loop, event.agent, 'wrap-up', event.at);
      later(loop, { ...event, what: 'wrap-ends', at: event.at + event.draw.wrapMs });
      askSoon(loop, event.at);
      break;
    case 'wrap-ends':
      event.call.state = 'ended';
      tell(loop, { type: 'ended', at: event.at, callId: event.call.id, as: endOf(event.call) });
      afterCall(loop, event.agent, event.at);
      break;
    case 'logs-in':
    case 'pause-ends':
      becomeReady(loop, event.agent, event.at);
      break;
    case 'leaves':
      leaves(loop, event.agent, event.at);
      break;
    case 'decide':
      decideNow(loop, event.at);
      break;
  }
}

function endOf(call: LoopCall): 'person' | 'machine' {
  return call.ring === 'person' ? 'person' : 'machine';
}

function ringEnds(loop: Loop, call: LoopCall, at: UtcMs): void {
  if (call.state !== 'ringing') return;
  if (call.ring !== 'person' && call.ring !== 'machine') {
    call.state = 'ended';
    tell(loop, { type: 'ended', at, callId: call.id, as: call.ring });
    askSoon(loop, at);
    return;
  }
  call.state = 'detecting';
  tell(loop, { type: 'answered', at, callId: call.id });
  if (call.draw.detectionMs <= 0) {
    detected(loop, call, at);
    return;
  }
  later(loop, { what: 'detected', at: at + call.draw.detectionMs, call });
}

function detected(loop: Loop, call: LoopCall, at: UtcMs): void {
  if (call.ring === 'machine' && call.draw.machineMeeting === undefined) {
    call.state = 'ended';
    tell(loop, { type: 'ended', at, callId: call.id, as: 'machine' });
    askSoon(loop, at);
    return;
  }
  tell(loop, { type: 'person', at, callId: call.id });
  const agent = loop.ready.shift();
  if (agent !== undefined) {
    meet(loop, call, agent, at);
    return;
  }
  call.state = 'waiting';
  loop.waiting.push(call);
  later(loop, { what: 'lapses', at: at + loop.options.settings.connectLimitMs, call });
}

function lapses(loop: Loop, call: LoopCall, at: UtcMs): void {
  if (call.state !== 'waiting') return;
  loop.waiting.splice(loop.waiting.indexOf(call), 1);
  call.state = 'ended';
  call.abandoned = call.ring === 'person';
  tell(loop, { type: 'ended', at, callId: call.id, as: call.abandoned ? 'abandoned' : 'machine' });
  askSoon(loop, at);
}

function meet(loop: Loop, call: LoopCall, agent: LoopAgent, at: UtcMs): void {
  const draw = call.draw.machineMeeting ?? loop.options.laws.meeting(loop.meetings);
  call.state = 'met';
  call.meeting = {
    agent: agent.name,
    at,
    idleMs: at - agent.since,
    talkMs: draw.talkMs,
    talkEnded: true,
    wrapMs: draw.wrapMs,
    wrapEnded: true,
    useful: draw.useful,
  };
  setAgent(loop, agent, 'talking', at);
  tell(loop, { type: 'bridged', at, callId: call.id, agentId: agent.id });
  later(loop, { what: 'talk-ends', at: at + draw.talkMs, call, agent, draw });
}

function afterCall(loop: Loop, agent: LoopAgent, at: UtcMs): void {
  const pauseMs = agent.leavesAt <= at ? 0 : loop.options.laws.pauseMs(loop.pauseDraws);
  if (pauseMs <= 0) {
    becomeReady(loop, agent, at);
    return;
  }
  setAgent(loop, agent, 'paused', at);
  loop.pauses.push({ agent: agent.name, from: at, to: Math.min(at + pauseMs, agent.leavesAt, loop.options.to) });
  later(loop, { what: 'pause-ends', at: at + pauseMs, agent });
  askSoon(loop, at);
}

function becomeReady(loop: Loop, agent: LoopAgent, at: UtcMs): void {
  if (agent.leavesAt <= at) {
    setAgent(loop, agent, 'offline', at);
    return;
  }
  setAgent(loop, agent, 'ready', at);
  const call = loop.waiting.shift();
  if (call !== undefined) {
    meet(loop, call, agent, at);
    return;
  }
  loop.ready.push(agent);
  askSoon(loop, at);
}

/** At the end of the shift: at once when nobody is on the line, else after the call. */
function leaves(loop: Loop, agent: LoopAgent, at: UtcMs): void {
  if (agent.state === 'talking' || agent.state === 'wrap-up') {
    setAgent(loop, agent, agent.state, at);
    return;
  }
  const place = loop.ready.indexOf(agent);
  if (place >= 0) loop.ready.splice(place, 1);
  setAgent(loop, agent, 'offline', at);
}

function askSoon(loop: Loop, at: UtcMs): void {
  const due = Math.max(at, loop.decidedAt + loop.spacingMs);
  if (due >= loop.decideAt) return;
  loop.decideAt = due;
  later(loop, { what: 'decide', at: due });
}

function decideNow(loop: Loop, at: UtcMs): void {
  // A decision that was brought forward left its old place in the queue.
  if (at !== loop.decideAt) return;
  const { settings, model } = loop.options;
  const request = { groupId: GROUP, version: loop.version, at, deltas: [], campaigns: [settings] };
  const { lines, cancel } = decide(model, request);
  loop.decidedAt = at;
  for (const callId of cancel) hangUp(loop, loop.byId.get(callId), at);
  for (let line = lines[settings.campaignId] ?? 0; line > 0; line--) place(loop, at);
  loop.decideAt = at + TICK_MS;
  later(loop, { what: 'decide', at: loop.decideAt });
}

function hangUp(loop: Loop, call: LoopCall | undefined, at: UtcMs): void {
  if (call?.state !== 'ringing') return;
  call.state = 'ended';
  call.ring = 'cancelled';
  call.ringMs = at - call.placedAt;
  tell(loop, { type: 'ended', at, callId: call.id, as: 'cancelled' });
}

function place(loop: Loop, at: UtcMs): void {
  const { laws, settings } = loop.options;
  const draw = laws.ring(loop.rings, settings.ringLimitMs);
  const call: LoopCall = {
    id: `what-if-${loop.calls.length}` as AttemptId,
    placedAt: at,
    draw,
    state: 'ringing',
    ring: draw.ring,
    ringMs: draw.ringMs,
    meeting: null,
    abandoned: false,
  };
  loop.calls.push(call);
  if (settings.cancelAfterMs !== null) loop.byId.set(call.id, call);
  tell(loop, { type: 'placed', at, callId: call.id, campaignId: settings.campaignId, reserved: false });
  later(loop, { what: 'ring-ends', at: at + call.ringMs, call });
}

/** What the period leaves behind; what still goes on at its end is cut off there. */
function record(loop: Loop): CallHistory {
  const { from, to, team } = loop.options;
  return { from, to, calls: loop.calls.map((call) => cutAt(historic(call), to)), stints: team, pauses: loop.pauses };
}

function historic({ placedAt, ring, ringMs, draw, meeting, abandoned }: LoopCall): HistoricCall {
  return { placedAt, ring, ringMs, detectionMs: draw.detectionMs, meeting, abandoned };
}
