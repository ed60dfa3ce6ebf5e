import { hangUpAll } from '../../switch/commands.ts';
import type { SwitchModel } from '../../switch/switch-model.ts';
import { knownCause } from '../hang-up-codes.ts';
import { type ApiCommand, type ApiContext, OK } from './api-command.ts';

/** It looks once a second whether the last call is gone. */
const ELEGANT_POLL_MS = 1_000;

/** Limits, pauses and the end of the server. A limit that is raised is in force with the next second (T34). */
export const fsctl: ApiCommand = (context, argument, reply) => {
  const [what = '', ...words] = argument.split(' ').filter((word) => word !== '');
  if (what === 'shutdown') shutdown(context, words[0], reply);
  else reply(answer(context.model, what, words));
};

function answer(model: SwitchModel, what: string, words: readonly string[]): string {
  const number = Number(words[0]);
  switch (what) {
    case 'sps':
      if (number > 0) model.limits.perSecond = number;
      return `+OK sessions per second: ${model.limits.perSecond}\n`;
    case 'max_sessions':
      if (number > 0) model.limits.maxSessions = number;
      return `+OK max sessions: ${model.limits.maxSessions}\n`;
    case 'pause':
      model.paused = words[0] !== 'inbound';
      return OK;
    case 'resume':
      model.paused = false;
      return OK;
    case 'pause_check':
      return String(model.paused);
    case 'ready_check':
      return String(!model.paused && !model.shuttingDown);
    case 'shutdown_check':
      return String(model.shuttingDown);
    case 'hupall':
      hangUpAll(model, knownCause(words[0] ?? 'MANAGER_REQUEST'), words[1], words[2]);
      return OK;
    default:
      return '-ERR Invalid command\n';
  }
}

/** `now` closes every socket without a word (transcript 90); `elegant` holds this connection up until the last call is gone (94). */
function shutdown(context: ApiContext, how: string | undefined, reply: (text: string) => void): void {
  const { model } = context;
  if (how === 'cancel') {
    model.shuttingDown = false;
    reply(OK);
  } else if (how === 'elegant') {
    model.shuttingDown = true;
    awaitLast(context, reply);
  } else if (how === 'now') context.shutDown(true);
  else {
    reply(OK);
    context.shutDown(false);
  }
}

function awaitLast(context: ApiContext, reply: (text: string) => void): void {
  if (!context.model.shuttingDown) reply(OK);
  else if (context.model.channels.size > 0)
    context.model.clock.schedule(ELEGANT_POLL_MS, () => awaitLast(context, reply));
  else {
    reply(OK);
    context.model.clock.schedule(ELEGANT_POLL_MS / 2, () => context.shutDown(false));
  }
}
