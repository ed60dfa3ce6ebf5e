import type { Outcome } from '../../campaigns/index.ts';

/** How a leg ended that was never answered. */
export interface UnansweredEnd {
  /** FreeSWITCH's word: the Hangup-Cause of an event, or the text after `-ERR` of an originate job. */
  readonly cause: string;
  /** Undefined when no SIP answer ended it: a time limit, our own act, or a refusal by the switch itself. */
  readonly sipStatus: number | undefined;
  /** CHANNEL_PROGRESS or CHANNEL_PROGRESS_MEDIA was seen. */
  readonly rang: boolean;
  /** Foyer had asked for the end of the leg before it ended. */
  readonly cancelledByUs: boolean;
}

export interface UnansweredOutcome {
  readonly outcome: Outcome;
  /** Whether the end says something about the called number; else it says something about gateway, network or switch. */
  readonly about: 'number' | 'network';
  /** A definite rejection by the network before ringing: another gateway may be tried (with a fresh permit). */
  readonly mayFailOver: boolean;
}

type Row = readonly [outcome: Outcome, about: UnansweredOutcome['about'], another: '' | 'another-gateway'];

const busy: Row = ['busy', 'number', ''];
const silent: Row = ['no-answer', 'number', ''];
const declined: Row = ['rejected', 'number', ''];
const wrong: Row = ['invalid-number', 'number', ''];
const cancelled: Row = ['cancelled', 'network', ''];
/** The carrier, or the way to it, says no at once. */
const carrier: Row = ['network-failure', 'network', 'another-gateway'];
const full: Row = ['congestion', 'network', 'another-gateway'];
/** This switch itself says no: another of its gateways would not help. */
const ourSwitch: Row = ['congestion', 'network', ''];
const broken: Row = ['network-failure', 'network', ''];

/**
 * The one table of causes. Rows marked with a number were seen on a real FreeSWITCH (transcript of that number in
 * `test/fixtures/esl`, or docs/freeswitch.md, "SIP answer to cause"); the others follow ITU-T Q.850.
 */
const rows: Readonly<Record<string, Row>> = {
  USER_BUSY: busy, // 11, 24
  NO_USER_RESPONSE: silent, // 85: 480
  SUBSCRIBER_ABSENT: silent,
  CALL_REJECTED: declined, // 14; 402 and 403 below
  UNALLOCATED_NUMBER: wrong, // 15, 17
  NUMBER_CHANGED: wrong, // 85: 410
  INVALID_NUMBER_FORMAT: wrong, // 85: 484
  // Our own act (58): the cause is the one we gave.
  NORMAL_CLEARING: cancelled,
  ORIGINATOR_CANCEL: cancelled,
  MANAGER_REQUEST: cancelled,
  LOSE_RACE: cancelled,
  // The gateway or the network behind it.
  GATEWAY_DOWN: carrier, // 18
  INVALID_GATEWAY: carrier, // 19
  INCOMPATIBLE_DESTINATION: carrier, // 85: 488
  NO_ROUTE_TRANSIT_NET: carrier,
  NO_ROUTE_DESTINATION: carrier,
  NETWORK_OUT_OF_ORDER: carrier,
  OUTGOING_CALL_BARRED: carrier,
  BEARERCAPABILITY_NOTAUTH: carrier,
  BEARERCAPABILITY_NOTAVAIL: carrier,
  BEARERCAPABILITY_NOTIMPL: carrier,
  FACILITY_REJECTED: carrier,
  FACILITY_NOT_SUBSCRIBED: carrier,
  SERVICE_UNAVAILABLE: carrier,
  SERVICE_NOT_IMPLEMENTED: carrier,
  EXCHANGE_ROUTING_ERROR: carrier,
  INTERWORKING: carrier,
  NORMAL_TEMPORARY_FAILURE: full, // 16, 20, 85: 500, 503
  NORMAL_CIRCUIT_CONGESTION: full,
  SWITCH_CONGESTION: full,
  REQUESTED_CHAN_UNAVAIL: full,
  ACCESS_INFO_DISCARDED: full,
  PRE_EMPTED: full,
  // The switch itself.
  DESTINATION_OUT_OF_ORDER: ourSwitch, // 36, 66, 67, 68, 94, 95: limits, pause, shutdown, malformed dial string
  SYSTEM_SHUTDOWN: ourSwitch, // 93
  CHAN_NOT_IMPLEMENTED: broken, // 04
  USER_NOT_REGISTERED: broken,
  INVALID_PROFILE: broken,
};

/** Where the cause alone does not say it, the SIP status does (RFC 3261, section 21; 607: RFC 8197, 608: RFC 8688). */
const bySipStatus: Readonly<Record<number, Row>> = {
  402: carrier,
  403: carrier,
  404: wrong,
  408: silent,
  410: wrong,
  480: silent,
  484: wrong,
  486: busy,
  487: cancelled,
  600: busy,
  603: declined,
  604: wrong,
  607: declined,
  608: carrier,
};

/** What came of a leg that was not answered. An unknown cause is a failure of the network, and nothing is tried again at once. */
export function outcomeOf(end: UnansweredEnd): UnansweredOutcome {
  const [outcome, about, another] = rowOf(end);
  if (end.cancelledByUs && about === 'network') return { outcome: 'cancelled', about, mayFailOver: false };
  return { outcome, about, mayFailOver: another !== '' && !end.rang && !end.cancelledByUs };
}

function rowOf({ cause, sipStatus, rang }: UnansweredEnd): Row {
  switch (cause) {
    case 'NO_ANSWER':
    case 'RECOVERY_ON_TIMER_EXPIRE':
    case 'ALLOTTED_TIMEOUT':
    case 'PROGRESS_TIMEOUT':
      return timedOut(cause, sipStatus, rang);
    case 'CALL_REJECTED':
      return sipStatus === 402 || sipStatus === 403 ? carrier : declined;
    case 'DESTINATION_OUT_OF_ORDER':
      // With a SIP answer it is the far end's Q.850 cause 27, not a refusal by this switch.
      return sipStatus === undefined ? ourSwitch : carrier;
    case 'NORMAL_CLEARING':
    case 'NORMAL_UNSPECIFIED':
      return sipStatus === undefined ? (rows[cause] ?? broken) : fromSip(sipStatus);
    default:
      return (
        (Object.hasOwn(rows, cause) ? rows[cause] : undefined) ??
        (sipStatus === undefined ? broken : fromSip(sipStatus))
      );
  }
}

/** Nobody there and nobody answering look alike, but for the ringing (docs/freeswitch.md, T12). */
function timedOut(cause: string, sipStatus: number | undefined, rang: boolean): Row {
  if (rang || (cause === 'NO_ANSWER' && sipStatus !== undefined)) return silent;
  return sipStatus === undefined ? broken : carrier;
}

function fromSip(status: number): Row {
  const row = bySipStatus[status];
  if (row !== undefined) return row;
  if (status >= 600) return declined;
  if (status >= 500) return full;
  return status >= 400 ? carrier : broken;
}
