/** Why a call is refused, and what SIP and FreeSWITCH make of it (transcript 85). */
export const refusals = {
  busy: { sipStatus: 486, cause: 'USER_BUSY' },
  rejected: { sipStatus: 603, cause: 'CALL_REJECTED' },
  unallocated: { sipStatus: 404, cause: 'UNALLOCATED_NUMBER' },
  'number-changed': { sipStatus: 410, cause: 'NUMBER_CHANGED' },
  'not-reachable': { sipStatus: 480, cause: 'NO_USER_RESPONSE' },
  congestion: { sipStatus: 503, cause: 'NORMAL_TEMPORARY_FAILURE' },
  'no-answer': { sipStatus: 480, cause: 'NO_ANSWER' },
} as const satisfies Record<string, { readonly sipStatus: number; readonly cause: string }>;

export type Refusal = keyof typeof refusals;
