import { type LegRole, type LiveChannel, legRoles, type SwitchSignal } from '../../dialer/index.ts';
import type { LegId, SwitchId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { type Channel, isAnswered, isLive } from '../switch/channel.ts';
import type { SwitchEvent } from '../switch/switch-event.ts';

type ChannelEvent = Extract<SwitchEvent, { kind: 'channel' }>;

/** What one event of a channel means to the dialer, as the real adapter reads it; undefined: nothing. */
export function signalOf(event: ChannelEvent, switchId: SwitchId, at: UtcMs): SwitchSignal | undefined {
  const { channel } = event;
  const legId = channel.uuid as LegId;
  const role = roleOf(channel);
  const leg = { at, switchId, legId };
  // The far end of a trunk is nothing to the dialer until it is parked there.
  const incoming = channel.direction === 'inbound';
  switch (event.name) {
    case 'CHANNEL_PROGRESS':
    case 'CHANNEL_PROGRESS_MEDIA':
      return { type: 'leg.ringing', ...leg, role };
    case 'CHANNEL_ANSWER':
      return incoming ? undefined : { type: 'leg.answered', ...leg, role };
    case 'CHANNEL_PARK':
      return incoming ? arrival(channel, leg) : { type: 'leg.parked', ...leg, role };
    case 'CHANNEL_BRIDGE':
      return { type: 'leg.bridged', ...leg, otherLegId: otherOf(event) };
    case 'CHANNEL_UNBRIDGE':
      return { type: 'leg.unbridged', ...leg, otherLegId: otherOf(event) };
    case 'DTMF':
      return { type: 'leg.key', ...leg, key: event.detail.digit ?? '' };
    case 'PLAYBACK_START':
      return { type: 'leg.playing', ...leg };
    case 'PLAYBACK_STOP':
      return isLive(channel) ? { type: 'leg.played', ...leg } : undefined;
    case 'CHANNEL_HANGUP':
      return ended(channel, leg, role);
    default:
      return undefined;
  }
}

type Leg = { readonly at: UtcMs; readonly switchId: SwitchId; readonly legId: LegId };

function arrival(channel: Channel, leg: Leg): SwitchSignal | undefined {
  const forLine = channel.variables.get('foyer_id');
  return forLine === undefined || channel.bridgedAt !== undefined
    ? undefined
    : { type: 'leg.arrived', ...leg, forLegId: forLine as LegId };
}

function ended(channel: Channel, leg: Leg, role: LegRole | undefined): SwitchSignal {
  const { cause = 'NORMAL_CLEARING', by = 'switch', sipStatus } = channel.hangup ?? {};
  return { type: 'leg.ended', ...leg, role, cause, sipStatus, by };
}

function otherOf(event: ChannelEvent): LegId {
  return (event.detail.other?.uuid ?? '') as LegId;
}

export function roleOf(channel: Channel): LegRole | undefined {
  const role = channel.variables.get('foyer_role');
  return legRoles.find((known) => known === role);
}

/** The channel as `show channels`, `show bridged_calls` and `uuid_dump` would tell of it. */
export function liveChannelOf(channel: Channel): LiveChannel {
  const bridged = channel.activity === 'bridged' ? channel.partner : undefined;
  return {
    legId: channel.uuid as LegId,
    state: isAnswered(channel) ? 'answered' : 'ringing',
    bridgedTo: bridged?.uuid as LegId | undefined,
    role: roleOf(channel),
  };
}
