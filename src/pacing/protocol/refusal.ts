import { err } from '../../kernel/result.ts';

/** Why a line was not taken; nothing has changed. */
export interface Refusal {
  /** The field at fault, or `line` where the line as a whole is. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

export function refuse(
  field: string,
  message: string,
  remedy: string,
): { readonly ok: false; readonly error: Refusal } {
  return err({ field, message, remedy });
}
