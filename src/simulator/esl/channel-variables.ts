import type { UtcMs } from '../../kernel/time.ts';
import type { Channel } from '../switch/channel.ts';
import { isFlipped } from './channel-headers.ts';
import { q850, sipPhrase } from './hang-up-codes.ts';
import type { HeaderPart } from './header-text.ts';
import { answerVariables, identityVariables, offerVariables, sipCallId, sipVariables } from './sip-variables.ts';
import { epoch, localText, microseconds } from './time-text.ts';
import { variables } from './variables.ts';

/** The parts of a leg's variables, by what has happened to it; each is written once. */
interface Written {
  readonly identity: HeaderPart;
  readonly offer: HeaderPart;
  own: HeaderPart;
  ringing: HeaderPart | undefined;
  answered: HeaderPart | undefined;
  late: HeaderPart;
  ended: HeaderPart | undefined;
  /** The leg's revision that `own` and `late` were written for. */
  revision: number;
}

const written = new WeakMap<Channel, Written>();

/** All `variable_…` headers of a leg, in the order of the recorded events as far as it is cheap. */
export function variableParts(channel: Channel): HeaderPart[] {
  const known = writtenOf(channel);
  if (known.revision !== channel.revision) {
    known.revision = channel.revision;
    known.own = { headers: ownVariables(channel) };
    known.late = { headers: variables(lateVariables(channel)) };
  }
  const reached = channel.progressAt ?? channel.progressMediaAt ?? channel.answeredAt;
  if (reached !== undefined) known.ringing ??= { headers: variables(sipVariables(channel)) };
  if (channel.answeredAt !== undefined) known.answered ??= { headers: variables(answerVariables(channel)) };
  if (channel.completed) known.ended ??= { headers: variables(endVariables(channel)) };
  const parts = [known.identity, known.own, known.offer, known.ringing, known.answered, known.late, known.ended];
  return parts.filter((part) => part !== undefined);
}

function writtenOf(channel: Channel): Written {
  const known = written.get(channel);
  if (known !== undefined) return known;
  const fresh: Written = {
    identity: { headers: variables(identityVariables(channel)) },
    offer: { headers: variables(offerVariables(channel)) },
    own: { headers: [] },
    ringing: undefined,
    answered: undefined,
    late: { headers: [] },
    ended: undefined,
    revision: -1,
  };
  written.set(channel, fresh);
  return fresh;
}

function ownVariables(channel: Channel): string[] {
  const headers: string[] = [];
  for (const [name, value] of channel.variables) headers.push(`variable_${name}`, value);
  return headers;
}

/** What changes while the leg lives. */
function lateVariables(channel: Channel): Record<string, string | undefined> {
  const { lastPartner, partner, current, activity, leads, callerId } = channel;
  const bridged = activity === 'bridged';
  const ran = current?.name === 'uuid_bridge' ? undefined : current;
  const flipped = isFlipped(channel)
    ? { endpoint_disposition: 'ANSWER', pre_transfer_caller_id_number: callerId, channel_cid_flipped: 'yes' }
    : {};
  return {
    ...flipped,
    call_uuid: bridged && !leads ? partner?.uuid : channel.uuid,
    current_application: ran?.name ?? (channel.transfers > 0 ? 'park' : undefined),
    current_application_data: ran?.data === '' ? undefined : ran?.data,
    ...transferVariables(channel),
    bridge_channel: lastPartner?.name,
    bridge_uuid: lastPartner?.uuid,
    signal_bond: lastPartner?.uuid,
    // There exactly while bridged (T33).
    bridge_to: bridged ? partner?.uuid : undefined,
    last_bridge_to: channel.bridgedAt === undefined ? undefined : lastPartner?.uuid,
    ...hangUpVariables(channel),
  };
}

function transferVariables({
  transfers,
  destination,
  bridgedAt,
  lastPartner,
  leads,
}: Channel): Record<string, string | undefined> {
  if (transfers === 0) return {};
  const partner = bridgedAt === undefined ? undefined : lastPartner;
  return {
    original_destination_number: destination.user,
    original_caller_id_name: 'Outbound Call',
    original_caller_id_number: destination.user,
    last_sent_callee_id_name: partner?.callerId,
    last_sent_callee_id_number: partner?.callerId,
    last_bridge_role: partner !== undefined && leads ? 'originator' : undefined,
  };
}

/** With CHANNEL_HANGUP a BYE is known by its status only; who hung up is told after it, but for a refusal. */
function hangUpVariables(channel: Channel): Record<string, string | undefined> {
  const { hangup, completed } = channel;
  if (hangup === undefined) return {};
  const { disposition, sipStatus, cause } = hangup;
  const refused = channel.answeredAt === undefined && sipStatus !== undefined;
  const cancelled = completed && disposition === 'send_cancel';
  const status = sipStatus === undefined ? undefined : String(sipStatus);
  return {
    sip_call_id: refused ? sipCallId(channel) : undefined,
    sip_hangup_disposition: disposition === 'recv_refuse' || completed ? disposition : undefined,
    sip_invite_failure_status: refused ? status : cancelled ? '487' : undefined,
    sip_invite_failure_phrase: refused ? sipPhrase(sipStatus) : cancelled ? 'CANCEL' : undefined,
    sip_term_status: status,
    proto_specific_hangup_cause: status === undefined ? undefined : `sip:${status}`,
    sip_term_cause: status === undefined ? undefined : q850(cause),
  };
}

const zeros = (prefix: string, names: string, value = '0') =>
  Object.fromEntries(names.split(' ').map((name) => [`${prefix}${name}`, value]));

const RTP_STATISTICS: Readonly<Record<string, string>> = {
  ...zeros('rtp_audio_in_', 'raw_bytes media_bytes packet_count media_packet_count skip_packet_count'),
  ...zeros(
    'rtp_audio_in_',
    'jitter_packet_count dtmf_packet_count cng_packet_count flush_packet_count largest_jb_size',
  ),
  ...zeros('rtp_audio_in_jitter_', 'min_variance max_variance loss_rate burst_rate', '0.00'),
  rtp_audio_in_mean_interval: '0.00',
  rtp_audio_in_flaw_total: '0',
  rtp_audio_in_quality_percentage: '100.00',
  rtp_audio_in_mos: '4.50',
  ...zeros('rtp_audio_out_', 'raw_bytes media_bytes packet_count media_packet_count skip_packet_count'),
  ...zeros('rtp_audio_out_', 'dtmf_packet_count cng_packet_count'),
  ...zeros('rtp_audio_rtcp_', 'packet_count octet_count'),
};

/** Only with CHANNEL_HANGUP_COMPLETE and after: causes, stamps, lengths in seconds, ms and µs. */
function endVariables(channel: Channel): Record<string, string> {
  const { hangup, answeredAt } = channel;
  const cause = hangup?.cause ?? 'NORMAL_CLEARING';
  const answered = answeredAt !== undefined;
  return {
    hangup_cause: cause,
    hangup_cause_q850: q850(cause),
    digits_dialed: 'none',
    ...stampVariables(channel),
    ...zeros('hold_accum_', 'seconds usec ms'),
    ...(channel.current === undefined ? {} : { last_app: 'park' }),
    caller_id: answered ? `"Outbound Call" <${channel.destination.user}>` : channel.callerId,
    ...lengthVariables(channel),
    ...(answered ? RTP_STATISTICS : {}),
  };
}

function stampVariables(channel: Channel): Record<string, string> {
  const { createdAt, answeredAt, progressAt, progressMediaAt, bridgedAt } = channel;
  const times: Readonly<Record<string, UtcMs | undefined>> = {
    start: createdAt,
    profile_start: createdAt,
    answer: answeredAt,
    bridge: bridgedAt,
    last_hold: undefined,
    resurrect: undefined,
    progress: progressAt,
    progress_media: progressMediaAt,
    end: channel.hangupAt ?? createdAt,
  };
  const stamps: Record<string, string> = {};
  for (const [name, at] of Object.entries(times)) if (at !== undefined) stamps[`${name}_stamp`] = localText(at);
  for (const [name, at] of Object.entries(times)) {
    stamps[`${name}_epoch`] = epoch(at);
    stamps[`${name}_uepoch`] = microseconds(at);
  }
  return stamps;
}

function lengthVariables(channel: Channel): Record<string, string> {
  const { createdAt, answeredAt, progressAt, progressMediaAt, bridgedAt } = channel;
  const endedAt = channel.hangupAt ?? createdAt;
  const since = (at: UtcMs | undefined) => (at === undefined ? 0 : at - createdAt);
  const lengths: Readonly<Record<string, number>> = {
    bill: answeredAt === undefined ? 0 : endedAt - answeredAt,
    progress: since(progressAt),
    answer: since(answeredAt),
    wait: since(bridgedAt),
    progress_media: since(progressMediaAt),
    flow_bill: answeredAt === undefined ? 0 : endedAt - createdAt,
  };
  const whole = endedAt - createdAt;
  const texts: Record<string, string> = { duration: String(Math.floor(whole / 1_000)) };
  for (const [name, ms] of Object.entries(lengths)) texts[`${name}sec`] = String(Math.floor(ms / 1_000));
  texts['mduration'] = String(Math.round(whole));
  for (const [name, ms] of Object.entries(lengths)) texts[`${name}msec`] = String(Math.round(ms));
  texts['uduration'] = String(Math.round(whole) * 1_000);
  for (const [name, ms] of Object.entries(lengths)) texts[`${name}usec`] = String(Math.round(ms) * 1_000);
  return texts;
}
