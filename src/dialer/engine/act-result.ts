import { err, ok, type Result } from '../../kernel/result.ts';

export const actRefusalCodes = [
  'not-logged-in',
  'already-logged-in',
  'no-switch',
  'no-line',
  'wrong-state',
  'no-call',
  'not-found',
  'not-free',
  'not-lawful',
  'not-possible',
  'no-line-free',
  'not-stored',
  'not-certified',
] as const;

/** Why an act was not possible; nothing has changed. */
export interface ActRefusal {
  readonly code: (typeof actRefusalCodes)[number];
  readonly message: string;
}

export type ActResult = Result<undefined, ActRefusal>;

export type ActRefused = Extract<ActResult, { ok: false }>;

export const DONE: ActResult = ok(undefined);

export function refusal(code: ActRefusal['code'], message: string): ActRefused {
  return err({ code, message });
}
