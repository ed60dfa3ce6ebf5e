import type { Channel } from '../switch/channel.ts';
import { epoch } from './time-text.ts';

type Variables = Record<string, string | undefined>;

/** Who the leg is. */
export function identityVariables(channel: Channel): Variables {
  const { uuid, destination, direction, name } = channel;
  const { gateway, profile, user } = destination;
  return {
    direction,
    is_outbound: String(direction === 'outbound'),
    uuid,
    session_id: String(channel.sessionId),
    sip_gateway_name: gateway,
    sip_profile_name: gateway === undefined ? profile : 'gateway',
    video_media_flow: 'disabled',
    text_media_flow: 'disabled',
    channel_name: name,
    sip_destination_url: `sip:${user}@${sipHost(channel)}`,
  };
}

/** What was sent with the INVITE. */
export function offerVariables(channel: Channel): Variables {
  const { gateway, profile, user } = channel.destination;
  const port = odd(channel, 1, 8_192, 16_000) * 2;
  const created = epoch(channel.createdAt);
  const sofiaProfile = gateway === undefined ? profile : 'external';
  const contact =
    gateway === undefined ? 'mod_sofia@127.0.0.1:5060' : `gw+${gateway}@127.0.0.1:5080;transport=udp;gw=${gateway}`;
  return {
    originate_early_media: 'false',
    originate_endpoint: 'sofia',
    rtp_use_codec_string: 'PCMU,PCMA',
    local_media_ip: '127.0.0.1',
    local_media_port: String(port),
    advertised_media_ip: '127.0.0.1',
    audio_media_flow: 'sendrecv',
    rtp_local_sdp_str:
      `v=0\r\no=FreeSWITCH ${created} ${created} IN IP4 127.0.0.1\r\ns=FreeSWITCH\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n` +
      `m=audio ${port} RTP/AVP 0 8 101 13\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n` +
      'a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=rtpmap:13 CN/8000\r\na=ptime:20\r\na=sendrecv\r\n',
    sip_outgoing_contact_uri: `<sip:${contact}>`,
    sip_req_uri: `${user}@${sipHost(channel)}`,
    sofia_profile_name: sofiaProfile,
    recovery_profile_name: sofiaProfile,
    sofia_profile_url: `sip:mod_sofia@127.0.0.1:${gateway === undefined ? 5060 : 5080}`,
    sip_local_network_addr: '127.0.0.1',
    sip_from_host: '127.0.0.1',
    sip_to_host: '127.0.0.1',
  };
}

/** What the first reply brought. */
export function sipVariables(channel: Channel): Variables {
  const { callerId, uuid, sessionId, destination } = channel;
  const { user } = destination;
  const [host = '127.0.0.1', port = '5061'] = sipHost(channel).split(':');
  const from = `${callerId}@127.0.0.1`;
  const fromTag = uuid.slice(0, 8) + uuid.slice(9, 13);
  const toTag = `4281SIPpTag${sessionId}`;
  const via = `SIP/2.0/UDP 127.0.0.1:5080;rport;branch=z9hG4bK${uuid.slice(24)}`;
  return {
    sip_reply_host: host,
    sip_reply_port: port,
    sip_network_ip: host,
    sip_network_port: port,
    sip_recover_contact: `<sip:${host}:${port};transport=UDP>`,
    sip_full_via: via,
    sip_recover_via: via,
    sip_full_from: `<sip:${from}>;tag=${fromTag}`,
    sip_full_to: `<sip:${user}@${host}:${port}>;tag=${toTag}`,
    sip_from_user: callerId,
    sip_from_uri: from,
    sip_to_user: user,
    sip_to_port: port,
    sip_to_uri: `${user}@${host}:${port}`,
    sip_contact_params: 'transport=UDP',
    sip_contact_user: 'nobody',
    sip_contact_port: port,
    sip_contact_uri: `nobody@${host}:${port}`,
    sip_contact_host: host,
    sip_to_tag: toTag,
    sip_from_tag: fromTag,
    sip_cseq: String(odd(channel, 2, 123_000_000, 124_000_000)),
    sip_call_id: sipCallId(channel),
  };
}

/** What the answer brought. */
export function answerVariables(channel: Channel): Variables {
  const port = channel.destination.gateway === undefined ? '42000' : '40000';
  return {
    switch_r_sdp:
      `v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 101\r\n` +
      'a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n',
    ep_codec_string: 'CORE_PCM_MODULE.PCMU@8000h@20i@64000b',
    remote_video_media_flow: 'inactive',
    remote_text_media_flow: 'inactive',
    remote_audio_media_flow: 'sendrecv',
    rtp_audio_recv_pt: '0',
    rtp_use_codec_name: 'PCMU',
    rtp_use_codec_rate: '8000',
    rtp_use_codec_ptime: '20',
    rtp_use_codec_channels: '1',
    rtp_last_audio_codec_string: 'PCMU@8000h@20i@1c',
    read_codec: 'PCMU',
    original_read_codec: 'PCMU',
    read_rate: '8000',
    original_read_rate: '8000',
    write_codec: 'PCMU',
    write_rate: '8000',
    dtmf_type: 'rfc2833',
    rtp_use_timer_name: 'soft',
    rtp_use_pt: '0',
    rtp_use_ssrc: String(odd(channel, 3, 1_000_000_000, 4_000_000_000)),
    rtp_2833_send_payload: '101',
    rtp_2833_recv_payload: '101',
    remote_media_ip: '127.0.0.1',
    remote_media_port: port,
  };
}

export function sipCallId(channel: Channel): string {
  return `${channel.uuid.slice(24, 32)}-622e-1240-9d95-2e35a65c4f82`;
}

function sipHost(channel: Channel): string {
  const { gateway, host } = channel.destination;
  if (gateway !== undefined) return '127.0.0.1:5070';
  return host === '' ? '127.0.0.1:5061' : host;
}

/** A number that looks drawn, the same for all events of the leg. */
function odd(channel: Channel, salt: number, from: number, to: number): number {
  let hash = salt;
  for (let at = 0; at < channel.uuid.length; at++)
    hash = Math.imul(hash ^ channel.uuid.charCodeAt(at), 16_777_619) >>> 0;
  return from + (hash % (to - from));
}
