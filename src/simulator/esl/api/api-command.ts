import type { SwitchModel } from '../../switch/switch-model.ts';
import type { Stamps } from '../stamps.ts';

/** What an `api` command may use beside the switch. */
export interface ApiContext {
  readonly model: SwitchModel;
  readonly stamps: Stamps | undefined;
  /** The process is asked to end: `now` closes every socket without a word, else with a notice. */
  readonly shutDown: (now: boolean) => void;
}

/** One command; `reply` is called once, at once or later: meanwhile the connection of an `api` stands still. */
export type ApiCommand = (context: ApiContext, argument: string, reply: (text: string) => void) => void;

/** A command that answers at once. */
export function quick(answer: (context: ApiContext, argument: string) => string): ApiCommand {
  return (context, argument, reply) => reply(answer(context, argument));
}

export const NO_CHANNEL = '-ERR No such channel!\n';
export const OK = '+OK\n';

export function firstWord(text: string): readonly [first: string, rest: string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1).trim()];
}
