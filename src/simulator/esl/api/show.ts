import type { Channel } from '../../switch/channel.ts';
import type { SwitchModel } from '../../switch/switch-model.ts';
import { callState, isFlipped, runningState } from '../channel-headers.ts';
import { epoch, localText } from '../time-text.ts';
import type { ApiContext } from './api-command.ts';

const USAGE =
  '-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match string>]|calls|detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|chat|management|modules|nat_map|say|interfaces|interface_types|tasks|limits|status\n';

type Row = Readonly<Record<string, string>>;

/** `show WHAT [count] [as json]`, from the switch's own table, stale values and all (T33). */
export function show({ model }: ApiContext, argument: string): string {
  const words = argument.split(' ').filter((word) => word !== '');
  const [what = ''] = words;
  const rows = rowsOf(model, what, words);
  if (rows === undefined) return USAGE;
  if (words[1] === 'count')
    return words.includes('json') ? `{"row_count":${rows.length}}` : `\n${rows.length} total.\n`;
  if (words.at(-1) === 'json' && words.at(-2) === 'as') return asJson(rows);
  return asTable(rows);
}

function rowsOf(model: SwitchModel, what: string, words: readonly string[]): Row[] | undefined {
  const channels = [...model.channels.values()];
  switch (what) {
    case 'channels': {
      const like = words[1] === 'like' ? words[2] : undefined;
      const rows = channels.map((channel) => channelRow(channel, model.name));
      return like === undefined ? rows : rows.filter((row) => Object.values(row).some((value) => value.includes(like)));
    }
    case 'calls':
    case 'detailed_calls':
      return channels
        .filter((channel) => channel.partner === undefined || channel.leads)
        .filter(notAlone(channels))
        .map((channel) => callRow(channel, model.name));
    case 'bridged_calls':
    case 'detailed_bridged_calls':
      return channels
        .filter((channel) => channel.activity === 'bridged' && channel.leads)
        .map((channel) => callRow(channel, model.name));
    case 'registrations':
    case 'tasks':
    case 'limits':
    case 'nat_map':
      return [];
    default:
      return undefined;
  }
}

/** A call is a pair, or a leg that has never been in one. */
function notAlone(channels: readonly Channel[]): (channel: Channel) => boolean {
  const followers = new Set(channels.filter((channel) => channel.leads).map((channel) => channel.partner));
  return (channel) => !followers.has(channel);
}

function asJson(rows: readonly Row[]): string {
  return rows.length === 0 ? '{"row_count": 0}\n' : `{"row_count":${rows.length},"rows":${JSON.stringify(rows)}}`;
}

function asTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return '\n0 total.\n';
  const lines = rows.map((row) => Object.values(row).join(','));
  return `${Object.keys(first).join(',')}\n${lines.join('\n')}\n\n${rows.length} total.\n`;
}

function basics(channel: Channel): Row {
  const { uuid, direction, createdAt, name, callerId, destination } = channel;
  const flipped = isFlipped(channel);
  return {
    uuid,
    direction,
    created: localText(createdAt),
    created_epoch: epoch(createdAt),
    name,
    state: runningState(channel)[0],
    cid_name: flipped ? 'Outbound Call' : '',
    cid_num: flipped ? destination.user : callerId,
    ip_addr: '',
    dest: destination.user,
  };
}

function rest(channel: Channel): Row {
  const { callerId, lastPartner, activity, leads, partner, uuid, destination } = channel;
  const flipped = isFlipped(channel);
  return {
    presence_id: '',
    presence_data: '',
    accountcode: '',
    callstate: callState(channel),
    callee_name: '',
    callee_num: flipped ? callerId : destination.user,
    callee_direction: lastPartner === undefined ? 'RECV' : 'SEND',
    call_uuid: (activity === 'bridged' && !leads ? partner?.uuid : undefined) ?? uuid,
  };
}

function channelRow(channel: Channel, hostname: string): Row {
  const codec = channel.answeredAt === undefined ? ['', '', ''] : ['PCMU', '8000', '64000'];
  const [name = '', rate = '', bits = ''] = codec;
  const { callerId, destination, lastPartner, current } = channel;
  return {
    ...basics(channel),
    application: current?.name ?? '',
    application_data: current?.data ?? '',
    dialplan: '',
    context: 'default',
    read_codec: name,
    read_rate: rate,
    read_bit_rate: bits,
    write_codec: name,
    write_rate: rate,
    write_bit_rate: bits,
    secure: '',
    hostname,
    ...rest(channel),
    sent_callee_name: '',
    sent_callee_num: lastPartner?.callerId ?? '',
    initial_cid_name: '',
    initial_cid_num: callerId,
    initial_ip_addr: '',
    initial_dest: destination.user,
    initial_dialplan: '',
    initial_context: 'default',
  };
}

function callRow(channel: Channel, hostname: string): Row {
  const partner = channel.activity === 'bridged' ? channel.partner : undefined;
  const other: Record<string, string> = {};
  if (partner !== undefined)
    for (const [name, value] of Object.entries({ ...basics(partner), ...rest(partner) })) other[`b_${name}`] = value;
  return {
    ...basics(channel),
    ...rest(channel),
    hostname,
    b_uuid: '',
    ...other,
    call_created_epoch: epoch(channel.createdAt),
  };
}
