import type { Channel } from '../switch/channel.ts';
import type { ChannelDetail, ChannelEventName, SwitchEvent } from '../switch/switch-event.ts';
import type { SwitchModel } from '../switch/switch-model.ts';
import { callerHeaders, channelHeaders, otherLegHeaders } from './channel-headers.ts';
import { variableParts } from './channel-variables.ts';
import { eventOrigins } from './event-names.ts';
import { findHeader, type HeaderPart, type Headers, jsonText, plainText } from './header-text.ts';
import { heartbeatHeaders } from './heartbeat.ts';
import { gmtText, localText, microseconds } from './time-text.ts';

/** An event ready to be sent; its texts are made once, for all connections, and only in the formats asked for. */
export interface RenderedEvent {
  readonly name: string;
  readonly subclass: string | undefined;
  /** Of the leg or job it is about. */
  readonly uuid: string | undefined;
  readonly parts: readonly HeaderPart[];
  readonly body: string | undefined;
  plainFrame?: string;
  jsonFrame?: string;
}

export function header(event: RenderedEvent, name: string): string | undefined {
  return findHeader(event.parts, name);
}

/** The whole frame: outer headers with Content-Length first, then the event. */
export function plainFrame(event: RenderedEvent): string {
  if (event.plainFrame === undefined) {
    let text = '';
    for (const part of event.parts) text += plainText(part);
    if (event.body !== undefined) text += `Content-Length: ${Buffer.byteLength(event.body)}\n\n${event.body}`;
    else text += '\n';
    event.plainFrame = `Content-Length: ${Buffer.byteLength(text)}\nContent-Type: text/event-plain\n\n${text}`;
  }
  return event.plainFrame;
}

export function jsonFrame(event: RenderedEvent): string {
  if (event.jsonFrame === undefined) {
    const text = jsonEvent(event.parts, event.body);
    event.jsonFrame = `Content-Length: ${Buffer.byteLength(text)}\nContent-Type: text/event-json\n\n${text}`;
  }
  return event.jsonFrame;
}

export function jsonEvent(parts: readonly HeaderPart[], body?: string): string {
  let text = '{';
  for (const part of parts) text += jsonText(part);
  if (body !== undefined) text += `"Content-Length":"${Buffer.byteLength(body)}","_body":${JSON.stringify(body)},`;
  return `${text.slice(0, -1)}}`;
}

/** Must be called while the event happens: it reads the leg as it is. */
export function render(model: SwitchModel, event: SwitchEvent): RenderedEvent {
  if (event.kind === 'channel') return renderChannel(model, event);
  const make = (name: string, headers: Headers, more: Partial<RenderedEvent> = {}): RenderedEvent => ({
    name,
    subclass: undefined,
    uuid: undefined,
    body: undefined,
    parts: [{ headers: [...head(model, name, event.seq, event.at), ...headers] }],
    ...more,
  });
  switch (event.kind) {
    case 'job':
      return make(
        'BACKGROUND_JOB',
        [
          'Job-UUID',
          event.jobId,
          'Job-Command',
          event.command,
          ...(event.argument === '' ? [] : ['Job-Command-Arg', event.argument]),
        ],
        { body: event.body },
      );
    case 'api':
      return make('API', [
        'API-Command',
        event.command,
        ...(event.argument === '' ? [] : ['API-Command-Argument', event.argument]),
      ]);
    case 'stillborn':
      return make('CHANNEL_DESTROY', stillbornHeaders(event.uuid, event.sessionId), { uuid: event.uuid });
    case 'heartbeat':
      return make('HEARTBEAT', heartbeatHeaders(model));
    case 'reschedule':
      return make('RE_SCHEDULE', [
        'Task-ID',
        '1',
        'Task-Desc',
        event.task,
        'Task-Group',
        'core',
        'Task-Runtime',
        String(Math.floor(event.runAt / 1_000)),
      ]);
    case 'shutdown':
      return make('SHUTDOWN', ['Event-Info', 'System Shutting Down']);
    case 'custom': {
      const own = { headers: [...head(model, 'CUSTOM', event.seq, event.at, event.subclass), ...event.headers.flat()] };
      const rest = event.channel === undefined ? [] : legParts(event.channel, 'CHANNEL_DATA');
      return {
        name: 'CUSTOM',
        subclass: event.subclass,
        uuid: event.channel?.uuid,
        body: undefined,
        parts: [own, ...rest],
      };
    }
  }
}

type ChannelEvent = Extract<SwitchEvent, { kind: 'channel' }>;

/** Events without variables: a key, a state (transcripts 60, 81). */
const BARE: ReadonlySet<ChannelEventName> = new Set([
  'DTMF',
  'CHANNEL_STATE',
  'CHANNEL_CALLSTATE',
  'CODEC',
  'CHANNEL_OUTGOING',
]);

function renderChannel(model: SwitchModel, { name, seq, at, channel, detail }: ChannelEvent): RenderedEvent {
  const first = [
    ...head(model, name, seq, at),
    ...before(channel, name, detail),
    ...channelHeaders(channel, name, detail.state),
  ];
  const state = name === 'CHANNEL_CALLSTATE' ? channelHeaders(channel, name) : undefined;
  const leading =
    state === undefined
      ? first
      : [...head(model, name, seq, at), 'Original-Channel-Call-State', detail.state ?? '', ...state];
  const parts: HeaderPart[] = [{ headers: [...leading, ...callerHeaders(channel), ...otherLegHeaders(channel)] }];
  if (!BARE.has(name)) parts.push(...variableParts(channel));
  const last = after(detail);
  if (last.length > 0) parts.push({ headers: last });
  return { name, subclass: undefined, uuid: channel.uuid, body: undefined, parts };
}

function legParts(channel: Channel, name: 'CHANNEL_DATA'): HeaderPart[] {
  return [
    { headers: [...channelHeaders(channel, name), ...callerHeaders(channel), ...otherLegHeaders(channel)] },
    ...variableParts(channel),
  ];
}

/** CHANNEL_DATA, as `uuid_dump` tells it. */
export function dumpParts(model: SwitchModel, channel: Channel, seq: number, at: number): HeaderPart[] {
  return [{ headers: head(model, 'CHANNEL_DATA', seq, at) }, ...legParts(channel, 'CHANNEL_DATA')];
}

/** What every event begins with. */
function head(model: SwitchModel, name: string, seq: number, at: number, subclass?: string): string[] {
  const [file, work, line] = eventOrigins[name] ?? ['switch_event.c', 'switch_event_fire', '1'];
  return [
    ...(subclass === undefined ? [] : ['Event-Subclass', subclass]),
    'Event-Name',
    name,
    'Core-UUID',
    model.coreUuid,
    'FreeSWITCH-Hostname',
    model.name,
    'FreeSWITCH-Switchname',
    model.name,
    'FreeSWITCH-IPv4',
    '127.0.0.1',
    'FreeSWITCH-IPv6',
    '::1',
    'Event-Date-Local',
    localText(at),
    'Event-Date-GMT',
    gmtText(at),
    'Event-Date-Timestamp',
    microseconds(at),
    'Event-Calling-File',
    file,
    'Event-Calling-Function',
    work,
    'Event-Calling-Line-Number',
    line,
    'Event-Sequence',
    String(seq),
  ];
}

/** Headers that stand before the leg's own. */
function before(channel: Channel, name: ChannelEventName, detail: ChannelDetail): string[] {
  if (name === 'CHANNEL_BRIDGE' || name === 'CHANNEL_UNBRIDGE') {
    return ['Bridge-A-Unique-ID', channel.uuid, 'Bridge-B-Unique-ID', detail.other?.uuid ?? ''];
  }
  if (detail.bugFunction !== undefined)
    return ['Media-Bug-Function', detail.bugFunction, 'Media-Bug-Target', channel.uuid];
  // The cause comes twice in this one event.
  if (name === 'CHANNEL_HANGUP_COMPLETE') return ['Hangup-Cause', channel.hangup?.cause ?? 'NORMAL_CLEARING'];
  return [];
}

/** Headers that stand after the variables. */
function after(detail: ChannelDetail): string[] {
  const list: string[] = [];
  if (detail.digit !== undefined) list.push('DTMF-Digit', detail.digit, 'DTMF-Duration', '2000', 'DTMF-Source', 'RTP');
  if (detail.file !== undefined) list.push('Playback-File-Path', detail.file);
  if (detail.playbackStatus !== undefined) list.push('Playback-Status', detail.playbackStatus);
  if (detail.application !== undefined)
    list.push('Application', detail.application.name, 'Application-Data', detail.application.data);
  if (detail.response !== undefined) list.push('Application-Response', detail.response);
  if (detail.applicationUuid !== undefined) list.push('Application-UUID', detail.applicationUuid);
  return list;
}

function stillbornHeaders(uuid: string, sessionId: number): string[] {
  return [
    'Channel-State',
    'CS_NONE',
    'Channel-Call-State',
    'DOWN',
    'Channel-State-Number',
    '0',
    'Channel-Name',
    'N/A',
    'Unique-ID',
    uuid,
    'Call-Direction',
    'outbound',
    'Presence-Call-Direction',
    'outbound',
    'Channel-HIT-Dialplan',
    'false',
    'Channel-Call-UUID',
    uuid,
    'Answer-State',
    'ringing',
    'variable_direction',
    'outbound',
    'variable_is_outbound',
    'true',
    'variable_uuid',
    uuid,
    'variable_call_uuid',
    uuid,
    'variable_session_id',
    String(sessionId),
  ];
}
