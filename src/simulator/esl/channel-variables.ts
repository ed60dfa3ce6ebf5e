import type { UtcMs } from '../../kernel/time.ts';
import type { Channel } from '../switch/channel.ts';
import { isFlipped } from './channel-headers.ts';
import type { HeaderPart } from './header-text.ts';
import { q850, sipPhrase } from './hang-up-codes.ts';
import { epoch, localText, microseconds } from './time-text.ts';

/** The parts of a leg's variables, by what has happened to it; each is written once. */
interface Written {
  created?: HeaderPart;
  ringing?: HeaderPart;
  answered?: HeaderPart;
  ended?: HeaderPart;
  own?: HeaderPart;
  late?: HeaderPart;
  /** The leg's revision that `own` and `late` were written for. */
  revision: number;
}

const written = new WeakMap<Channel, Written>();

/** All `variable_…` headers of a leg, in the order of the recorded events as far as it is cheap. */
export function variableParts(channel: Channel): HeaderPart[] {
  const known = written.get(channel) ?? { revision: -1 };
  written.set(channel, known);
  const reached = channel.progressAt ?? channel.progressMediaAt ?? channel.answeredAt;
  const parts: HeaderPart[] = [];
  known.created ??= { headers: variables(identity(channel)) };
  if (known.revision !== channel.revision) {
    known.revision = channel.revision;
    known.own = { headers: ownVariables(channel) };
    known.late = { headers: variables(lateVariables(channel)) };
  }
  parts.push(known.created, known.own ?? NONE, mediaPart(channel));
  if (reached !== undefined) parts.push((known.ringing ??= { headers: variables(sipVariables(channel)) }));
  if (channel.answeredAt !== undefined) parts.push((known.answered ??= { headers: variables(mediaVariables(channel)) }));
  parts.push(known.late ?? NONE);
  if (channel.completed) parts.push((known.ended ??= { headers: variables(endVariables(channel)) }));
  return parts;
}

const NONE: HeaderPart = { headers: [] };

function variables(pairs: readonly string[]): string[] {
  return pairs.map((text, at) => (at % 2 === 0 ? `variable_${text}` : text));
}

function identity(channel: Channel): string[] {
  const { uuid, destination } = channel;
  const gateway = destination.gateway;
  return [
    'direction', channel.direction,
    'is_outbound', String(channel.direction === 'outbound'),
    'uuid', uuid,
    'session_id', String(channel.sessionId),
    ...(gateway === undefined ? [] : ['sip_gateway_name', gateway]),
    'sip_profile_name', gateway === undefined ? destination.profile : 'gateway',
    'video_media_flow', 'disabled',
    'text_media_flow', 'disabled',
    'channel_name', channel.name,
    'sip_destination_url', `sip:${destination.user}@${sipHost(channel)}`,
  ];
}

function ownVariables(channel: Channel): string[] {
  const headers: string[] = [];
  for (const [name, value] of channel.variables) headers.push(`variable_${name}`, value);
  return headers;
}

const media = new WeakMap<Channel, HeaderPart>();

function mediaPart(channel: Channel): HeaderPart {
  const known = media.get(channel);
  if (known !== undefined) return known;
  const part = { headers: variables(offerVariables(channel)) };
  media.set(channel, part);
  return part;
}

/** A number that looks drawn, the same for all events of the leg. */
function odd(channel: Channel, salt: number, from: number, to: number): number {
  let hash = salt;
  for (let at = 0; at < channel.uuid.length; at++) hash = Math.imul(hash ^ channel.uuid.charCodeAt(at), 16_777_619) >>> 0;
  return from + (hash % (to - from));
}

function sipHost(channel: Channel): string {
  if (channel.destination.gateway !== undefined) return '127.0.0.1:5070';
  return channel.destination.host === '' ? '127.0.0.1:5061' : channel.destination.host;
}

function mediaPort(channel: Channel): number {
  return odd(channel, 1, 8_192, 16_000) * 2;
}

function offerVariables(channel: Channel): string[] {
  const port = mediaPort(channel);
  const { destination } = channel;
  const gateway = destination.gateway;
  const profile = gateway === undefined ? destination.profile : 'external';
  const sdp =
    `v=0\r\no=FreeSWITCH ${epoch(channel.createdAt)} ${epoch(channel.createdAt)} IN IP4 127.0.0.1\r\ns=FreeSWITCH\r\n` +
    `c=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 8 101 13\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n` +
    'a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=rtpmap:13 CN/8000\r\na=ptime:20\r\na=sendrecv\r\n';
  return [
    'originate_early_media', 'false',
    'originate_endpoint', 'sofia',
    'rtp_use_codec_string', 'PCMU,PCMA',
    'local_media_ip', '127.0.0.1',
    'local_media_port', String(port),
    'advertised_media_ip', '127.0.0.1',
    'audio_media_flow', 'sendrecv',
    'rtp_local_sdp_str', sdp,
    'sip_outgoing_contact_uri', gateway === undefined ? '<sip:mod_sofia@127.0.0.1:5060>' : `<sip:gw+${gateway}@127.0.0.1:5080;transport=udp;gw=${gateway}>`,
    'sip_req_uri', `${destination.user}@${sipHost(channel)}`,
    'sofia_profile_name', profile,
    'recovery_profile_name', profile,
    'sofia_profile_url', `sip:mod_sofia@127.0.0.1:${gateway === undefined ? 5060 : 5080}`,
    'sip_local_network_addr', '127.0.0.1',
    'sip_from_host', '127.0.0.1',
  ];
}

function sipVariables(channel: Channel): string[] {
  const { user } = channel.destination;
  const [host = '127.0.0.1', port = '5061'] = sipHost(channel).split(':');
  const branch = `z9hG4bK${channel.uuid.slice(24)}`;
  const fromTag = channel.uuid.slice(0, 8) + channel.uuid.slice(9, 13);
  const toTag = `4281SIPpTag${channel.sessionId}`;
  const from = `${channel.callerId}@127.0.0.1`;
  const via = `SIP/2.0/UDP 127.0.0.1:5080;rport;branch=${branch}`;
  return [
    'sip_reply_host', host, 'sip_reply_port', port, 'sip_network_ip', host, 'sip_network_port', port,
    'sip_recover_contact', `<sip:${host}:${port};transport=UDP>`,
    'sip_full_via', via, 'sip_recover_via', via,
    'sip_full_from', `<sip:${from}>;tag=${fromTag}`,
    'sip_full_to', `<sip:${user}@${host}:${port}>;tag=${toTag}`,
    'sip_from_user', channel.callerId, 'sip_from_uri', from,
    'sip_to_user', user, 'sip_to_port', port, 'sip_to_uri', `${user}@${host}:${port}`, 'sip_to_host', host,
    'sip_contact_params', 'transport=UDP', 'sip_contact_user', 'nobody', 'sip_contact_port', port,
    'sip_contact_uri', `nobody@${host}:${port}`, 'sip_contact_host', host,
    'sip_to_tag', toTag, 'sip_from_tag', fromTag,
    'sip_cseq', String(odd(channel, 2, 123_000_000, 124_000_000)),
    'sip_call_id', sipCallId(channel),
  ];
}

function sipCallId(channel: Channel): string {
  return `${channel.uuid.slice(24, 32)}-622e-1240-9d95-2e35a65c4f82`;
}

function mediaVariables(channel: Channel): string[] {
  const remote = channel.destination.gateway === undefined ? '42000' : '40000';
  const sdp =
    `v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${remote} RTP/AVP 0 101\r\n` +
    'a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n';
  return [
    'switch_r_sdp', sdp, 'ep_codec_string', 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b',
    'remote_video_media_flow', 'inactive', 'remote_text_media_flow', 'inactive', 'remote_audio_media_flow', 'sendrecv',
    'rtp_audio_recv_pt', '0', 'rtp_use_codec_name', 'PCMU', 'rtp_use_codec_rate', '8000', 'rtp_use_codec_ptime', '20',
    'rtp_use_codec_channels', '1', 'rtp_last_audio_codec_string', 'PCMU@8000h@20i@1c',
    'read_codec', 'PCMU', 'original_read_codec', 'PCMU', 'read_rate', '8000', 'original_read_rate', '8000',
    'write_codec', 'PCMU', 'write_rate', '8000', 'dtmf_type', 'rfc2833', 'rtp_use_timer_name', 'soft', 'rtp_use_pt', '0',
    'rtp_use_ssrc', String(odd(channel, 3, 1_000_000_000, 4_000_000_000)),
    'rtp_2833_send_payload', '101', 'rtp_2833_recv_payload', '101',
    'remote_media_ip', '127.0.0.1', 'remote_media_port', remote,
  ];
}

/** What changes while the leg lives. */
function lateVariables(channel: Channel): string[] {
  const { hangup, lastPartner, partner, current, activity } = channel;
  const list = isFlipped(channel)
    ? ['endpoint_disposition', 'ANSWER', 'pre_transfer_caller_id_number', channel.callerId, 'channel_cid_flipped', 'yes']
    : [];
  const talksTo = activity === 'bridged' && !channel.leads ? partner : undefined;
  list.push('call_uuid', talksTo?.uuid ?? channel.uuid);
  if (current !== undefined && current.name !== 'uuid_bridge') list.push('current_application', current.name);
  if (current !== undefined && current.name !== 'uuid_bridge' && current.data !== '') list.push('current_application_data', current.data);
  if (lastPartner !== undefined) list.push('bridge_channel', lastPartner.name, 'bridge_uuid', lastPartner.uuid, 'signal_bond', lastPartner.uuid);
  // There exactly while bridged (T33).
  if (activity === 'bridged' && partner !== undefined) list.push('bridge_to', partner.uuid);
  if (channel.bridgedAt !== undefined && lastPartner !== undefined) list.push('last_bridge_to', lastPartner.uuid);
  if (hangup === undefined) return list;
  if (channel.answeredAt === undefined && hangup.sipStatus !== undefined) list.push('sip_call_id', sipCallId(channel));
  // With CHANNEL_HANGUP a BYE is known by its status only; who hung up is told after it, but for a refusal.
  if (hangup.disposition === 'recv_refuse' || channel.completed) list.push(...dispositionOf(channel));
  if (channel.completed && hangup.disposition === 'send_cancel') list.push('sip_invite_failure_status', '487', 'sip_invite_failure_phrase', 'CANCEL');
  if (hangup.sipStatus === undefined) return list;
  const status = String(hangup.sipStatus);
  if (channel.answeredAt === undefined) list.push('sip_invite_failure_status', status, 'sip_invite_failure_phrase', sipPhrase(hangup.sipStatus));
  list.push('sip_term_status', status, 'proto_specific_hangup_cause', `sip:${status}`, 'sip_term_cause', q850(hangup.cause));
  return list;
}

function dispositionOf(channel: Channel): string[] {
  const disposition = channel.hangup?.disposition;
  return disposition === undefined ? [] : ['sip_hangup_disposition', disposition];
}

const RTP_STATISTICS: readonly string[] = [
  ...'in_raw_bytes in_media_bytes in_packet_count in_media_packet_count in_skip_packet_count in_jitter_packet_count'.split(' '),
  ...'in_dtmf_packet_count in_cng_packet_count in_flush_packet_count in_largest_jb_size'.split(' '),
].flatMap((name) => [`rtp_audio_${name}`, '0']).concat(
  'in_jitter_min_variance in_jitter_max_variance in_jitter_loss_rate in_jitter_burst_rate in_mean_interval'
    .split(' ')
    .flatMap((name) => [`rtp_audio_${name}`, '0.00']),
  ['rtp_audio_in_flaw_total', '0', 'rtp_audio_in_quality_percentage', '100.00', 'rtp_audio_in_mos', '4.50'],
  'out_raw_bytes out_media_bytes out_packet_count out_media_packet_count out_skip_packet_count out_dtmf_packet_count out_cng_packet_count'
    .split(' ')
    .flatMap((name) => [`rtp_audio_${name}`, '0']),
  ['rtp_audio_rtcp_packet_count', '0', 'rtp_audio_rtcp_octet_count', '0'],
);

/** Only with CHANNEL_HANGUP_COMPLETE and after: causes, stamps, lengths in seconds, ms and µs. */
function endVariables(channel: Channel): string[] {
  const { hangup, createdAt, answeredAt, progressAt, progressMediaAt, bridgedAt } = channel;
  const cause = hangup?.cause ?? 'NORMAL_CLEARING';
  const endedAt = channel.hangupAt ?? createdAt;
  const stamps: [string, UtcMs | undefined][] = [
    ['start', createdAt], ['profile_start', createdAt], ['answer', answeredAt], ['bridge', bridgedAt], ['progress', progressAt], ['end', endedAt],
  ];
  const times: [string, UtcMs | undefined][] = [
    ['start', createdAt], ['profile_start', createdAt], ['answer', answeredAt], ['bridge', bridgedAt], ['last_hold', undefined],
    ['resurrect', undefined], ['progress', progressAt], ['progress_media', progressMediaAt], ['end', endedAt],
  ];
  const answered = answeredAt !== undefined;
  const since = (at: UtcMs | undefined) => (at === undefined ? 0 : at - createdAt);
  const lengths: [string, number][] = [
    ['', endedAt - createdAt], ['bill', answeredAt === undefined ? 0 : endedAt - answeredAt], ['progress', since(progressAt)],
    ['answer', since(answeredAt)], ['wait', since(bridgedAt)], ['progress_media', since(progressMediaAt)],
    ['flow_bill', answered ? endedAt - createdAt : 0],
  ];
  return [
    'hangup_cause', cause, 'hangup_cause_q850', q850(cause), 'digits_dialed', 'none',
    ...stamps.flatMap(([name, at]) => (at === undefined ? [] : [`${name}_stamp`, localText(at)])),
    ...times.flatMap(([name, at]) => [`${name}_epoch`, epoch(at), `${name}_uepoch`, microseconds(at)]),
    'hold_accum_seconds', '0', 'hold_accum_usec', '0', 'hold_accum_ms', '0',
    ...(channel.current === undefined ? [] : ['last_app', 'park']),
    'caller_id', answered ? `"Outbound Call" <${channel.destination.user}>` : channel.callerId,
    ...lengths.flatMap(([name, ms]) => [name === '' ? 'duration' : `${name}sec`, String(Math.floor(ms / 1_000))]),
    ...lengths.flatMap(([name, ms]) => [name === '' ? 'mduration' : `${name}msec`, String(Math.round(ms))]),
    ...lengths.flatMap(([name, ms]) => [name === '' ? 'uduration' : `${name}usec`, String(Math.round(ms) * 1_000)]),
    ...(answered ? RTP_STATISTICS : []),
  ];
}
