import { expect, test } from 'vitest';
import { createObjectionBook, createRegisterBook, houseGate } from '../../compliance/index.ts';
import { type AgentId, type GatewayId, idSource, type LegId, type OrgId } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import { seededRandom } from '../../kernel/random.ts';
import type { AgentSession, OpenAttempt } from '../floor-store.ts';
import { recover } from './recover.ts';
import { CAMPAIGN, candidate, NODE, ScriptedFloor } from './scripted-floor.ts';
import { openFloor } from './state.ts';

const KEYS = numberKeys(new Uint8Array(32));

/** Tuesday, 11:00 in Paris. */
const START = Date.UTC(2026, 10, 24, 10);
const gate = houseGate();

/** A donor in a call with a1, while a2 is logged in and ready. */
function talking(): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.durable();
  floor.answer();
  floor.bridged();
  expect(floor.agent('a1').state).toBe('talking');
  return floor;
}

function reconnect(floor: ScriptedFloor): void {
  const donor = { legId: floor.onlyLeg(), state: 'answered', bridgedTo: undefined, role: 'donor' } as const;
  const lines = [...floor.state.agentByLine.keys()].map(
    (legId) => ({ legId, state: 'answered', bridgedTo: undefined, role: 'agent' }) as const,
  );
  floor.signal({ type: 'switch.down', reason: 'socket closed' });
  floor.signal({ type: 'switch.up', coreUuid: 'core-fs1', restarted: false, channels: [donor, ...lines] });
}

test('a message whose command was lost with the connection is played when the switch is back', () => {
  const floor = talking();
  floor.signal({
    type: 'leg.ended',
    legId: floor.lineOf('a1'),
    role: 'agent',
    cause: 'NORMAL_CLEARING',
    sipStatus: undefined,
    by: 'remote',
  });
  floor.wait(2_000);
  expect(floor.commands('play')).toHaveLength(1);
  reconnect(floor);
  expect(floor.commands('play')).toHaveLength(2);
});

test('a message that the switch has begun is not begun again', () => {
  const floor = talking();
  floor.signal({
    type: 'leg.ended',
    legId: floor.lineOf('a1'),
    role: 'agent',
    cause: 'NORMAL_CLEARING',
    sipStatus: undefined,
    by: 'remote',
  });
  floor.wait(2_000);
  const [play] = floor.commands('play');
  if (play === undefined) throw new Error('no message');
  const { commandId, legId } = play;
  floor.signal({ type: 'command.ended', commandId, command: 'play', legId, result: { kind: 'accepted' } });
  reconnect(floor);
  expect(floor.commands('play')).toHaveLength(1);
});

test('the switch has put the donor on another line than was believed: it is believed', () => {
  const floor = talking();
  floor.logIn('a2');
  floor.signal({ type: 'leg.bridged', legId: floor.onlyLeg(), otherLegId: floor.lineOf('a2') });
  expect(floor.agent('a2').state).toBe('talking');
  expect(floor.agent('a1').attemptId).toBeUndefined();
  expect(floor.agent('a1').state).toBe('not-ready');
});

test('a bridge to an agent given up as failed succeeds after all: whoever was meant instead is free again', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('progressive');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.durable();
  floor.logIn('a2');
  floor.act('a2', { type: 'agent.ready' });
  floor.answer();
  const [bridge] = floor.commands('bridge');
  if (bridge === undefined) throw new Error('no bridge');
  const { commandId, donorLegId } = bridge;
  const result = { kind: 'rejected', reason: '-ERR Invalid uuid' } as const;
  floor.signal({ type: 'command.ended', commandId, command: 'bridge', legId: donorLegId, result });
  expect(floor.agent('a2').state).toBe('reserved');
  floor.signal({ type: 'leg.bridged', legId: donorLegId, otherLegId: floor.lineOf('a1') });
  expect(floor.agent('a1').state).toBe('talking');
  expect(floor.agent('a2').state).toBe('ready');
  expect(floor.agent('a2').attemptId).toBeUndefined();
});

test('an agent who is away cannot dial by hand', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('manual');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.wait(11_000);
  expect(floor.agent('a1').state).toBe('ghost');
  const { contactId } = candidate(1);
  expect(floor.act('a1', { type: 'agent.dial', contactId, numberId: undefined }).act).toMatchObject({ ok: false });
  expect(floor.state.calls.size).toBe(0);
});

test('preview: the log tells which call the agent is held for once it is dialed', () => {
  const floor = new ScriptedFloor(gate, START);
  floor.campaign('preview');
  floor.readyAgent('a1');
  floor.fill(candidate(1));
  floor.act('a1', { type: 'agent.preview-dial' });
  expect(floor.log('agent.state-changed').at(-1)?.data).toMatchObject({
    to: 'reserved',
    attemptId: floor.onlyAttempt(),
  });
});

test('after a restart an agent whose session does not have the call does not have it', () => {
  const told = talking();
  const [call] = told.state.calls.values();
  if (call === undefined) throw new Error('no call');
  const state = openFloor({
    orgId: 'org-1' as OrgId,
    gate,
    objections: createObjectionBook(KEYS),
    registers: createRegisterBook(KEYS),
    switches: [
      {
        id: NODE,
        maxCps: 100,
        maxChannels: 100,
        peers: [],
        gateways: [{ id: 'carrier' as GatewayId, maxCps: 10, maxLines: 10 }],
      },
    ],
    makeIds: (clock) => idSource(clock, seededRandom(8)),
    startAt: START,
  });
  const campaign = told.state.campaigns.get(CAMPAIGN)?.campaign;
  if (campaign === undefined) throw new Error('no campaign');
  const attempt: OpenAttempt = {
    attemptId: call.attemptId,
    legId: call.legId,
    campaignId: CAMPAIGN,
    contactId: call.candidate.contactId,
    numberId: call.number.numberId,
    number: call.number.number,
    switchId: NODE,
    gatewayId: call.gatewayId,
    reservedAgentId: 'a1' as AgentId,
    agentId: 'a1' as AgentId,
    trunkLegId: null,
    plannedAt: START,
    placedAt: START,
    ringingAt: START,
    answeredAt: START,
    bridgedAt: null,
    abandonedAt: null,
    candidate: call.candidate,
  };
  const session: AgentSession = {
    agentId: 'a1' as AgentId,
    state: 'ready',
    since: START,
    line: { kind: 'sip', address: 'a1' },
    lineLegId: 'line-1' as LegId,
    switchId: NODE,
    campaignIds: [CAMPAIGN],
    skills: [],
    supervisor: false,
    attemptId: null,
  };
  const left = { campaigns: [campaign], attempts: [attempt], wrapUps: [], sessions: [session] };
  recover(state, { ...left, seqs: new Map() }, START + 1_000);
  const restored = state.calls.get(call.attemptId);
  expect(restored?.state).toBe('answered');
  expect(restored?.agentId).toBeUndefined();
  expect(restored?.reservedAgentId).toBeUndefined();
  expect(state.campaigns.get(CAMPAIGN)?.bets).toBe(1);
});
