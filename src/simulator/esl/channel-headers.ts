import type { Channel } from '../switch/channel.ts';
import type { ChannelEventName } from '../switch/switch-event.ts';
import { microseconds } from './time-text.ts';

/** CS_… name and number as `Channel-State` and `Channel-State-Number` have them (switch_types.h). */
type State = readonly [name: string, number: string];

const stateOfEvent: Partial<Record<ChannelEventName | 'CHANNEL_DATA', State>> = {
  CHANNEL_OUTGOING: ['CS_NONE', '1'],
  CHANNEL_CREATE: ['CS_INIT', '2'],
  CHANNEL_ORIGINATE: ['CS_INIT', '2'],
  CHANNEL_HANGUP_COMPLETE: ['CS_REPORTING', '11'],
  CHANNEL_DESTROY: ['CS_REPORTING', '12'],
};

export function stateOf(channel: Channel, name: ChannelEventName | 'CHANNEL_DATA'): State {
  const known = stateOfEvent[name];
  if (known !== undefined) return known;
  const [state, number] = runningState(channel);
  return [state, channel.hangup === undefined ? number : '10'];
}

export function runningState(channel: Channel): State {
  if (channel.origin?.done === false || channel.activity === 'dialing') return ['CS_CONSUME_MEDIA', '7'];
  switch (channel.activity) {
    case 'bridged':
      return channel.leads ? ['CS_SOFT_EXECUTE', '3'] : ['CS_EXCHANGE_MEDIA', '5'];
    case 'limbo':
      return ['CS_SOFT_EXECUTE', '3'];
    case 'bridging':
      return ['CS_EXECUTE', '8'];
    case 'parked':
      return channel.bridgedAt === undefined ? ['CS_EXECUTE', '4'] : ['CS_PARK', '6'];
    default:
      return ['CS_EXECUTE', '4'];
  }
}

export function callState(channel: Channel, name?: ChannelEventName | 'CHANNEL_DATA'): string {
  if (channel.completed) return 'HANGUP';
  const before =
    channel.progressMediaAt === undefined ? (channel.progressAt === undefined ? 'DOWN' : 'RINGING') : 'EARLY';
  if (name === 'CHANNEL_PROGRESS' || name === 'CHANNEL_PROGRESS_MEDIA') return 'DOWN';
  if (channel.answeredAt === undefined || name === 'CHANNEL_ANSWER') return before;
  return channel.onHold ? 'HELD' : 'ACTIVE';
}

function answerState(channel: Channel): string {
  if (channel.hangup !== undefined) return 'hangup';
  if (channel.answeredAt !== undefined) return 'answered';
  return channel.progressMediaAt === undefined ? 'ringing' : 'early';
}

const CODEC = [
  'Channel-Read-Codec-Name',
  'PCMU',
  'Channel-Read-Codec-Rate',
  '8000',
  'Channel-Read-Codec-Bit-Rate',
  '64000',
  'Channel-Write-Codec-Name',
  'PCMU',
  'Channel-Write-Codec-Rate',
  '8000',
  'Channel-Write-Codec-Bit-Rate',
  '64000',
];

/** `Channel-State` to the codecs. `state` overrides where the event says it itself. */
export function channelHeaders(channel: Channel, name: ChannelEventName | 'CHANNEL_DATA', state?: string): string[] {
  const [running, number] = stateOf(channel, name);
  const talksTo = channel.activity === 'bridged' && !channel.leads ? channel.partner : undefined;
  return [
    'Channel-State',
    state ?? running,
    'Channel-Call-State',
    callState(channel, name),
    'Channel-State-Number',
    number,
    'Channel-Name',
    channel.name,
    'Unique-ID',
    channel.uuid,
    'Call-Direction',
    channel.direction,
    'Presence-Call-Direction',
    channel.direction,
    'Channel-HIT-Dialplan',
    String(hitDialplan(channel)),
    'Channel-Call-UUID',
    talksTo?.uuid ?? channel.uuid,
    'Answer-State',
    answerState(channel),
    ...(channel.hangup === undefined ? [] : ['Hangup-Cause', channel.hangup.cause]),
    ...(channel.answeredAt === undefined ? [] : CODEC),
  ];
}

function hitDialplan(channel: Channel): boolean {
  return channel.origin?.done !== false && (channel.lastPartner === undefined || channel.leads);
}

/** The caller's side is turned round when the originate has succeeded, as in CHANNEL_PARK. */
export function isFlipped(channel: Channel): boolean {
  return channel.answeredAt !== undefined && channel.origin?.done === true;
}

export function callerHeaders(channel: Channel): string[] {
  const { uuid, callerId, destination } = channel;
  const number = destination.user;
  const flipped = isFlipped(channel);
  const reached = channel.progressAt ?? channel.progressMediaAt ?? channel.answeredAt ?? channel.hangup?.sipStatus;
  return [
    'Caller-Direction',
    channel.direction,
    'Caller-Logical-Direction',
    channel.lastPartner !== undefined && channel.leads ? 'inbound' : channel.direction,
    ...(flipped ? ['Caller-Caller-ID-Name', 'Outbound Call'] : []),
    'Caller-Caller-ID-Number',
    flipped ? number : callerId,
    'Caller-Orig-Caller-ID-Number',
    callerId,
    ...(flipped ? [] : ['Caller-Callee-ID-Name', 'Outbound Call']),
    'Caller-Callee-ID-Number',
    flipped ? callerId : number,
    ...(reached === undefined ? [] : ['Caller-Network-Addr', '127.0.0.1']),
    'Caller-ANI',
    callerId,
    'Caller-Destination-Number',
    number,
    'Caller-Unique-ID',
    uuid,
    'Caller-Source',
    'src/switch_ivr_originate.c',
    ...(channel.variables.has('transfer_source')
      ? ['Caller-Transfer-Source', channel.variables.get('transfer_source') ?? '']
      : []),
    'Caller-Context',
    'default',
    'Caller-Channel-Name',
    channel.name,
    'Caller-Profile-Index',
    String(channel.transfers + 1),
    ...profileTimes('Caller', channel),
  ];
}

/** The times of the caller profile; HANGUP itself has not got its own time yet, only what comes after. */
function profileTimes(prefix: 'Caller' | 'Other-Leg', channel: Channel): string[] {
  return [
    `${prefix}-Profile-Created-Time`,
    microseconds(channel.createdAt),
    `${prefix}-Channel-Created-Time`,
    microseconds(channel.createdAt),
    `${prefix}-Channel-Answered-Time`,
    microseconds(channel.answeredAt),
    `${prefix}-Channel-Progress-Time`,
    microseconds(channel.progressAt),
    `${prefix}-Channel-Progress-Media-Time`,
    microseconds(channel.progressMediaAt),
    `${prefix}-Channel-Hangup-Time`,
    channel.completed ? microseconds(channel.hangupAt) : '0',
    `${prefix}-Channel-Transfer-Time`,
    '0',
    `${prefix}-Channel-Resurrect-Time`,
    '0',
    `${prefix}-Channel-Bridged-Time`,
    microseconds(channel.bridgedAt),
    `${prefix}-Channel-Last-Hold`,
    '0',
    `${prefix}-Channel-Hold-Accum`,
    '0',
    `${prefix}-Screen-Bit`,
    'true',
    `${prefix}-Privacy-Hide-Name`,
    'false',
    `${prefix}-Privacy-Hide-Number`,
    'false',
  ];
}

/** The leg it is or was last bridged to stays in its headers. */
export function otherLegHeaders(channel: Channel): string[] {
  const other = channel.lastPartner;
  if (other === undefined) return [];
  return [
    'Other-Type',
    channel.leads ? 'originatee' : 'originator',
    'Other-Leg-Direction',
    other.direction,
    'Other-Leg-Logical-Direction',
    'inbound',
    'Other-Leg-Caller-ID-Name',
    'Outbound Call',
    'Other-Leg-Caller-ID-Number',
    other.destination.user,
    'Other-Leg-Orig-Caller-ID-Number',
    other.callerId,
    'Other-Leg-Callee-ID-Number',
    other.callerId,
    'Other-Leg-Network-Addr',
    '127.0.0.1',
    'Other-Leg-ANI',
    other.callerId,
    'Other-Leg-Destination-Number',
    other.destination.user,
    'Other-Leg-Unique-ID',
    other.uuid,
    'Other-Leg-Source',
    'src/switch_ivr_originate.c',
    'Other-Leg-Context',
    'default',
    'Other-Leg-Channel-Name',
    other.name,
    ...profileTimes('Other-Leg', other),
  ];
}
