import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import type { CallPermit } from '../../src/compliance/index.ts';
import { eslTransport, FreeswitchSwitch, outcomeOf } from '../../src/dialer/freeswitch/index.ts';
import type { CommandResult, LiveChannel, SwitchCommand, SwitchSignal } from '../../src/dialer/switch-port.ts';
import type { AgentId, AttemptId, CampaignId, CommandId, GatewayId, LegId, SwitchId } from '../../src/kernel/id.ts';
import { idSource } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { freshSeed } from '../../src/kernel/system-random.ts';
import { SignalLog } from './signal-log.ts';
import { type SwitchUnderTest, switchUnderTest } from './switch-under-test.ts';

/** How a switch behaves, as far as the dialer relies on it; on the simulator, or on a real FreeSWITCH (see switch-under-test.ts). */

const ids = idSource(systemClock, seededRandom(freshSeed()));
let under: SwitchUnderTest;

beforeAll(async () => {
  under = await switchUnderTest();
});
afterAll(() => under.close());

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
type Of<T extends SwitchSignal['type']> = Extract<SwitchSignal, { type: T }>;

/** An adapter whose gateway's numbers behave like this. */
async function floor({ onTestFinished }: TestContext, behaviour = '10') {
  const server = under.server(behaviour);
  const freeswitch = new FreeswitchSwitch({
    server,
    clock: systemClock,
    random: seededRandom(1),
    log: { warn: () => undefined, error: () => undefined },
  });
  onTestFinished(() => freeswitch.close());
  const log = new SignalLog();
  const up = log.until('switch.up');
  freeswitch.open(log.listen);
  await up;
  const send = (command: Without<SwitchCommand, 'commandId'>): Promise<CommandResult> => {
    const commandId = ids.next<'command'>() as CommandId;
    const ended = log.until('command.ended', (signal) => signal.commandId === commandId);
    freeswitch.send({ ...command, commandId } as SwitchCommand);
    return ended.then(({ result }) => result);
  };
  const dial = (ringLimitMs = 20_000, gatewayId = server.gateways[0]?.id as GatewayId) => {
    const legId = ids.next<'leg'>() as LegId;
    const result = send({
      type: 'originate',
      legId,
      attemptId: ids.next<'attempt'>() as AttemptId,
      campaignId: ids.next<'campaign'>() as CampaignId,
      permit: { number: `+3319900${behaviour}01`, expiresAt: systemClock.now() + 60_000 } as CallPermit,
      gatewayId,
      callerId: '+33162000000' as E164,
      ringLimitMs,
    });
    return { legId, result };
  };
  const of = <T extends Exclude<SwitchSignal['type'], 'command.ended' | 'switch.up' | 'switch.down' | 'switch.load'>>(
    type: T,
    legId: LegId,
  ): Promise<Of<T>> => log.until(type, (signal) => (signal as { legId: LegId }).legId === legId);
  const hangUp = (legId: LegId) => send({ type: 'hang-up', legId, cause: 'NORMAL_CLEARING' });
  return {
    log,
    send,
    dial,
    of,
    hangUp,
    /** A donor who has answered and is parked. */
    donor: async (): Promise<LegId> => {
      const { legId, result } = dial();
      expect(await result).toEqual({ kind: 'accepted' });
      await of('leg.parked', legId);
      return legId;
    },
    /** An agent's line that is open and parked. */
    line: async (): Promise<LegId> => {
      const legId = ids.next<'leg'>() as LegId;
      const result = await send({
        type: 'open-line',
        legId,
        agentId: ids.next<'agent'>() as AgentId,
        line: { kind: 'sip', address: under.agentAddress },
      });
      expect(result).toEqual({ kind: 'accepted' });
      await of('leg.parked', legId);
      // Answered before the connection is closed: a switch does not read what a closed one still held.
      onTestFinished(async () => void (await hangUp(legId)));
      return legId;
    },
    kinds: (legId: LegId): string[] =>
      log.signals.flatMap((signal) =>
        'legId' in signal && signal.legId === legId && signal.type !== 'command.ended' ? [signal.type] : [],
      ),
  };
}

describe.concurrent('a call', () => {
  test('answered: ringing, answered, parked; our hang-up ends it', async (context) => {
    const { donor, of, hangUp, kinds } = await floor(context);
    const legId = await donor();
    expect(kinds(legId)).toEqual(['leg.ringing', 'leg.answered', 'leg.parked']);
    expect((await of('leg.answered', legId)).role).toBe('donor');
    expect(await hangUp(legId)).toEqual({ kind: 'accepted' });
    expect(await of('leg.ended', legId)).toMatchObject({ cause: 'NORMAL_CLEARING', by: 'command', role: 'donor' });
  });

  test('a hang-up of a leg that is gone is rejected', async (context) => {
    const { hangUp } = await floor(context);
    expect(await hangUp(ids.next<'leg'>() as LegId)).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('No such channel'),
    });
  });

  test.for([
    ['14', 'USER_BUSY', 486, 'busy'],
    ['16', 'UNALLOCATED_NUMBER', 404, 'invalid-number'],
    ['15', 'CALL_REJECTED', 603, 'rejected'],
    ['17', 'NORMAL_TEMPORARY_FAILURE', 503, 'congestion'],
  ] as const)('to a number that begins with %s: %s', async ([behaviour, cause, sipStatus, outcome], context) => {
    const { dial, of, log } = await floor(context, behaviour);
    const { legId, result } = dial();
    expect(await of('leg.ended', legId)).toMatchObject({ cause, sipStatus, by: 'remote' });
    expect(await result).toEqual({ kind: 'rejected', reason: cause });
    expect(outcomeOf({ cause, sipStatus, rang: false, cancelledByUs: false }).outcome).toBe(outcome);
    expect(log.all('leg.answered', (signal) => signal.legId === legId)).toEqual([]);
  });

  test('nobody answers: the switch ends it, not before the ring limit', async (context) => {
    const { dial, of } = await floor(context, '13');
    const { legId } = dial(1_000);
    const rang = await of('leg.ringing', legId);
    const end = await of('leg.ended', legId);
    expect(end).toMatchObject({ cause: 'NO_ANSWER', sipStatus: undefined, by: 'switch' });
    expect(end.at - rang.at).toBeGreaterThanOrEqual(950);
  });

  test('our cancel of a ringing call', async (context) => {
    const { dial, of, send } = await floor(context, '13');
    const { legId, result } = dial();
    await of('leg.ringing', legId);
    expect(await send({ type: 'hang-up', legId, cause: 'ORIGINATOR_CANCEL' })).toEqual({ kind: 'accepted' });
    expect(await of('leg.ended', legId)).toMatchObject({ cause: 'ORIGINATOR_CANCEL', by: 'command' });
    expect(await result).toEqual({ kind: 'rejected', reason: 'ORIGINATOR_CANCEL' });
  });

  test('the donor hangs up', async (context) => {
    const { donor, of } = await floor(context, '20');
    const legId = await donor();
    expect(await of('leg.ended', legId)).toMatchObject({ cause: 'NORMAL_CLEARING', by: 'remote' });
  });

  test('a gateway that the switch does not know: a job error alone', async (context) => {
    const server = under.server('10');
    const gateways = [{ ...server.gateways[0], id: 'no-such-gateway' as GatewayId }] as typeof server.gateways;
    const log = new SignalLog();
    const freeswitch = new FreeswitchSwitch({
      server: { ...server, gateways },
      clock: systemClock,
      random: seededRandom(2),
      log: { warn: () => undefined, error: () => undefined },
    });
    context.onTestFinished(() => freeswitch.close());
    freeswitch.open(log.listen);
    await log.until('switch.up');
    const legId = ids.next<'leg'>() as LegId;
    freeswitch.send({
      type: 'originate',
      commandId: ids.next<'command'>(),
      legId,
      attemptId: ids.next<'attempt'>(),
      campaignId: ids.next<'campaign'>(),
      permit: { number: '+33199001001', expiresAt: systemClock.now() + 60_000 } as CallPermit,
      gatewayId: 'no-such-gateway' as GatewayId,
      callerId: '+33162000000' as E164,
      ringLimitMs: 20_000,
    });
    expect(await log.until('command.ended')).toMatchObject({
      legId,
      result: { kind: 'rejected', reason: 'INVALID_GATEWAY' },
    });
    expect(log.all('leg.ended', (signal) => signal.legId === legId)).toEqual([]);
  });
});

describe.concurrent('a bridge', () => {
  test('tone, bridge on the answer, the donor leaves, the line stays', async (context) => {
    const { line, dial, of, send, hangUp, log } = await floor(context);
    const agent = await line();
    const { legId: donor, result } = dial();
    await of('leg.answered', donor);
    const tone = send({ type: 'tone', legId: agent, tone: 'connect' });
    const bridge = send({ type: 'bridge', donorLegId: donor, agentLegId: agent });
    expect([await tone, await bridge, await result]).toEqual([
      { kind: 'accepted' },
      { kind: 'accepted' },
      { kind: 'accepted' },
    ]);
    expect(await of('leg.bridged', donor)).toMatchObject({ otherLegId: agent });
    await settled();
    const parked = log.next('leg.parked', (signal) => signal.legId === agent);
    await hangUp(donor);
    await parked;
    expect(await of('leg.unbridged', donor)).toMatchObject({ otherLegId: agent });
    expect(log.all('leg.ended', (signal) => signal.legId === agent)).toEqual([]);
  });

  test('the line is lost: the donor is parked and goes to another agent', async (context) => {
    const { line, donor: answered, of, send, hangUp, log } = await floor(context);
    const [first, second, donor] = [await line(), await line(), await answered()];
    await send({ type: 'bridge', donorLegId: donor, agentLegId: first });
    await of('leg.bridged', donor);
    await settled();
    const parked = log.next('leg.parked', (signal) => signal.legId === donor);
    await hangUp(first);
    await parked;
    await send({ type: 'bridge', donorLegId: donor, agentLegId: second });
    await log.until('leg.bridged', (signal) => signal.legId === donor && signal.otherLegId === second);
    expect(log.all('leg.ended', (signal) => signal.legId === donor)).toEqual([]);
    await settled();
    await hangUp(donor);
  });

  test('a hand-over: one command, the first line parks by itself', async (context) => {
    const { line, donor: answered, of, send, hangUp, log } = await floor(context);
    const [first, second, donor] = [await line(), await line(), await answered()];
    await send({ type: 'bridge', donorLegId: donor, agentLegId: first });
    await of('leg.bridged', donor);
    await settled();
    const parked = log.next('leg.parked', (signal) => signal.legId === first);
    await send({ type: 'bridge', donorLegId: donor, agentLegId: second });
    await parked;
    await log.until('leg.bridged', (signal) => signal.legId === donor && signal.otherLegId === second);
    expect(log.all('leg.unbridged', (signal) => signal.legId === donor)).toMatchObject([{ otherLegId: first }]);
    await settled();
    await hangUp(donor);
  });

  test('to a donor who is gone it is refused, and the line stays', async (context) => {
    const { line, donor: answered, of, send, hangUp, log } = await floor(context);
    const [agent, donor] = [await line(), await answered()];
    await hangUp(donor);
    await of('leg.ended', donor);
    await settled();
    expect(await send({ type: 'bridge', donorLegId: donor, agentLegId: agent })).toMatchObject({
      kind: 'rejected',
      reason: 'Invalid uuid',
    });
    expect(log.all('leg.ended', (signal) => signal.legId === agent)).toEqual([]);
  });

  test('a supervisor listens to a line, and is parked again', async (context) => {
    const { line, donor: answered, of, send, hangUp, log } = await floor(context);
    const [agent, supervisor, donor] = [await line(), await line(), await answered()];
    await send({ type: 'bridge', donorLegId: donor, agentLegId: agent });
    await of('leg.bridged', donor);
    await settled();
    for (const [way, targetLegId] of [
      ['listen', agent],
      ['three-way', donor],
    ] as const) {
      expect(await send({ type: 'join', legId: supervisor, targetLegId, way })).toEqual({ kind: 'accepted' });
      await settled();
      const parked = log.next('leg.parked', (signal) => signal.legId === supervisor);
      expect(await send({ type: 'park', legId: supervisor })).toEqual({ kind: 'accepted' });
      await parked;
      await settled();
    }
    expect(log.all('leg.unbridged', (signal) => signal.legId === donor)).toEqual([]);
    await hangUp(donor);
  });
});

describe.concurrent('a trunk', () => {
  test('to another switch: both ends arrive, are bridged on either side, and go with the donor', async (context) => {
    const { line, donor: answered, of, send, hangUp, log } = await floor(context);
    const [agent, donor] = [await line(), await answered()];
    const trunk = ids.next<'leg'>() as LegId;
    const toSwitchId = 'itself' as SwitchId;
    const opened = await send({ type: 'open-trunk', legId: trunk, toSwitchId, agentLegId: agent });
    expect(opened).toEqual({ kind: 'accepted' });
    const { legId: arrived } = await log.until('leg.arrived', ({ forLegId }) => forLegId === agent);
    const bridges = [
      send({ type: 'bridge', donorLegId: donor, agentLegId: trunk }),
      send({ type: 'bridge', donorLegId: arrived, agentLegId: agent }),
    ];
    expect(await Promise.all(bridges)).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
    expect(await of('leg.bridged', donor)).toMatchObject({ otherLegId: trunk });
    expect(await of('leg.bridged', arrived)).toMatchObject({ otherLegId: agent });
    await settled();
    const parked = log.next('leg.parked', ({ legId }) => legId === agent);
    await hangUp(donor);
    await Promise.all([parked, of('leg.ended', trunk), of('leg.ended', arrived)]);
    expect(log.all('leg.ended', ({ legId }) => legId === agent)).toEqual([]);
    // The far end is nobody's orphan before it has arrived.
    expect(log.all('leg.answered', ({ legId }) => legId === arrived)).toEqual([]);
  });
});

describe.concurrent('a message', () => {
  test('is played from the start and ends the call', async (context) => {
    const { donor: answered, of, send } = await floor(context);
    const donor = await answered();
    expect(await send({ type: 'play', legId: donor, file: under.messageFile, afterwards: 'hang-up' })).toEqual({
      kind: 'accepted',
    });
    await of('leg.playing', donor);
    await of('leg.played', donor);
    expect(await of('leg.ended', donor)).toMatchObject({ cause: 'NORMAL_CLEARING', by: 'switch' });
  });

  test('that is not on the server is never said to play, and the call is over (T27)', async (context) => {
    const { donor: answered, of, send, log } = await floor(context);
    const donor = await answered();
    await send({ type: 'play', legId: donor, file: `${under.messageFile}.missing.wav`, afterwards: 'hang-up' });
    await of('leg.ended', donor);
    expect(log.all('leg.playing', ({ legId }) => legId === donor)).toEqual([]);
  });

  test('a key pressed during it is told', async (context) => {
    const { donor: answered, of, send, hangUp } = await floor(context);
    const donor = await answered();
    await send({ type: 'play', legId: donor, file: under.messageFile, afterwards: 'park' });
    await press(donor, '9');
    expect(await of('leg.key', donor)).toMatchObject({ key: '9' });
    await hangUp(donor);
  });
});

describe('after a lost connection', () => {
  test('the channels are what they were: who is bridged, who is not, who rings, and which are ours', async (context) => {
    const { line, donor: answered, dial, of, send, hangUp, log } = await floor(context);
    const ringing = await floor(context, '13');
    const [agent, idle, donor] = [await line(), await line(), await answered()];
    const { legId: rings } = ringing.dial();
    await ringing.of('leg.ringing', rings);
    await send({ type: 'bridge', donorLegId: donor, agentLegId: agent });
    await of('leg.bridged', donor);
    // Its list of channels is written in the background.
    await settled(1_000);
    const down = log.next('switch.down');
    const up = log.next('switch.up');
    under.relay.cut();
    await down;
    expect((await dial().result).kind).toBe('unknown');
    const { channels, restarted } = await up;
    const found = new Map<LegId, LiveChannel>(channels.map((channel) => [channel.legId, channel]));
    expect(restarted).toBe(false);
    expect(found.get(donor)).toEqual({ legId: donor, state: 'answered', bridgedTo: agent, role: 'donor' });
    expect(found.get(agent)).toEqual({ legId: agent, state: 'answered', bridgedTo: donor, role: 'agent' });
    expect(found.get(idle)).toEqual({ legId: idle, state: 'answered', bridgedTo: undefined, role: 'agent' });
    expect(found.get(rings)).toEqual({ legId: rings, state: 'ringing', bridgedTo: undefined, role: 'donor' });
    const ends = [donor, rings].map((legId) => log.until('leg.ended', (signal) => signal.legId === legId));
    await Promise.all([hangUp(donor), hangUp(rings)]);
    await Promise.all(ends);
  });
});

/** A switch needs a moment after a bridge before it can be told anything else (docs/freeswitch.md, T17). */
function settled(ms = 200): Promise<void> {
  return new Promise((resolve) => systemClock.schedule(ms, resolve));
}

/** What the far end would do: a key on the donor's telephone. */
function press(legId: LegId, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = eslTransport(systemClock).connect(under.address, {
      onReady: () =>
        connection.send(`api uuid_recv_dtmf ${legId} ${key}`, {}, () => {
          connection.close({ kind: 'closed', reason: 'done' });
          resolve();
        }),
      onEvent: () => undefined,
      onClose: ({ kind, reason }) => {
        if (kind !== 'closed') reject(new Error(reason));
      },
    });
  });
}
