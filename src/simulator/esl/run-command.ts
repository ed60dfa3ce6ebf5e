import { kill, liveChannel } from '../switch/commands.ts';
import { executeOn } from '../switch/execute-on.ts';
import { nextSeq, publish, randomUuid, stamp } from '../switch/switch-model.ts';
import { type ApiContext, firstWord } from './api/api-command.ts';
import { apiCommands } from './api/index.ts';
import type { ClientCommand } from './command-reader.ts';
import { knownCause } from './hang-up-codes.ts';
import type { EslServerState } from './server-state.ts';
import { filter, type Subscription, silence, subscribe, unsubscribe } from './subscription.ts';

/** What a command may do with its connection. */
export interface Connection {
  readonly server: EslServerState;
  readonly subscription: Subscription;
  authorised: boolean;
  /** `command/reply`; `more` are further header lines. */
  reply(text: string, more?: string): void;
  /** Holds the connection until `run` has answered; what happens meanwhile is told after it. */
  block(run: (answer: (text: string) => void) => void): void;
  subscriptionChanged(): void;
  /** The notice of goodbye, then the end. */
  hangUp(): void;
}

type Work = (connection: Connection, argument: string, command: ClientCommand) => void;

const NOT_FOUND = '-ERR command not found';
const NO_SESSION = '-ERR not controlling a session';

const commands: Readonly<Record<string, Work>> = {
  api: (connection, argument) => {
    if (argument === '') connection.reply(NOT_FOUND);
    else connection.block((answer) => runApi(connection, argument, answer));
  },
  bgapi: runJob,
  event: (connection, argument) => {
    connection.reply(subscribe(connection.subscription, argument));
    connection.subscriptionChanged();
  },
  nixevent: (connection, argument) => {
    connection.reply(unsubscribe(connection.subscription, argument));
    connection.subscriptionChanged();
  },
  noevents: (connection) => {
    silence(connection.subscription);
    connection.reply('+OK no longer listening for events');
    connection.subscriptionChanged();
  },
  myevents: myEvents,
  filter: (connection, argument) => connection.reply(filter(connection.subscription, argument)),
  sendmsg: sendMessage,
  log: (connection, argument) => connection.reply(`+OK log level ${argument || '7'} [${argument || '7'}]`),
  nolog: (connection) => connection.reply('+OK no longer logging'),
  divert_events: (connection) => connection.reply(`${NO_SESSION}.`),
  linger: (connection) => connection.reply(NO_SESSION),
  nolinger: (connection) => connection.reply(NO_SESSION),
  exit: (connection) => {
    connection.reply('+OK bye');
    connection.hangUp();
  },
};

/** One command of a client. Before `auth` nothing else is known, and the connection stays (transcript 03). */
export function runCommand(connection: Connection, command: ClientCommand): void {
  const [name, argument] = firstWord(command.line);
  if (name === 'auth' || name === 'userauth') authorise(connection, name, argument);
  else {
    const work = connection.authorised && Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (work === undefined) connection.reply(NOT_FOUND);
    else work(connection, argument, command);
  }
}

/** One try only. `userauth user:password` takes any user here. */
function authorise(connection: Connection, way: string, argument: string): void {
  const given = way === 'auth' ? argument : argument.slice(argument.indexOf(':') + 1);
  if (given !== connection.server.password) {
    connection.reply('-ERR invalid');
    connection.hangUp();
    return;
  }
  connection.authorised = true;
  connection.reply('+OK accepted');
}

function contextOf(connection: Connection): ApiContext {
  const { model, stamps } = connection.server;
  return { model, stamps, shutDown: (now) => connection.server.shutDown(now) };
}

function runApi(connection: Connection, text: string, answer: (text: string) => void): void {
  const [name, argument] = firstWord(text);
  const { model } = connection.server;
  publish(model, { kind: 'api', seq: nextSeq(model), at: stamp(model), command: name, argument });
  const command = Object.hasOwn(apiCommands, name) ? apiCommands[name] : undefined;
  if (command === undefined) answer(`-ERR ${name} Command not found!\n`);
  else command(contextOf(connection), argument, answer);
}

/** The reply first, then the work; its text comes as an event, with the Job-UUID given or a fresh one. */
function runJob(connection: Connection, text: string, command: ClientCommand): void {
  if (text === '') {
    connection.reply(NOT_FOUND);
    return;
  }
  const { model } = connection.server;
  const jobId = command.headers.get('job-uuid') ?? randomUuid(model.random);
  connection.reply(`+OK Job-UUID: ${jobId}`, `Job-UUID: ${jobId}\n`);
  const [name, argument] = firstWord(text);
  runApi(connection, text, (body) =>
    publish(model, { kind: 'job', seq: nextSeq(model), at: stamp(model), jobId, command: name, argument, body }),
  );
}

/** `myevents UUID [json]`: an inbound client follows one leg and ends with it. */
function myEvents(connection: Connection, argument: string): void {
  const [uuid, format] = firstWord(argument);
  if (uuid === '') connection.reply(NOT_FOUND);
  else if (liveChannel(connection.server.model, uuid) === undefined)
    connection.reply(`-ERR invalid session id [${uuid}]`);
  else {
    connection.subscription.only = uuid;
    connection.subscription.format = format === 'json' ? 'json' : 'plain';
    connection.reply('+OK Events Enabled');
    connection.subscriptionChanged();
  }
}

function sendMessage(connection: Connection, uuid: string, command: ClientCommand): void {
  const { model } = connection.server;
  const channel = liveChannel(model, uuid);
  if (channel === undefined) {
    connection.reply(`-ERR invalid session id [${uuid}]`);
    return;
  }
  const call = command.headers.get('call-command');
  if (call === 'hangup') kill(model, uuid, knownCause(command.headers.get('hangup-cause') ?? 'NORMAL_CLEARING'));
  if (call === 'execute') {
    const name = command.headers.get('execute-app-name') ?? '';
    const data = command.headers.get('execute-app-arg') ?? command.body;
    executeOn(model, channel, { name, data }, command.headers.get('event-uuid') ?? randomUuid(model.random));
  }
  connection.reply('+OK');
}
