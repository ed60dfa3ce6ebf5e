import type { SwitchModel } from '../switch/switch-model.ts';
import type { ClientCommand } from './command-reader.ts';
import type { Stamps } from './stamps.ts';

/** What every connection of a server knows of it. */
export interface EslServerState {
  readonly model: SwitchModel;
  readonly password: string;
  readonly stamps: (Stamps & { bytesArrived(commands: readonly ClientCommand[]): void }) | undefined;
  /** The connection has ended. */
  forget(connection: unknown): void;
  /** The server is to end: at once and without a word, or with notices. */
  shutDown(now: boolean): void;
}
