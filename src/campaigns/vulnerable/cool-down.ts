import { MINUTE_MS } from '../../kernel/time.ts';
import type { DispositionCode } from '../disposition.ts';

export const coolDownCauses = ['vulnerable', 'bereavement', 'difficult-calls'] as const;
export type CoolDownCause = (typeof coolDownCauses)[number];

/** Offered after a hard call, and paid: nobody has to ask for it. */
export const COOL_DOWN_MS = 3 * MINUTE_MS;
/** So many difficult calls one after the other. */
export const DIFFICULT_CALLS = 3;

export interface HardCall {
  readonly vulnerable: boolean;
  readonly disposition: DispositionCode;
  /** Calls that the agent has called difficult in a row, this one included. */
  readonly difficultInARow: number;
}

/** Why a pause is offered after this call; undefined: it was a call like others. */
export function coolDownCause({ vulnerable, disposition, difficultInARow }: HardCall): CoolDownCause | undefined {
  if (vulnerable || disposition === 'VUL') return 'vulnerable';
  if (disposition === 'DCD') return 'bereavement';
  return difficultInARow >= DIFFICULT_CALLS ? 'difficult-calls' : undefined;
}
