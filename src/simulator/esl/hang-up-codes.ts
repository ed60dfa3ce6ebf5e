/** ITU-T Q.850 values; FreeSWITCH's own causes, such as MANAGER_REQUEST, are told as 16 (transcripts 83, 96). */
const codes: Readonly<Record<string, string>> = {
  UNALLOCATED_NUMBER: '1',
  NO_ROUTE_DESTINATION: '3',
  NORMAL_CLEARING: '16',
  USER_BUSY: '17',
  NO_USER_RESPONSE: '18',
  NO_ANSWER: '19',
  SUBSCRIBER_ABSENT: '20',
  CALL_REJECTED: '21',
  NUMBER_CHANGED: '22',
  DESTINATION_OUT_OF_ORDER: '27',
  INVALID_NUMBER_FORMAT: '28',
  NORMAL_UNSPECIFIED: '31',
  NORMAL_TEMPORARY_FAILURE: '41',
  INCOMPATIBLE_DESTINATION: '88',
  RECOVERY_ON_TIMER_EXPIRE: '102',
  ORIGINATOR_CANCEL: '16',
  LOSE_RACE: '16',
  MANAGER_REQUEST: '16',
  ALLOTTED_TIMEOUT: '16',
  MEDIA_TIMEOUT: '16',
  SYSTEM_SHUTDOWN: '16',
};

export function q850(cause: string): string {
  return codes[cause] ?? '16';
}

/** A cause that `uuid_kill` knows; else it is NORMAL_CLEARING. */
export function knownCause(cause: string): string {
  return cause in codes ? cause : 'NORMAL_CLEARING';
}

const phrases: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  410: 'Gone',
  480: 'Temporarily Unavailable',
  484: 'Address Incomplete',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
};

export function sipPhrase(status: number): string {
  return phrases[status] ?? 'OK';
}
