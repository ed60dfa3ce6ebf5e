import { knownEvents } from './event-names.ts';
import { header, type RenderedEvent } from './render.ts';

export type Format = 'plain' | 'json';

/** What one connection wants to hear. */
export interface Subscription {
  /** The format is a property of the connection: the latest `event` command turns all events to it (transcripts 78, 80). */
  format: Format;
  all: boolean;
  readonly names: Set<string>;
  readonly subclasses: Set<string>;
  /** Name and value; an event passes when any of them fits. */
  filters: { readonly name: string; readonly value: string; readonly negative: boolean }[];
  /** `myevents UUID`: this leg's events only, and the connection ends with it. */
  only: string | undefined;
}

export function noSubscription(): Subscription {
  return { format: 'plain', all: false, names: new Set(), subclasses: new Set(), filters: [], only: undefined };
}

const formats: Readonly<Record<string, Format>> = { plain: 'plain', json: 'json' };
/** Names and filters one connection may have. */
const MAX_ENTRIES = 500;

/** `event [plain|json] NAMES`: a misspelt name passes in silence when another one is right (T2). */
export function subscribe(subscription: Subscription, argument: string): string {
  const words = argument.split(/\s+/).filter((word) => word !== '');
  const format = formats[words[0]?.toLowerCase() ?? ''];
  // FreeSWITCH has a third format; a client that asks for it must not get another one in silence.
  if (words[0]?.toLowerCase() === 'xml') return '-ERR xml events are not simulated: use json or plain';
  if (format !== undefined) words.shift();
  const known = enter(subscription, words);
  if (!known) return '-ERR no keywords supplied';
  subscription.format = format ?? 'plain';
  return `+OK event listener enabled ${subscription.format}`;
}

/** After CUSTOM every word is a subclass. */
function enter(subscription: Subscription, words: readonly string[]): boolean {
  let known = false;
  let custom = false;
  for (const word of words) {
    const name = word.toUpperCase();
    if (custom) subscription.subclasses.add(word);
    else if (name === 'ALL') subscription.all = true;
    else if (knownEvents.has(name)) subscription.names.add(name);
    known ||= custom || knownEvents.has(name);
    custom ||= name === 'CUSTOM';
    if (subscription.names.size + subscription.subclasses.size > MAX_ENTRIES) break;
  }
  return known;
}

/** `nixevent NAMES`. */
export function unsubscribe(subscription: Subscription, argument: string): string {
  const words = argument.split(/\s+/).filter((word) => word !== '');
  let known = false;
  let custom = false;
  for (const word of words) {
    const name = word.toUpperCase();
    if (custom) subscription.subclasses.delete(word);
    else if (name === 'ALL') silence(subscription);
    else if (knownEvents.has(name)) leaveOut(subscription, name);
    known ||= custom || knownEvents.has(name);
    custom ||= name === 'CUSTOM';
  }
  return known ? '+OK events nixed' : '-ERR no keywords supplied';
}

function leaveOut(subscription: Subscription, name: string): void {
  if (subscription.all) {
    for (const other of knownEvents) if (other !== 'ALL') subscription.names.add(other);
    subscription.all = false;
  }
  subscription.names.delete(name);
  if (name === 'CUSTOM') subscription.subclasses.clear();
}

export function silence(subscription: Subscription): void {
  subscription.all = false;
  subscription.names.clear();
  subscription.subclasses.clear();
  subscription.only = undefined;
}

/** `filter NAME VALUE`, `filter delete NAME [VALUE]`, `filter delete all`. */
export function filter(subscription: Subscription, argument: string): string {
  const [first = '', second = '', ...rest] = argument.trim().split(' ');
  if (first === '') return '-ERR command not found';
  if (first !== 'delete') {
    const value = [second, ...rest].join(' ');
    if (value === '') return '-ERR invalid syntax';
    const negative = first.startsWith('-');
    if (subscription.filters.length < MAX_ENTRIES)
      subscription.filters.push({ name: negative ? first.slice(1) : first, value, negative });
    return `+OK filter added. [${first}]=[${value}]`;
  }
  if (second === '') return '-ERR invalid syntax';
  const value = rest.join(' ');
  subscription.filters =
    second === 'all'
      ? []
      : subscription.filters.filter((each) => each.name !== second || (value !== '' && each.value !== value));
  return `+OK filter deleted. [${second}][${value}]`;
}

export function wantsName(subscription: Subscription, name: string, subclass: string | undefined): boolean {
  if (subscription.only !== undefined) return true;
  if (subscription.all) return true;
  if (subclass !== undefined) return subscription.subclasses.has(subclass);
  return subscription.names.has(name);
}

/** An event passes when any filter fits; with none, all do. */
export function passes(subscription: Subscription, event: RenderedEvent): boolean {
  const { filters, only } = subscription;
  if (only !== undefined && event.uuid !== only) return false;
  if (filters.length === 0) return true;
  let fits = filters.every(({ negative }) => negative);
  for (const { name, value, negative } of filters) {
    const found = header(event, name);
    const hit = found?.includes(value) === true;
    if (hit && negative) return false;
    fits ||= hit;
  }
  return fits;
}

/** Whether any of the events made only on demand is wanted. */
export function wantsVerbose(subscription: Subscription): boolean {
  const verbose = [
    'CHANNEL_STATE',
    'CHANNEL_CALLSTATE',
    'CHANNEL_EXECUTE',
    'CHANNEL_EXECUTE_COMPLETE',
    'CODEC',
    'CALL_UPDATE',
  ];
  return subscription.all || subscription.only !== undefined || verbose.some((name) => subscription.names.has(name));
}
