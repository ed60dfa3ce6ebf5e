/** Where in FreeSWITCH's source each event is made, as its headers tell. */
export const eventOrigins: Readonly<Record<string, readonly [file: string, work: string, line: string]>> = {
  API: ['switch_loadable_module.c', 'switch_api_execute', '2954'],
  BACKGROUND_JOB: ['mod_event_socket.c', 'api_exec', '1569'],
  CALL_UPDATE: ['switch_channel.c', 'switch_channel_flip_cid', '3279'],
  CHANNEL_ANSWER: ['switch_channel.c', 'switch_channel_perform_mark_answered', '3848'],
  CHANNEL_BRIDGE: ['switch_ivr_bridge.c', 'switch_ivr_multi_threaded_bridge', '1689'],
  CHANNEL_CALLSTATE: ['switch_channel.c', 'switch_channel_perform_set_callstate', '302'],
  CHANNEL_CREATE: ['switch_core_state_machine.c', 'switch_core_session_run', '626'],
  CHANNEL_DATA: ['mod_commands.c', 'uuid_dump_function', '6495'],
  CHANNEL_DESTROY: ['switch_core_session.c', 'switch_core_session_perform_destroy', '1588'],
  CHANNEL_EXECUTE: ['switch_core_session.c', 'switch_core_session_exec', '2949'],
  CHANNEL_EXECUTE_COMPLETE: ['switch_core_session.c', 'switch_core_session_exec', '2972'],
  CHANNEL_HANGUP: ['switch_channel.c', 'switch_channel_perform_hangup', '3447'],
  CHANNEL_HANGUP_COMPLETE: ['switch_core_state_machine.c', 'switch_core_session_reporting_state', '943'],
  CHANNEL_HOLD: ['switch_ivr.c', 'switch_ivr_hold', '1558'],
  CHANNEL_ORIGINATE: ['switch_core_state_machine.c', 'switch_core_session_run', '632'],
  CHANNEL_OUTGOING: ['switch_core_session.c', 'switch_core_session_outgoing_channel', '768'],
  CHANNEL_PARK: ['switch_ivr.c', 'switch_ivr_park', '1002'],
  CHANNEL_PROGRESS: ['switch_channel.c', 'switch_channel_perform_mark_ring_ready_value', '3507'],
  CHANNEL_PROGRESS_MEDIA: ['switch_channel.c', 'switch_channel_perform_mark_pre_answered', '3562'],
  CHANNEL_STATE: ['switch_channel.c', 'switch_channel_perform_set_running_state', '2409'],
  CHANNEL_UNBRIDGE: ['switch_ivr_bridge.c', 'switch_ivr_multi_threaded_bridge', '1879'],
  CHANNEL_UNHOLD: ['switch_ivr.c', 'switch_ivr_unhold', '1638'],
  CHANNEL_UNPARK: ['switch_ivr.c', 'switch_ivr_park', '1213'],
  CODEC: ['switch_core_codec.c', 'switch_core_session_set_real_read_codec', '189'],
  CUSTOM: ['mod_conference.c', 'conference_event_add_data', '62'],
  DTMF: ['switch_channel.c', 'switch_channel_dequeue_dtmf', '678'],
  HEARTBEAT: ['switch_core.c', 'send_heartbeat', '95'],
  MEDIA_BUG_START: ['switch_core_media_bug.c', 'switch_core_media_bug_add', '1014'],
  MEDIA_BUG_STOP: ['switch_core_media_bug.c', 'switch_core_media_bug_destroy', '84'],
  PLAYBACK_START: ['switch_ivr_play_say.c', 'switch_ivr_play_file', '1649'],
  PLAYBACK_STOP: ['switch_ivr_play_say.c', 'switch_ivr_play_file', '2023'],
  RECORD_START: ['switch_ivr_async.c', 'record_callback', '1482'],
  RECORD_STOP: ['switch_ivr_async.c', 'send_record_stop_event', '1241'],
  RE_SCHEDULE: ['switch_scheduler.c', 'switch_scheduler_execute', '73'],
  SHUTDOWN: ['switch_core.c', 'switch_core_destroy', '3033'],
};

/** Every event type a client may name (switch_event.c); most are never made here. */
const others =
  'CLONE CHANNEL_CALLSTATE CHANNEL_PROGRESS CHANNEL_GLOBAL INBOUND_CHAN OUTBOUND_CHAN CHANNEL_UUID STARTUP PUBLISH ' +
  'UNPUBLISH TALK NOTALK SESSION_CRASH MODULE_LOAD MODULE_UNLOAD COMMAND RECV_MESSAGE REQUEST_PARAMS CHANNEL_APPLICATION ' +
  'PRESENCE_IN NOTIFY_IN PRESENCE_OUT PRESENCE_PROBE MESSAGE_WAITING MESSAGE_QUERY ROSTER MESSAGE DETECTED_SPEECH ' +
  'DETECTED_TONE PRIVATE_COMMAND TRAP ADD_SCHEDULE DEL_SCHEDULE EXE_SCHEDULE RELOADXML NOTIFY SEND_MESSAGE PHONE_FEATURE ' +
  'PHONE_FEATURE_SUBSCRIBE SEND_INFO RECV_INFO RECV_RTCP_MESSAGE SEND_RTCP_MESSAGE CALL_SECURE NAT CALL_SETUP_REQ ' +
  'CALL_SETUP_RESULT CALL_DETAIL DEVICE_STATE TEXT SHUTDOWN_REQUESTED FAILURE SOCKET_DATA MEDIA_BUG_START CONFERENCE_DATA';

export const knownEvents: ReadonlySet<string> = new Set([
  ...Object.keys(eventOrigins),
  ...others.split(' '),
  'CUSTOM',
  'ALL',
]);
