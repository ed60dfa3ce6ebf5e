import { inlineApplications } from '../switch/applications.ts';
import type { Application, Destination } from '../switch/channel.ts';
import { USUAL_TIMEOUT_S } from '../switch/open-channel.ts';

/** An `originate` as FreeSWITCH reads it, or the text it answers instead. */
export type ReadOriginate =
  | {
      readonly ok: true;
      readonly uuid: string | undefined;
      readonly destination: Destination;
      readonly variables: ReadonlyMap<string, string>;
      readonly callerId: string;
      readonly timeoutS: number;
      readonly ignoreEarlyMedia: boolean;
      readonly applications: readonly Application[];
    }
  | { readonly ok: false; readonly reply: string };

export const ORIGINATE_USAGE =
  '-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] [<cid_num>] [<timeout_sec>]\n';

/** With the traps recorded in transcript 95: spaces end the dial string, a comma ends a value, a quote that is not closed eats the rest. */
export function readOriginate(argument: string): ReadOriginate {
  const words = splitWords(argument);
  const [dialed = '', to = '', dialplan, , , callerIdWord, timeoutWord] = words;
  if (words.length < 2) return refuse(ORIGINATE_USAGE);
  const block = readVariables(dialed);
  if (block === undefined) return refuse('-ERR DESTINATION_OUT_OF_ORDER\n');
  const destination = readDestination(block.rest);
  if (typeof destination === 'string') return refuse(`-ERR ${destination}\n`);
  const { variables } = block;
  const timeoutS = Number(variables.get('originate_timeout') ?? timeoutWord ?? USUAL_TIMEOUT_S);
  return {
    ok: true,
    uuid: variables.get('origination_uuid'),
    destination,
    variables,
    callerId: variables.get('origination_caller_id_number') ?? callerIdWord ?? '0000000000',
    timeoutS: Number.isFinite(timeoutS) && timeoutS > 0 ? timeoutS : USUAL_TIMEOUT_S,
    ignoreEarlyMedia: variables.get('ignore_early_media') === 'true',
    applications: readApplications(to, dialplan),
  };
}

function refuse(reply: string): ReadOriginate {
  return { ok: false, reply };
}

/** On spaces outside single quotes; the quotes themselves go. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && text[at + 1] === "'") {
      word += "'";
      at++;
    } else if (char === "'") quoted = !quoted;
    else if (char === ' ' && !quoted) {
      if (word !== '') words.push(word);
      word = '';
    } else word += char;
  }
  if (word !== '') words.push(word);
  return words;
}

/** Leading `{…}` and `[…]` blocks; undefined when one is not closed. Of a list or a fail-over only the first leg is dialed here. */
function readVariables(dialed: string): { readonly variables: Map<string, string>; readonly rest: string } | undefined {
  const variables = new Map<string, string>();
  let rest = dialed;
  while (rest.startsWith('{') || rest.startsWith('[')) {
    const close = rest.indexOf(rest.startsWith('{') ? '}' : ']');
    if (close < 0) return undefined;
    for (const pair of rest.slice(1, close).split(/(?<!\\),/)) {
      const equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length - 1)
        variables.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).replaceAll('\\,', ','));
    }
    rest = rest.slice(close + 1);
  }
  return { variables, rest: rest.split(/[|,]/)[0] ?? '' };
}

/** A destination, or the cause why there is none. */
function readDestination(text: string): Destination | string {
  const [endpoint = '', second = '', ...others] = text.split('/');
  const rest = others.join('/');
  if (endpoint === 'sofia' && second === 'gateway') {
    const [gateway = '', ...number] = others;
    return { endpoint, gateway, profile: 'external', user: number.join('/'), host: '', text };
  }
  if (endpoint === 'sofia') {
    if (rest === '') return 'USER_NOT_REGISTERED';
    const [user = '', host = ''] = rest.split('@');
    // `user%domain`: wherever that user has registered.
    return { endpoint, gateway: undefined, profile: second, user: user.split('%')[0] ?? user, host, text };
  }
  if (endpoint === 'user' || endpoint === 'verto.rtc' || endpoint === 'verto') {
    const [user = '', host = ''] = second.split('@');
    return user === '' ? 'SUBSCRIBER_ABSENT' : { endpoint, gateway: undefined, profile: 'internal', user, host, text };
  }
  return endpoint === 'error' && second !== '' ? second : 'CHAN_NOT_IMPLEMENTED';
}

/** `&name(data)`, an inline list, or an extension: of the dialplan only `park` is known. */
function readApplications(to: string, dialplan: string | undefined): Application[] {
  const direct = /^&(\w+)(?:\((.*)\))?$/.exec(to);
  if (direct !== null) return [{ name: direct[1] ?? '', data: direct[2] ?? '' }];
  if (dialplan === 'inline') return inlineApplications(to);
  return to === 'park' ? [{ name: 'park', data: '' }] : [{ name: 'hangup', data: 'NO_ROUTE_DESTINATION' }];
}
