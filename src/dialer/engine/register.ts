import type { RegisterSet } from '../../compliance/index.ts';
import { record } from './emit.ts';
import { reviewHeld } from './release.ts';
import type { FloorState } from './state.ts';

/** Asked before the very next dial; what was asked stands in the log, so that a refusal can be explained later. */
export function putRegister(state: FloorState, register: RegisterSet): void {
  state.registers.put(register);
  reviewHeld(state);
  const { list, dated, numbers, sourceHash } = register;
  record(state, 'floor', 'register.loaded', { list, dated, numbers, sourceHash });
}
