import { inlineApplications, parkByCommand, setVariable, transfer } from '../../switch/applications.ts';
import { bridge } from '../../switch/bridge.ts';
import type { Channel } from '../../switch/channel.ts';
import { breakPlaying, broadcastTo, displace, kill, liveChannel, receiveKeys } from '../../switch/commands.ts';
import { originate } from '../../switch/originate.ts';
import { emit, nextSeq, randomUuid, stamp } from '../../switch/switch-model.ts';
import { readOriginate, splitWords } from '../dial-string.ts';
import { knownCause } from '../hang-up-codes.ts';
import { plainText } from '../header-text.ts';
import { dumpParts, jsonEvent } from '../render.ts';
import { type ApiCommand, type ApiContext, firstWord, NO_CHANNEL, OK, quick } from './api-command.ts';

/** A command about one leg: its uuid first, then the rest. */
function aboutLeg(
  work: (context: ApiContext, channel: Channel, rest: string) => string,
  missing: string = NO_CHANNEL,
): ApiCommand {
  return quick((context, argument) => {
    const [uuid, rest] = firstWord(argument);
    const channel = liveChannel(context.model, uuid);
    return channel === undefined ? missing : work(context, channel, rest);
  });
}

export const legCommands: Readonly<Record<string, ApiCommand>> = {
  originate: (context, argument, reply) => {
    const request = readOriginate(argument);
    if (!request.ok) reply(request.reply);
    else originate(context.model, { ...request, uuid: request.uuid ?? randomUuid(context.model.random), reply });
  },
  uuid_bridge: quick(({ model }, argument) => {
    const [first = '', second] = argument.split(' ');
    if (second === undefined) return '-USAGE: <uuid> <other_uuid>\n';
    return bridge(model, model.channels.get(first), model.channels.get(second));
  }),
  uuid_kill: quick(({ model }, argument) => {
    const [uuid = '', cause = 'NORMAL_CLEARING'] = argument.split(' ');
    return kill(model, uuid, knownCause(cause));
  }),
  uuid_transfer: aboutLeg((context, channel, rest) => {
    const [to = '', dialplan] = splitWords(rest).filter((word) => !/^-(bleg|both)$/.test(word));
    const applications =
      dialplan === 'inline'
        ? inlineApplications(to)
        : [to === 'park' ? { name: 'park', data: '' } : { name: 'hangup', data: 'NO_ROUTE_DESTINATION' }];
    transfer(context.model, channel, applications);
    return OK;
  }),
  uuid_park: aboutLeg(({ model }, channel) => {
    parkByCommand(model, channel);
    return OK;
  }),
  uuid_broadcast: quick(({ model }, argument) => {
    const [uuid = '', file = '', leg = 'aleg'] = argument.split(' ');
    return broadcastTo(model, uuid, file, leg);
  }),
  uuid_break: quick(({ model }, argument) => breakPlaying(model, firstWord(argument)[0])),
  uuid_displace: quick(({ model }, argument) => {
    const [uuid = '', action = '', file = ''] = argument.split(' ');
    return displace(model, uuid, action, file);
  }),
  uuid_recv_dtmf: aboutLeg(({ model }, channel, rest) => {
    receiveKeys(model, channel, rest);
    return `+OK ${channel.uuid} received DTMF ${rest}.\n`;
  }),
  uuid_send_dtmf: aboutLeg((_context, channel, rest) => `+OK ${channel.uuid} sent DTMF ${rest}.\n`),
  uuid_exists: quick(({ model }, argument) => String(liveChannel(model, argument.trim()) !== undefined)),
  uuid_getvar: aboutLeg((_context, channel, rest) => variableOf(channel, rest) ?? '_undef_'),
  uuid_setvar: aboutLeg((_context, channel, rest) => {
    const [name, value] = firstWord(rest);
    setVariable(channel, name, value);
    return OK;
  }),
  uuid_setvar_multi: aboutLeg((_context, channel, rest) => {
    for (const pair of rest.split(';')) {
      const equals = pair.indexOf('=');
      if (equals > 0) setVariable(channel, pair.slice(0, equals), pair.slice(equals + 1));
    }
    return OK;
  }),
  uuid_dump: aboutLeg(({ model }, channel, rest) => {
    const parts = dumpParts(model, channel, nextSeq(model), stamp(model));
    return rest === 'json' ? jsonEvent(parts) : `${parts.map(plainText).join('')}\n`;
  }),
  uuid_buglist: aboutLeg(() => '<media-bugs>\n</media-bugs>\n'),
  uuid_hold: quick(hold),
  uuid_record: aboutLeg(({ model }, channel, rest) => {
    const [action = '', file = ''] = rest.split(' ');
    channel.recording = action === 'start' ? file : undefined;
    emit(model, channel, action === 'start' ? 'RECORD_START' : 'RECORD_STOP');
    emit(model, channel, action === 'start' ? 'MEDIA_BUG_START' : 'MEDIA_BUG_STOP', { bugFunction: 'session_record' });
    return '+OK Success\n';
  }, '-ERR Cannot locate session!\n'),
};

function hold({ model }: ApiContext, argument: string): string {
  const off = argument.startsWith('off ');
  const channel = liveChannel(model, off ? argument.slice(4).trim() : argument.trim());
  if (channel === undefined) return NO_CHANNEL;
  channel.onHold = !off;
  emit(model, channel, off ? 'CHANNEL_UNHOLD' : 'CHANNEL_HOLD');
  return '+OK Success\n';
}

function variableOf(channel: Channel, name: string): string | undefined {
  const own = channel.variables.get(name);
  if (own !== undefined) return own;
  if (name === 'uuid') return channel.uuid;
  if (name === 'channel_name') return channel.name;
  if (name === 'bridge_uuid' || name === 'signal_bond') return channel.lastPartner?.uuid;
  return name === 'bridge_to' && channel.activity === 'bridged' ? channel.partner?.uuid : undefined;
}
