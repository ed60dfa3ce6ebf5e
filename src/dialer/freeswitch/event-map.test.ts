import { describe, expect, test } from 'vitest';
import { eventsOf, type RecordedEvent } from '../../../test/contract/transcript.ts';
import type { LegId, SwitchId } from '../../kernel/id.ts';
import type { SwitchSignal } from '../switch-port.ts';
import { type EventContext, SUBSCRIBED, signalOf } from './event-map.ts';

const context: EventContext = { switchId: 'fs1' as SwitchId, at: 1_700_000_000_000, endAsked: () => false };

function signalsOf(events: readonly RecordedEvent[], asked: readonly string[] = []): SwitchSignal[] {
  return events.flatMap((event) => signalOf(event, { ...context, endAsked: (leg) => asked.includes(leg) }) ?? []);
}

const kinds = (signals: readonly SwitchSignal[]): string[] => signals.map(({ type }) => type);

const leg = '018f0000-0000-7000-8000-000000000001';
const other = '018f0000-0000-7000-8000-000000000002';
const third = '018f0000-0000-7000-8000-000000000003';
const event = (name: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  'Event-Name': name,
  'Unique-ID': leg,
  ...fields,
});

describe('signalOf', () => {
  test('an answered call that we end', () => {
    const signals = signalsOf(eventsOf('10-originate-answered-park'));
    expect(kinds(signals)).toEqual(['leg.ringing', 'leg.answered', 'leg.parked', 'leg.ended', 'leg.ended']);
    expect(signals[3]).toMatchObject({ cause: 'NORMAL_CLEARING', sipStatus: undefined, by: 'switch' });
  });

  test('who ended a leg: the far end, our command, or the switch by itself', () => {
    const remote = signalsOf(eventsOf('27-callee-hangs-up-after-3s')).filter(({ type }) => type === 'leg.ended');
    expect(remote.map((signal) => signal.type === 'leg.ended' && signal.by)).toEqual(['remote', 'remote']);
    const killed = eventsOf('10-originate-answered-park');
    const uuid = killed.find((each) => each['Event-Name'] === 'CHANNEL_ANSWER')?.['Unique-ID'] ?? '';
    expect(signalsOf(killed, [uuid]).at(-1)).toMatchObject({ type: 'leg.ended', by: 'command' });
    const timedOut = signalsOf(eventsOf('12-originate-timeout-no-answer')).at(-1);
    expect(timedOut).toMatchObject({ type: 'leg.ended', cause: 'NO_ANSWER', by: 'switch' });
    expect(signalsOf(eventsOf('11-originate-busy-486')).at(-1)).toMatchObject({
      cause: 'USER_BUSY',
      sipStatus: 486,
      by: 'remote',
    });
  });

  test('a server that is stopped ends its calls itself', () => {
    const ends = signalsOf(eventsOf('93-server-sigterm')).filter(({ type }) => type === 'leg.ended');
    expect(ends[0]).toMatchObject({ cause: 'SYSTEM_SHUTDOWN', by: 'switch' });
  });

  test('the end is told with CHANNEL_HANGUP, and again with HANGUP_COMPLETE, with the same cause and SIP status', () => {
    const ends = signalsOf(eventsOf('16-congestion-503')).filter(({ type }) => type === 'leg.ended');
    expect(ends).toHaveLength(2);
    expect(ends[0]).toEqual(ends[1]);
  });

  test('a bridge and its end name both legs; the line parks before UNBRIDGE', () => {
    const all = signalsOf(eventsOf('40-nailed-agent-customer-hangs-up-first-park_after_bridge'));
    const bridged = all.find(({ type }) => type === 'leg.bridged');
    const unbridged = all.find(({ type }) => type === 'leg.unbridged');
    if (bridged?.type !== 'leg.bridged' || unbridged?.type !== 'leg.unbridged')
      throw new Error('not in the transcript');
    expect([unbridged.legId, unbridged.otherLegId]).toEqual([bridged.legId, bridged.otherLegId]);
    const parks = all.filter((signal) => signal.type === 'leg.parked' && signal.legId === bridged.otherLegId);
    expect(all.indexOf(parks.at(-1) as SwitchSignal)).toBeLessThan(all.indexOf(unbridged));
  });

  test('a donor whose agent is lost parks (T20)', () => {
    const all = signalsOf(eventsOf('84-agent-lost-customer-park_after_bridge'));
    const bridged = all.find(({ type }) => type === 'leg.bridged');
    if (bridged?.type !== 'leg.bridged') throw new Error('not in the transcript');
    const lost = all.findIndex((signal) => signal.type === 'leg.ended' && signal.legId === bridged.otherLegId);
    expect(all.slice(lost).some((signal) => signal.type === 'leg.parked' && signal.legId === bridged.legId)).toBe(true);
  });

  test('UNBRIDGE is read from Bridge-A and Bridge-B: Other-Leg is the next partner already (T19)', () => {
    const fields = { 'Bridge-A-Unique-ID': leg, 'Bridge-B-Unique-ID': other, 'Other-Leg-Unique-ID': third };
    expect(signalOf(event('CHANNEL_UNBRIDGE', fields), context)).toMatchObject({ legId: leg, otherLegId: other });
  });

  test('keys, once each', () => {
    const keys = signalsOf(eventsOf('75-dtmf-customer')).flatMap((signal) =>
      signal.type === 'leg.key' ? [signal.key] : [],
    );
    expect(keys).toEqual(['9', '1', '2']);
  });

  test('a message that the donor cuts by hanging up has not been played (T26)', () => {
    const events = eventsOf('57-abandon-message-customer-hangs-up-during');
    expect(events.some((each) => each['Event-Name'] === 'PLAYBACK_STOP')).toBe(true);
    expect(kinds(signalsOf(events))).not.toContain('leg.played');
    expect(signalOf(event('PLAYBACK_STOP', { 'Answer-State': 'answered' }), context)).toMatchObject({
      type: 'leg.played',
    });
  });

  test('early media is ringing, not an answer (T9)', () => {
    expect(kinds(signalsOf(eventsOf('24-early-media-then-busy-ignored')))).toEqual([
      'leg.ringing',
      'leg.ended',
      'leg.ended',
    ]);
  });

  test('a gateway that is down gives no signal: its job tells (T5)', () => {
    expect(signalsOf(eventsOf('18-gateway-ping-down'))).toEqual([]);
  });

  test('the incoming end of a trunk arrives when it parks, and is nothing before', () => {
    const fields = { 'Call-Direction': 'inbound', variable_foyer_role: 'trunk', variable_foyer_id: other };
    expect(signalOf(event('CHANNEL_ANSWER', fields), context)).toBeUndefined();
    expect(signalOf(event('CHANNEL_PARK', fields), context)).toMatchObject({
      type: 'leg.arrived',
      legId: leg,
      forLegId: other,
    });
    expect(signalOf(event('CHANNEL_PARK', { ...fields, variable_foyer_id: 'x' }), context)).toBeUndefined();
  });

  test('the role is one of ours, or none', () => {
    expect(signalOf(event('CHANNEL_ANSWER', { variable_foyer_role: 'donor' }), context)).toMatchObject({
      role: 'donor',
    });
    expect(signalOf(event('CHANNEL_ANSWER', { variable_foyer_role: 'admin' }), context)).toMatchObject({
      role: undefined,
    });
  });

  test('values of the wrong kind are not read', () => {
    expect(signalOf({ 'Event-Name': 'CHANNEL_ANSWER', 'Unique-ID': 5 }, context)).toBeUndefined();
    expect(signalOf({ 'Event-Name': 'CHANNEL_ANSWER', 'Unique-ID': 'x'.repeat(36) }, context)).toBeUndefined();
    expect(signalOf(event('DTMF', { 'DTMF-Digit': '9;rm' }), context)).toBeUndefined();
    expect(signalOf(event('CHANNEL_BRIDGE', { 'Bridge-B-Unique-ID': {} }), context)).toBeUndefined();
    expect(signalOf(event('CHANNEL_HANGUP', { variable_sip_term_status: '4x6' }), context)).toMatchObject({
      cause: 'NORMAL_UNSPECIFIED',
      sipStatus: undefined,
    });
  });

  test('every event asked for is spelt as the switch spells it: a wrong name passes in silence (T2)', () => {
    const names = new Set(
      [
        '10-originate-answered-park',
        '24-early-media-then-busy-ignored',
        '40-nailed-agent-customer-hangs-up-first-park_after_bridge',
        '57-abandon-message-customer-hangs-up-during',
        '75-dtmf-customer',
        '80-heartbeat',
      ].flatMap((name) => eventsOf(name).map((each) => each['Event-Name'])),
    );
    expect(SUBSCRIBED.filter((name) => !names.has(name))).toEqual([]);
  });

  test('every transcript reads without an error', () => {
    const legs = new Set(
      signalsOf(eventsOf('85-sip-status-matrix')).map((signal) => ('legId' in signal ? signal.legId : ('' as LegId))),
    );
    expect(legs.size).toBeGreaterThan(10);
  });
});
