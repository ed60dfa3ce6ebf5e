import { describe, expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import type { ClientId, ContactId, LegId } from '../../kernel/id.ts';
import { CAMPAIGN, candidate, NODE, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday 24 November 2026, 10:30 in Paris. */
const LAWFUL = Date.UTC(2026, 10, 24, 9, 30);

function open(startAt = LAWFUL): ScriptedFloor {
  return new ScriptedFloor(houseGate(), startAt);
}

/** A predictive campaign with one ready agent and one call that rings. */
function ringingBet(agents = 1): ScriptedFloor {
  const floor = open();
  floor.campaign('predictive');
  for (let n = 1; n <= agents; n++) floor.readyAgent(`a${n}`);
  floor.decide(0);
  floor.fill(candidate(1), candidate(2), candidate(3));
  floor.decide(1);
  floor.durable();
  return floor;
}

describe('placing a call', () => {
  test('calls a second are bounded over all gateways of a server together', () => {
    const floor = open();
    floor.campaign('predictive', { gatewayIds: ['carrier', 'spare'] as never });
    for (let n = 1; n <= 130; n++) floor.readyAgent(`a${n}`);
    floor.decide(0);
    floor.fill(...Array.from({ length: 130 }, (_, n) => candidate(n + 1)));
    floor.decide(130);
    const first = floor.log('call.planned').length;
    expect(first).toBeLessThanOrEqual(100);
    floor.wait(500);
    expect(floor.log('call.planned').length - first).toBeLessThanOrEqual(51);
  });

  test('nothing leaves before the attempt is durable', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.fill(candidate(1));
    expect(floor.log('call.planned')).toHaveLength(1);
    expect(floor.commands('originate')).toHaveLength(0);
    floor.durable();
    const [originate] = floor.commands('originate');
    expect(originate?.permit.number).toBe('+33199000001');
    expect(originate?.permit.expiresAt).toBeGreaterThan(floor.now);
  });

  test('the gate is asked again right before: an objection in between stops the call', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.fill(candidate(1));
    floor.input({
      type: 'objection.add',
      numberId: candidate(1).numbers[0].numberId,
      number: candidate(1).numbers[0].number,
      clientId: 'client-1' as ClientId,
      reach: { scope: 'client', clientId: 'client-1' as ClientId },
      actor: { kind: 'system' },
      source: 'web',
      channel: 'phone',
      reason: 'not-stated',
    });
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(0);
    expect(floor.log('call.ended').at(-1)?.data.outcome).toBe('cancelled');
    expect(floor.agent('a1').state).toBe('ready');
  });

  test('outside lawful hours nothing is planned and the contact is put off to the next lawful instant', () => {
    const floor = open(Date.UTC(2026, 10, 24, 20, 0));
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.fill(candidate(1));
    expect(floor.log('call.planned')).toHaveLength(0);
    expect(floor.log('compliance.refused')).toHaveLength(1);
    expect(floor.log('contact.rescheduled')[0]?.data.dueAt).toBe(Date.UTC(2026, 10, 25, 9, 0));
  });

  test('a number is never in two live calls, even when two contacts share it', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.readyAgent('a2');
    const twin = candidate(2, { numbers: candidate(1).numbers });
    floor.fill(candidate(1), twin);
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(1);
  });

  test('a rejection by the network before ringing goes to the next gateway as a new leg of the same attempt', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.fill(candidate(1));
    floor.durable();
    const first = floor.onlyLeg();
    floor.signal({
      type: 'leg.ended',
      legId: first,
      role: 'donor',
      cause: 'NORMAL_TEMPORARY_FAILURE',
      sipStatus: 503,
      by: 'remote',
    });
    expect(floor.commands('originate')).toHaveLength(1);
    floor.durable();
    const [, second] = floor.commands('originate');
    expect(second?.gatewayId).toBe('spare');
    expect(second?.legId).not.toBe(first);
    expect(second?.attemptId).toBe(floor.onlyAttempt());
    expect(floor.log('call.ended')).toHaveLength(0);
  });

  test('an originate whose outcome is unknown is ended and never tried again', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.fill(candidate(1));
    floor.durable();
    const [originate] = floor.commands('originate');
    floor.signal({
      type: 'command.ended',
      commandId: originate!.commandId,
      command: 'originate',
      legId: originate!.legId,
      result: { kind: 'unknown', reason: 'timeout' },
    });
    expect(floor.commands('hang-up').at(-1)?.legId).toBe(originate?.legId);
    floor.wait(11_000);
    expect(floor.log('call.ended').at(-1)?.data.outcome).toBe('unknown');
    expect(floor.log('contact.rescheduled').at(-1)?.data.state).toBe('held');
  });
});

describe('answers', () => {
  test('an answered bet is bridged to the agent who has waited longest, in the same step', () => {
    const floor = open();
    floor.campaign('predictive');
    floor.readyAgent('late');
    floor.wait(5_000);
    floor.act('late', { type: 'agent.not-ready' });
    floor.readyAgent('early');
    floor.wait(1_000);
    floor.act('late', { type: 'agent.ready' });
    floor.decide(0);
    floor.fill(candidate(1));
    floor.decide(1);
    floor.durable();
    floor.answer();
    expect(floor.commands('bridge')[0]?.agentLegId).toBe(floor.lineOf('early'));
    floor.bridged();
    expect(floor.agent('early').state).toBe('talking');
    expect(floor.agent('late').state).toBe('ready');
  });

  test('nobody free within the limit: the message is played, the call is abandoned, and it is not tried again for 72 hours', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.pause', reason: 'personal' });
    floor.answer();
    floor.wait(1_999);
    expect(floor.commands('play')).toHaveLength(0);
    floor.wait(1);
    expect(floor.commands('play')[0]?.file).toBe('message.wav');
    expect(floor.log('call.abandoned')).toHaveLength(1);
    floor.hungUp(floor.onlyLeg());
    expect(floor.log('call.ended').at(-1)?.data.outcome).toBe('abandoned');
    const next = floor.log('contact.rescheduled').at(-1)?.data;
    expect(next?.agentRequired).toBe(true);
    expect((next?.dueAt ?? 0) - floor.now).toBeGreaterThanOrEqual(72 * 3_600_000);
  });

  test('what the donor heard of the message is on the record', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.pause', reason: 'personal' });
    floor.answer();
    floor.wait(2_000);
    floor.accept('play');
    floor.wait(100);
    floor.signal({ type: 'leg.playing', legId: floor.onlyLeg() });
    floor.wait(7_000);
    floor.signal({ type: 'leg.played', legId: floor.onlyLeg() });
    floor.hungUp(floor.onlyLeg());
    expect(floor.log('call.message-ended')[0]?.data).toMatchObject({
      startedAfterMs: 2_100,
      heardMs: 7_000,
      complete: true,
    });
    expect(floor.log('campaign.message-missing')).toHaveLength(0);
  });

  test('a message that the switch cannot play ends the bets until the campaign is started anew', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.pause', reason: 'personal' });
    floor.answer();
    floor.wait(2_000);
    floor.accept('play');
    const ended = { legId: floor.onlyLeg(), role: 'donor', cause: 'NORMAL_CLEARING', sipStatus: undefined } as const;
    floor.signal({ type: 'leg.ended', ...ended, by: 'switch' });
    expect(floor.log('call.message-ended')[0]?.data).toMatchObject({ startedAfterMs: null, heardMs: 0 });
    expect(floor.log('campaign.message-missing')[0]?.data.file).toBe('message.wav');
    floor.act('a1', { type: 'agent.ready' });
    floor.wait(2_000);
    floor.durable();
    expect(floor.log('call.placed').at(-1)?.data.reserved).toBe(true);
  });

  test('the key during the message puts the number on the opt-out list at once', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.pause', reason: 'personal' });
    floor.answer();
    floor.wait(2_000);
    floor.signal({ type: 'leg.key', legId: floor.onlyLeg(), key: '5' });
    expect(floor.log('objection.recorded')).toHaveLength(0);
    floor.signal({ type: 'leg.key', legId: floor.onlyLeg(), key: '9' });
    expect(floor.log('objection.recorded')[0]?.data.source).toBe('keypress');
    expect(floor.commands('play').at(-1)?.file).toBe('objection.wav');
  });

  test('an agent who becomes free while a donor waits gets that donor', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.not-ready' });
    floor.answer();
    floor.wait(1_000);
    floor.act('a1', { type: 'agent.ready' });
    expect(floor.commands('bridge')).toHaveLength(1);
    floor.wait(5_000);
    expect(floor.log('call.abandoned')).toHaveLength(0);
  });

  test('the agent hangs up: wrap-up, a result, and ready again only by the agent’s own act', () => {
    const floor = ringingBet();
    floor.answer();
    floor.bridged();
    floor.wait(60_000);
    floor.act('a1', { type: 'agent.heartbeat' });
    const leg = floor.onlyLeg();
    floor.act('a1', { type: 'agent.hang-up' });
    expect(floor.commands('hang-up').at(-1)?.legId).toBe(leg);
    floor.signal({
      type: 'leg.ended',
      legId: leg,
      role: 'donor',
      cause: 'NORMAL_CLEARING',
      sipStatus: undefined,
      by: 'command',
    });
    expect(floor.log('call.ended').at(-1)?.data).toMatchObject({ outcome: 'answered', by: 'agent', agentId: 'a1' });
    expect(floor.agent('a1').state).toBe('wrap-up');
    floor.act('a1', { type: 'agent.wrap-up', disposition: 'DON', callbackAt: undefined, ready: false });
    expect(floor.log('call.disposed').at(-1)?.data.disposition).toBe('DON');
    expect(floor.agent('a1').state).toBe('not-ready');
  });

  test('a pause asked for in a call begins after the wrap-up', () => {
    const floor = ringingBet();
    floor.answer();
    floor.bridged();
    floor.act('a1', { type: 'agent.pause', reason: 'lunch' });
    expect(floor.agent('a1').state).toBe('talking');
    floor.hungUp(floor.onlyLeg());
    floor.act('a1', { type: 'agent.wrap-up', disposition: 'REF', callbackAt: undefined, ready: true });
    expect(floor.agent('a1').state).toBe('paused');
    expect(floor.log('agent.state-changed').at(-1)?.data.reason).toBe('lunch');
  });
});

describe('an agent’s line and browser', () => {
  test('a line lost in a call: the donor is put through to another agent', () => {
    const floor = ringingBet(2);
    floor.answer();
    floor.bridged();
    const first = floor.agent('a1').state === 'talking' ? 'a1' : 'a2';
    const second = first === 'a1' ? 'a2' : 'a1';
    floor.signal({
      type: 'leg.ended',
      legId: floor.lineOf(first),
      role: 'agent',
      cause: 'MEDIA_TIMEOUT',
      sipStatus: undefined,
      by: 'switch',
    });
    expect(floor.agent(first).state).toBe('line-lost');
    expect(floor.commands('bridge').at(-1)?.agentLegId).toBe(floor.lineOf(second));
    floor.bridged();
    floor.hungUp(floor.onlyLeg());
    expect(floor.agent(second).state).toBe('wrap-up');
    expect(floor.log('call.ended')).toHaveLength(1);
  });

  test('a line lost with nobody else free: an apology, and not counted as abandoned', () => {
    const floor = ringingBet();
    floor.answer();
    floor.bridged();
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
    floor.hungUp(floor.onlyLeg());
    expect(floor.log('call.abandoned')).toHaveLength(0);
    expect(floor.log('call.disposed').at(-1)?.data.disposition).toBe('TEC');
  });

  test('an agent’s phone that rings is left to ring', () => {
    const floor = open();
    floor.act('a1', {
      type: 'agent.log-in',
      line: { kind: 'sip', address: 'a1' },
      campaignIds: [],
      skills: [],
      supervisor: false,
    });
    floor.signal({ type: 'leg.ringing', legId: floor.lineOf('a1'), role: 'agent' });
    expect(floor.commands('hang-up')).toHaveLength(0);
    floor.signal({ type: 'leg.answered', legId: floor.lineOf('a1'), role: 'agent' });
    expect(floor.agent('a1').state).toBe('not-ready');
  });

  test('no heartbeat: no call is offered until the browser is back and the agent is ready by an own act', () => {
    const floor = open();
    floor.campaign('progressive');
    floor.readyAgent('a1');
    floor.wait(10_000);
    expect(floor.agent('a1').state).toBe('ghost');
    floor.fill(candidate(1));
    expect(floor.log('call.planned')).toHaveLength(0);
    floor.act('a1', { type: 'agent.heartbeat' });
    expect(floor.agent('a1').state).toBe('not-ready');
  });

  test('a lost browser does not end a running call', () => {
    const floor = ringingBet();
    floor.answer();
    floor.bridged();
    floor.wait(60_000);
    expect(floor.agent('a1').state).toBe('talking');
    floor.act('a1', { type: 'agent.heartbeat' });
    floor.hungUp(floor.onlyLeg());
    expect(floor.agent('a1').state).toBe('wrap-up');
  });

  test('last call: the agent stays for the line that was dialed counting on him, then leaves', () => {
    const floor = ringingBet();
    floor.act('a1', { type: 'agent.last-call', on: true });
    expect(floor.agent('a1').state).toBe('ready');
    floor.answer();
    floor.bridged();
    floor.hungUp(floor.onlyLeg());
    floor.act('a1', { type: 'agent.wrap-up', disposition: 'REF', callbackAt: undefined, ready: true });
    expect(floor.agent('a1').state).toBe('not-ready');
  });

  test('last call with no line in flight lets the agent go at once', () => {
    const floor = open();
    floor.campaign('predictive');
    floor.readyAgent('a1');
    floor.act('a1', { type: 'agent.last-call', on: true });
    expect(floor.agent('a1').state).toBe('not-ready');
  });
});

describe('the campaign', () => {
  test('a stop ends dialing at once, lets phones ring their lawful minimum, and leaves talks alone', () => {
    const floor = ringingBet(2);
    floor.answer();
    floor.bridged();
    floor.decide(1);
    floor.durable();
    expect(floor.state.calls.size).toBe(2);
    floor.input({ type: 'campaign.stop', campaignId: CAMPAIGN, actor: { kind: 'system' } });
    expect(floor.commands('hang-up')).toHaveLength(0);
    floor.wait(floor.state.gate.terms().minimumRingMs);
    expect(floor.commands('hang-up')).toHaveLength(1);
    floor.decide(3);
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(2);
    expect([...floor.state.calls.values()].map((call) => call.state)).toContain('bridged');
  });

  test('preview: the contact is on the screen, dialed by the agent, or given back', () => {
    const floor = open();
    floor.campaign('preview');
    floor.readyAgent('a1');
    floor.fill(candidate(1), candidate(2));
    expect(floor.agent('a1').preview?.contactId).toBe('contact-1');
    floor.act('a1', { type: 'agent.preview-skip' });
    expect(floor.agent('a1').preview?.contactId).toBe('contact-2');
    floor.act('a1', { type: 'agent.preview-dial' });
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(1);
    floor.answer();
    expect(floor.commands('bridge')).toHaveLength(1);
  });

  test('manual: only the agent dials, and the gate holds', () => {
    const floor = open();
    floor.campaign('manual');
    floor.logIn('a1');
    floor.fill(candidate(1));
    expect(floor.log('call.planned')).toHaveLength(0);
    const result = floor.act('a1', { type: 'agent.dial', contactId: 'contact-1' as ContactId, numberId: undefined });
    expect(result.act.ok).toBe(true);
    floor.durable();
    expect(floor.commands('originate')).toHaveLength(1);
  });

  test('late pacing: the floor dials one to one until a decision comes in time', () => {
    const floor = open();
    floor.campaign('predictive');
    floor.readyAgent('a1');
    floor.decide(0);
    floor.wait(1_000);
    const [group] = floor.state.groups.values();
    floor.input({ type: 'pacing.late', groupId: group!.id, version: group!.version, afterMs: 50, lost: false });
    floor.fill(candidate(1), candidate(2));
    expect(floor.log('call.planned').map((event) => event.data.reservedAgentId)).toEqual(['a1']);
  });

  test('late pacing with bets ringing: the agents they count on are not held for other calls', () => {
    const floor = ringingBet();
    const [group] = floor.state.groups.values();
    floor.wait(1_000);
    floor.input({ type: 'pacing.late', groupId: group!.id, version: group!.version, afterMs: 50, lost: false });
    expect(floor.log('call.planned')).toHaveLength(1);
    floor.answer();
    expect(floor.commands('bridge')).toHaveLength(1);
  });

  test('storage that refuses writes stops new calls and nothing else', () => {
    const floor = ringingBet();
    floor.input({ type: 'store.failing', failing: true, reason: 'disk full' });
    floor.answer();
    expect(floor.commands('bridge')).toHaveLength(1);
    floor.decide(3);
    expect(floor.log('call.planned')).toHaveLength(1);
  });
});

describe('transfer and supervision', () => {
  test('the first agent keeps the donor until the supervisor hears him', () => {
    const floor = ringingBet();
    floor.logIn('boss', { supervisor: true });
    floor.answer();
    floor.bridged();
    floor.act('a1', { type: 'agent.transfer', toAgentId: floor.agent('boss').id });
    expect(floor.agent('a1').state).toBe('talking');
    floor.bridged();
    expect(floor.agent('boss').state).toBe('talking');
    expect(floor.agent('a1').state).toBe('not-ready');
    floor.hungUp(floor.onlyLeg());
    expect(floor.log('call.ended').at(-1)?.data.agentId).toBe('boss');
    expect(floor.agent('boss').state).toBe('wrap-up');
  });

  test('a hand-over that is refused leaves everything as it was', () => {
    const floor = ringingBet();
    floor.logIn('boss', { supervisor: true });
    floor.answer();
    floor.bridged();
    floor.act('a1', { type: 'agent.transfer', toAgentId: floor.agent('boss').id });
    const last = floor.commands('bridge').at(-1);
    floor.signal({
      type: 'command.ended',
      commandId: last!.commandId,
      command: 'bridge',
      legId: last!.donorLegId,
      result: { kind: 'rejected', reason: '-ERR Invalid uuid' },
    });
    expect(floor.agent('a1').state).toBe('talking');
    expect(floor.agent('boss').state).toBe('not-ready');
  });

  test('a supervisor joins as a third voice and is free again when the call is over', () => {
    const floor = ringingBet();
    floor.logIn('boss', { supervisor: true });
    floor.answer();
    floor.bridged();
    expect(
      floor.act('boss', { type: 'supervisor.join', targetAgentId: floor.agent('a1').id, way: 'three-way' }).act,
    ).toEqual({ ok: true, value: undefined });
    expect(floor.commands('join')[0]).toMatchObject({
      legId: floor.lineOf('boss'),
      targetLegId: floor.onlyLeg(),
      way: 'three-way',
    });
    floor.hungUp(floor.onlyLeg());
    expect(floor.agent('boss').state).toBe('not-ready');
  });
});

describe('reconciliation', () => {
  test('after a lost socket: bridged calls go on, gone ones end as unknown, channels of nobody are ended', () => {
    const floor = ringingBet(2);
    floor.answer();
    floor.bridged();
    const talking = floor.onlyLeg();
    const agentLeg = floor.commands('bridge')[0]!.agentLegId;
    floor.decide(1);
    floor.durable();
    floor.signal({ type: 'switch.down', reason: 'socket closed' });
    floor.decide(3);
    expect(floor.commands('originate')).toHaveLength(2);
    const lines = [...floor.state.agents.values()].map((agent) => ({
      legId: agent.lineLegId!,
      state: 'answered' as const,
      bridgedTo: agent.lineLegId === agentLeg ? talking : undefined,
      role: 'agent' as const,
    }));
    floor.signal({
      type: 'switch.up',
      coreUuid: 'core-fs1',
      restarted: false,
      channels: [
        ...lines,
        { legId: talking, state: 'answered', bridgedTo: agentLeg, role: 'donor' },
        { legId: 'stray' as LegId, state: 'ringing', bridgedTo: undefined, role: 'donor' },
        { legId: 'other' as LegId, state: 'ringing', bridgedTo: undefined, role: undefined },
      ],
    });
    expect(floor.state.callByLeg.get(talking)?.state).toBe('bridged');
    expect(floor.log('call.ended').map((event) => event.data.outcome)).toEqual(['unknown']);
    const ended = floor.commands('hang-up').map((command) => command.legId);
    expect(ended).toContain('stray');
    expect(ended).not.toContain('other');
  });

  test('a restarted switch: every call of before is over, every line is lost', () => {
    const floor = ringingBet();
    floor.answer();
    floor.bridged();
    floor.signal({ type: 'switch.down', reason: 'socket closed' });
    floor.signal({ type: 'switch.up', coreUuid: 'new', restarted: true, channels: [] });
    expect(floor.state.calls.size).toBe(0);
    expect(floor.log('call.ended')).toHaveLength(1);
    expect(floor.agent('a1').lineOpen).toBe(false);
  });

  test('an answer that nobody saw is bridged as soon as the switch is back', () => {
    const floor = ringingBet();
    const leg = floor.onlyLeg();
    floor.signal({ type: 'leg.ringing', legId: leg, role: 'donor' });
    floor.signal({ type: 'switch.down', reason: 'socket closed' });
    floor.wait(3_000);
    floor.act('a1', { type: 'agent.heartbeat' });
    floor.signal({
      type: 'switch.up',
      coreUuid: 'core-fs1',
      restarted: false,
      channels: [
        { legId: leg, state: 'answered', bridgedTo: undefined, role: 'donor' },
        { legId: floor.lineOf('a1'), state: 'answered', bridgedTo: undefined, role: 'agent' },
      ],
    });
    expect(floor.commands('bridge').at(-1)?.donorLegId).toBe(leg);
  });

  test('a channel of ours that shows up late, for a call that is over, is ended', () => {
    const floor = open();
    floor.signal({ type: 'leg.answered', legId: 'late' as LegId, role: 'donor' });
    expect(floor.commands('hang-up')[0]?.legId).toBe('late');
  });
});

describe('two switches', () => {
  const OTHER = 'fs2' as typeof NODE;

  function acrossSwitches(): ScriptedFloor {
    const floor = new ScriptedFloor(houseGate(), LAWFUL, [NODE, OTHER]);
    floor.campaign('predictive');
    floor.readyAgent('near');
    floor.readyAgent('far');
    expect(floor.agent('near').switchId).not.toBe(floor.agent('far').switchId);
    floor.decide(0);
    floor.fill(candidate(1), candidate(2));
    floor.decide(1);
    floor.durable();
    return floor;
  }

  test('an agent of the call’s own switch is preferred; without one the call crosses by a trunk', () => {
    const floor = acrossSwitches();
    const [call] = floor.state.calls.values();
    const here = [...floor.state.agents.values()].find((agent) => agent.switchId === call!.switchId)!;
    const there = [...floor.state.agents.values()].find((agent) => agent.switchId !== call!.switchId)!;
    floor.act(here.id, { type: 'agent.not-ready' });
    floor.signal({ type: 'leg.answered', switchId: call!.switchId, legId: call!.legId, role: 'donor' });
    const [trunk] = floor.commands('open-trunk');
    expect(trunk?.toSwitchId).toBe(there.switchId);
    expect(floor.commands('bridge')).toHaveLength(0);
    floor.signal({ type: 'leg.answered', switchId: call!.switchId, legId: trunk!.legId, role: 'trunk' });
    floor.signal({
      type: 'leg.arrived',
      switchId: there.switchId!,
      legId: 'far-end' as LegId,
      forLegId: there.lineLegId!,
    });
    const [donorSide, agentSide] = floor.commands('bridge');
    expect(donorSide).toMatchObject({ donorLegId: call!.legId, agentLegId: trunk!.legId });
    expect(agentSide).toMatchObject({ donorLegId: 'far-end', agentLegId: there.lineLegId });
    floor.signal({
      type: 'leg.bridged',
      switchId: there.switchId!,
      legId: 'far-end' as LegId,
      otherLegId: there.lineLegId!,
    });
    expect(there.state).toBe('reserved');
    floor.signal({ type: 'leg.bridged', switchId: call!.switchId, legId: call!.legId, otherLegId: trunk!.legId });
    expect(there.state).toBe('talking');
    floor.signal({
      type: 'leg.ended',
      switchId: call!.switchId,
      legId: call!.legId,
      role: 'donor',
      cause: 'NORMAL_CLEARING',
      sipStatus: undefined,
      by: 'remote',
    });
    expect(there.state).toBe('wrap-up');
  });

  test('a trunk that fails gives the donor to somebody else, or to the message in time', () => {
    const floor = acrossSwitches();
    const [call] = floor.state.calls.values();
    const here = [...floor.state.agents.values()].find((agent) => agent.switchId === call!.switchId)!;
    floor.act(here.id, { type: 'agent.not-ready' });
    floor.signal({ type: 'leg.answered', switchId: call!.switchId, legId: call!.legId, role: 'donor' });
    const [trunk] = floor.commands('open-trunk');
    floor.signal({
      type: 'command.ended',
      switchId: call!.switchId,
      commandId: trunk!.commandId,
      command: 'open-trunk',
      legId: trunk!.legId,
      result: { kind: 'rejected', reason: 'GATEWAY_DOWN' },
    });
    floor.wait(2_000);
    expect(floor.commands('play')).toHaveLength(1);
  });
});
