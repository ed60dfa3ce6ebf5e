import { describe, expect, test } from 'vitest';
import type { SwitchCommand, SwitchSignal } from '../../dialer/index.ts';
import type { SwitchId } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { SimulatedClock } from '../../kernel/simulated-clock.ts';
import { createSwitch } from '../switch/create-switch.ts';
import type { SwitchHabits, SwitchModel } from '../switch/switch-model.ts';
import { gatewaySettings } from '../world/carrier.ts';
import { numberedWorld } from '../world/numbered-world.ts';
import { badDay, type SwitchFaults } from './faults.ts';
import { type VirtualSwitch, virtualSwitch } from './virtual-switch.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const LINE = uuid(900);
const DONOR = uuid(1);

type Draft<T> = T extends unknown ? Omit<T, 'commandId'> : never;

class Floor {
  readonly clock = new SimulatedClock(1_795_472_400_000);
  readonly model: SwitchModel;
  readonly port: VirtualSwitch;
  signals: SwitchSignal[] = [];
  sent = 0;

  constructor(
    faults: Partial<SwitchFaults> = {},
    habits: Partial<SwitchHabits> = { noticesAtOnce: 1, hazards: false },
    name = 'fs1',
  ) {
    const gateways = [gatewaySettings('carrier'), gatewaySettings('dead', { down: true })];
    this.model = createSwitch({
      name,
      clock: this.clock,
      random: seededRandom(1),
      world: numberedWorld(),
      gateways,
      habits,
    });
    this.port = virtualSwitch({ switchId: name as SwitchId, model: this.model, random: seededRandom(2), faults });
    this.port.open((signal) => this.signals.push(signal));
    this.clock.advance(10);
  }

  send(command: Draft<SwitchCommand>, port = this.port): void {
    port.send({ ...command, commandId: `command-${this.sent++}` } as SwitchCommand);
  }

  dial(n: number, prefix: string, gatewayId = 'carrier'): void {
    const permit = { number: `+3319900${prefix}${String(n).padStart(2, '0')}` };
    this.send({
      type: 'originate',
      legId: uuid(n),
      attemptId: 'a',
      campaignId: 'c',
      permit,
      gatewayId,
      callerId: '+33162000000',
      ringLimitMs: 25_000,
    } as never);
  }

  openLine(): void {
    this.send({ type: 'open-line', legId: LINE, agentId: 'agent', line: { kind: 'sip', address: 'agent-1' } } as never);
    this.clock.advance(500);
  }

  bridge(n = 1): void {
    this.send({ type: 'bridge', donorLegId: uuid(n), agentLegId: LINE } as never);
  }

  /** Signals since the last look, in short: `answered 1`, `ended 1 USER_BUSY remote`. */
  take(): string[] {
    const taken = this.signals.map(short);
    this.signals = [];
    return taken;
  }
}

function short(signal: SwitchSignal): string {
  if (signal.type === 'switch.up') return `up ${signal.channels.length}${signal.restarted ? ' restarted' : ''}`;
  if (signal.type === 'switch.down') return 'down';
  if (signal.type === 'switch.load') return `load ${signal.overloaded}`;
  const leg = signal.legId === LINE ? 'line' : String(Number(signal.legId.slice(-12)));
  if (signal.type === 'command.ended')
    return `${signal.command} ${leg} ${signal.result.kind}${signal.result.kind === 'rejected' ? ` ${signal.result.reason}` : ''}`;
  const more = signal.type === 'leg.ended' ? ` ${signal.cause} ${signal.by}` : '';
  return `${signal.type.slice(4)} ${leg}${more}`;
}

describe('the virtual switch', () => {
  test('tells a whole call in the order of a real one', () => {
    const floor = new Floor();
    floor.openLine();
    expect(floor.take()).toEqual(['up 0', 'ringing line', 'answered line', 'open-line line accepted', 'parked line']);
    floor.dial(1, '20');
    floor.clock.advance(300);
    floor.bridge();
    floor.clock.advance(4_000);
    expect(floor.take()).toEqual([
      'ringing 1',
      'answered 1',
      'originate 1 accepted',
      'parked 1',
      'bridge 1 accepted',
      'bridged 1',
      'ended 1 NORMAL_CLEARING remote',
      'parked line',
      'unbridged 1',
    ]);
  });

  test.each([
    ['14', 'USER_BUSY'],
    ['16', 'UNALLOCATED_NUMBER'],
    ['17', 'NORMAL_TEMPORARY_FAILURE'],
  ])('tells a refusal once as the end and once as the job: %s', (prefix, cause) => {
    const floor = new Floor();
    floor.dial(1, prefix);
    floor.clock.advance(1_000);
    expect(floor.take().sort()).toEqual([`ended 1 ${cause} remote`, `originate 1 rejected ${cause}`, 'up 0']);
  });

  test('refuses a gateway that is down without any sign of a leg', () => {
    const floor = new Floor();
    floor.dial(1, '10', 'dead');
    floor.dial(2, '10', 'nosuch');
    floor.clock.advance(1_000);
    expect(floor.take()).toEqual(['up 0', 'originate 1 rejected GATEWAY_DOWN', 'originate 2 rejected INVALID_GATEWAY']);
  });

  test('gives up ringing by itself, a second after the limit at most and one tick before at worst', () => {
    const floor = new Floor();
    floor.dial(1, '13');
    floor.clock.advance(24_900);
    expect(floor.take()).toEqual(['up 0', 'ringing 1']);
    floor.clock.advance(1_200);
    expect(floor.take()).toEqual(['ended 1 NO_ANSWER switch', 'originate 1 rejected NO_ANSWER']);
  });

  test('accepts an originate whose job says ORIGINATOR_CANCEL after the bridge (T6)', () => {
    const floor = new Floor({}, { noticesAtOnce: 0, hazards: false });
    floor.openLine();
    floor.dial(1, '10');
    floor.clock.advance(215);
    floor.bridge();
    floor.clock.advance(200);
    const told = floor.take();
    expect(told).toContain('originate 1 accepted');
    expect(told).toContain('bridged 1');
    expect(told).not.toContain('parked 1');
  });

  test('destroys both legs when one still rings (T15)', () => {
    const floor = new Floor();
    floor.openLine();
    floor.dial(1, '13');
    floor.clock.advance(100);
    floor.bridge();
    floor.clock.advance(500);
    const told = floor.take();
    expect(told).toContain('bridge 1 accepted');
    expect(told).toContain('ended line ORIGINATOR_CANCEL switch');
    expect(told).toContain('ended 1 DESTINATION_OUT_OF_ORDER switch');
  });

  test('parks the first donor when a second one is bridged to a busy line (T16, T32)', () => {
    const floor = new Floor();
    floor.openLine();
    for (const n of [1, 2]) floor.dial(n, '10');
    floor.clock.advance(500);
    floor.bridge(1);
    floor.clock.advance(500);
    floor.take();
    floor.bridge(2);
    floor.clock.advance(500);
    expect(floor.take()).toEqual(['bridge 2 accepted', 'unbridged 1', 'parked 1', 'bridged 2']);
  });

  test('can lose the agent’s line to a command in the first 50 ms of a bridge (T17)', () => {
    const floor = new Floor({}, { noticesAtOnce: 1, hazards: true });
    floor.openLine();
    floor.dial(1, '10');
    floor.clock.advance(500);
    floor.bridge();
    floor.clock.advance(21);
    floor.send({ type: 'park', legId: DONOR } as never);
    floor.clock.advance(500);
    expect(floor.take()).toContain('ended line DESTINATION_OUT_OF_ORDER switch');
  });

  test('leaves the line in limbo when the donor goes while being bridged, until it is parked anew (T18)', () => {
    const floor = new Floor();
    floor.openLine();
    floor.dial(1, '20');
    floor.clock.advance(3_000);
    floor.take();
    floor.clock.advance(195);
    floor.bridge();
    floor.clock.advance(500);
    expect(floor.take()).toEqual(['bridge 1 accepted', 'ended 1 NORMAL_CLEARING remote']);
    floor.send({ type: 'park', legId: LINE } as never);
    floor.clock.advance(100);
    expect(floor.take()).toEqual(['park line accepted', 'parked line']);
  });

  test('parks a donor whose agent’s line is lost', () => {
    const floor = new Floor();
    floor.openLine();
    floor.dial(1, '10');
    floor.clock.advance(500);
    floor.bridge();
    floor.clock.advance(500);
    floor.take();
    floor.send({ type: 'hang-up', legId: LINE, cause: 'NORMAL_CLEARING' } as never);
    floor.clock.advance(100);
    expect(floor.take()).toEqual([
      'ended line NORMAL_CLEARING command',
      'hang-up line accepted',
      'unbridged 1',
      'parked 1',
    ]);
  });

  test('plays a message and hangs up; a key comes in between, and a file that is missing hangs up in silence (T27)', () => {
    const floor = new Floor();
    for (const n of [1, 2]) floor.dial(n, '10');
    floor.clock.advance(500);
    floor.take();
    floor.send({ type: 'play', legId: DONOR, file: 'message.wav', afterwards: 'hang-up' } as never);
    floor.send({ type: 'play', legId: uuid(2), file: 'missing.wav', afterwards: 'hang-up' } as never);
    floor.clock.advance(100);
    expect(floor.take()).toEqual(['play 1 accepted', 'play 2 accepted', 'playing 1', 'ended 2 NORMAL_CLEARING switch']);
    floor.clock.advance(9_000);
    expect(floor.take()).toEqual(['played 1', 'ended 1 NORMAL_CLEARING switch']);
  });

  test('lets a supervisor join, and parks them when the donor goes (T29, T30)', () => {
    const floor = new Floor();
    floor.openLine();
    floor.dial(1, '20');
    floor.clock.advance(500);
    floor.take();
    floor.send({ type: 'join', legId: LINE, targetLegId: DONOR, way: 'three-way' } as never);
    floor.clock.advance(100);
    expect(floor.take()).toEqual(['join line accepted']);
    floor.clock.advance(3_000);
    expect(floor.take()).toEqual(['ended 1 NORMAL_CLEARING remote', 'parked line']);
    floor.send({ type: 'join', legId: LINE, targetLegId: DONOR, way: 'listen' } as never);
    floor.clock.advance(100);
    expect(floor.take()).toEqual(['parked line', 'join line rejected nothing to join']);
  });
});

describe('faults on the way', () => {
  test('a cut ends what is under way as unknown, and the switch then tells what lives', () => {
    const floor = new Floor();
    floor.dial(1, '10');
    floor.dial(2, '13');
    floor.clock.advance(300);
    floor.take();
    floor.port.cut(5_000, 1_000);
    floor.send({ type: 'hang-up', legId: DONOR, cause: 'NORMAL_CLEARING' } as never);
    floor.clock.advance(2_000);
    expect(floor.take().sort()).toEqual(['down', 'hang-up 1 unknown', 'originate 2 unknown']);
    floor.send({ type: 'hang-up', legId: DONOR, cause: 'NORMAL_CLEARING' } as never);
    floor.clock.advance(10);
    expect(floor.take()).toEqual(['hang-up 1 rejected the switch is not connected']);
    floor.clock.advance(5_000);
    const up = floor.signals.find((signal) => signal.type === 'switch.up');
    expect(up?.type === 'switch.up' ? up.channels : []).toEqual([
      { legId: DONOR, state: 'answered', bridgedTo: undefined, role: 'donor' },
      { legId: uuid(2), state: 'ringing', bridgedTo: undefined, role: 'donor' },
    ]);
  });

  test.each(['sigterm', 'crash'] as const)('a restart (%s) leaves no call and another Core-UUID', (how) => {
    const floor = new Floor();
    floor.dial(1, '10');
    floor.clock.advance(500);
    floor.take();
    floor.port.restart(3_000, how);
    floor.clock.advance(10_000);
    const told = floor.take();
    expect(told.filter((line) => line.startsWith('ended'))).toEqual(
      how === 'sigterm' ? ['ended 1 SYSTEM_SHUTDOWN switch'] : [],
    );
    expect(told.slice(-2)).toEqual(['down', 'up 0 restarted']);
    expect(floor.model.channels.size).toBe(0);
  });

  test('an overload is told, and makes every signal late', () => {
    const floor = new Floor();
    floor.port.overload(800);
    floor.dial(1, '10');
    floor.clock.advance(900);
    expect(floor.take()).toEqual(['up 0', 'load true', 'ringing 1']);
    floor.port.overload(0);
    expect(floor.take()).toEqual(['load false']);
  });

  test('the switch lives on when the dialer is dropped: another port finds the calls', async () => {
    const floor = new Floor();
    floor.openLine();
    floor.dial(1, '10');
    floor.clock.advance(500);
    floor.bridge();
    floor.clock.advance(200);
    await floor.port.close();
    const before = floor.signals.length;
    const next = virtualSwitch({ switchId: 'fs1' as SwitchId, model: floor.model, random: seededRandom(3) });
    const seen: SwitchSignal[] = [];
    next.open((signal) => seen.push(signal));
    floor.clock.advance(100);
    expect(floor.signals).toHaveLength(before);
    expect(seen[0]).toMatchObject({
      type: 'switch.up',
      restarted: false,
      channels: [
        { legId: LINE, state: 'answered', bridgedTo: DONOR, role: 'agent' },
        { legId: DONOR, state: 'answered', bridgedTo: LINE, role: 'donor' },
      ],
    });
  });

  test('the same seed gives the same bad day', () => {
    const day = (): string[] => {
      const floor = new Floor(
        {
          ...badDay,
          cutEveryMs: 20_000,
          restartEveryMs: 60_000,
          overloadEveryMs: 30_000,
          twiceShare: 0.1,
          reorderShare: 0.1,
        },
        {},
      );
      floor.openLine();
      for (let n = 1; n < 80; n++) {
        floor.dial(n, ['10', '14', '20', '13'][n % 4] ?? '10');
        floor.clock.advance(1_500);
      }
      return floor.signals.map((signal) => `${signal.at} ${short(signal)}`);
    };
    const first = day();
    expect(first).toEqual(day());
    expect(first.some((line) => line.endsWith(' unknown'))).toBe(true);
    expect(first.some((line) => line.endsWith('restarted'))).toBe(true);
  });

  test('every command ends exactly once, whatever goes wrong', () => {
    const floor = new Floor({ ...badDay, cutEveryMs: 15_000, twiceShare: 0, slowReplyShare: 0.2 }, {});
    floor.openLine();
    for (let n = 1; n < 80; n++) {
      floor.dial(n, ['10', '14', '20', '13'][n % 4] ?? '10');
      floor.clock.advance(1_000);
      floor.send({ type: 'hang-up', legId: uuid(n - 1), cause: 'NORMAL_CLEARING' } as never);
    }
    floor.clock.advance(120_000);
    const ended = floor.signals.flatMap((signal) => (signal.type === 'command.ended' ? [signal.commandId] : []));
    expect(new Set(ended).size).toBe(ended.length);
    expect(ended).toHaveLength(floor.sent);
  });
});

describe('two switches', () => {
  test('carry a donor to a line on the other by a trunk that ends with the donor (T23)', () => {
    const here = new Floor({}, { noticesAtOnce: 1, hazards: false }, 'fs1');
    const there = createSwitch({
      name: 'fs2',
      clock: here.clock,
      random: seededRandom(5),
      world: numberedWorld(),
      gateways: [],
      habits: { noticesAtOnce: 1 },
    });
    here.model.peers.set('fs2', there);
    const far = virtualSwitch({ switchId: 'fs2' as SwitchId, model: there, random: seededRandom(6) });
    const seen: SwitchSignal[] = [];
    far.open((signal) => seen.push(signal));
    here.clock.advance(50);
    here.send(
      { type: 'open-line', legId: LINE, agentId: 'agent', line: { kind: 'sip', address: 'agent-1' } } as never,
      far,
    );
    here.dial(1, '20');
    here.clock.advance(500);
    here.send({ type: 'open-trunk', legId: uuid(50), toSwitchId: 'fs2', agentLegId: LINE } as never);
    here.clock.advance(100);
    const arrived = seen.find((signal) => signal.type === 'leg.arrived');
    expect(arrived).toMatchObject({ switchId: 'fs2', forLegId: LINE });
    const incoming = arrived?.type === 'leg.arrived' ? arrived.legId : '';
    here.send({ type: 'bridge', donorLegId: incoming, agentLegId: LINE } as never, far);
    here.send({ type: 'bridge', donorLegId: DONOR, agentLegId: uuid(50) } as never);
    here.clock.advance(300);
    here.take();
    seen.length = 0;
    here.clock.advance(4_000);
    expect(here.take().filter((line) => line.startsWith('ended'))).toEqual([
      'ended 1 NORMAL_CLEARING remote',
      'ended 50 NORMAL_CLEARING switch',
    ]);
    expect(seen.map(short)).toContain('parked line');
  });
});
