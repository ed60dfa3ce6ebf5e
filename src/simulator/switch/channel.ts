import type { Cancel } from '../../kernel/clock.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Callee } from '../world/callee.ts';

/** An application of a dial string or of an inline transfer: `&park()`, `playback:file`. */
export interface Application {
  readonly name: string;
  readonly data: string;
}

export interface Destination {
  /** `sofia`, `user`, `verto`, `error`… as dialed. */
  readonly endpoint: string;
  readonly gateway: string | undefined;
  readonly profile: string;
  readonly user: string;
  readonly host: string;
  /** As it was dialed, for its name. */
  readonly text: string;
}

/** What the channel is doing; `limbo`: bridged to a leg that died on the way (docs/freeswitch.md, T18). */
export type Activity =
  | 'dialing'
  | 'idle'
  | 'parked'
  | 'bridging'
  | 'bridged'
  | 'playing'
  | 'listening'
  | 'conference'
  | 'limbo';

/** Who or what ended a channel. */
export type Ender = 'remote' | 'command' | 'switch';

/** One leg, as FreeSWITCH holds it. Only files of this folder change it. */
export interface Channel {
  readonly uuid: string;
  readonly destination: Destination;
  readonly name: string;
  readonly direction: 'outbound' | 'inbound';
  readonly callerId: string;
  readonly sessionId: number;
  readonly createdAt: UtcMs;
  /** Own variables, in the order they were set. */
  readonly variables: Map<string, string>;
  readonly callee: Callee;
  progressAt: UtcMs | undefined;
  progressMediaAt: UtcMs | undefined;
  answeredAt: UtcMs | undefined;
  bridgedAt: UtcMs | undefined;
  hangupAt: UtcMs | undefined;
  hangup: HangUp | undefined;
  activity: Activity;
  /** Its thread is in park, also while a broadcast plays there. */
  parked: boolean;
  /** The leg it is bridged to; kept while bridging. */
  partner: Channel | undefined;
  /** It is the first argument of its bridge: BRIDGE and UNBRIDGE are told of it alone. */
  leads: boolean;
  /** The leg it was last bridged to, which stays in its headers. */
  lastPartner: Channel | undefined;
  bridgeStartedAt: UtcMs | undefined;
  /** How often it has been transferred: its caller profile index less one. */
  transfers: number;
  /** The applications still to run. */
  queue: Application[];
  current: Application | undefined;
  playingSince: UtcMs | undefined;
  /** Legs that listen to it. */
  listeners: Set<Channel>;
  listensTo: Channel | undefined;
  displaced: boolean;
  onHold: boolean;
  recording: string | undefined;
  talkLeftMs: number;
  /** The talk has been begun or is going on since. */
  talkSince: UtcMs | undefined;
  /** The far end has said goodbye and waits for the other to hang up. */
  talkOver: boolean;
  /** What ends with the present activity, what with the leg. */
  activityTimers: Cancel[];
  legTimers: Cancel[];
  /** The originate that made it, until its job is told. */
  origin: Origin | undefined;
  /** The other end of a call between two switches. */
  peer: Channel | undefined;
  /** Ends it. */
  endPeer: (() => void) | undefined;
  /** HANGUP_COMPLETE has been told. */
  completed: boolean;
  /** Grows with every change of what its headers say beyond the fixed part. */
  revision: number;
}

export interface HangUp {
  readonly cause: string;
  readonly by: Ender;
  readonly sipStatus: number | undefined;
  readonly disposition: 'recv_bye' | 'send_bye' | 'recv_refuse' | 'send_cancel' | 'send_refuse' | undefined;
}

/** An originate under way. */
export interface Origin {
  readonly applications: readonly Application[];
  readonly ignoreEarlyMedia: boolean;
  /** The thread of the originate has seen the answer: its job is told. */
  done: boolean;
  readonly reply: (text: string) => void;
}

export function parksAfterBridge(channel: Channel): boolean {
  return channel.variables.get('park_after_bridge') === 'true';
}

export function isLive(channel: Channel | undefined): channel is Channel {
  return channel !== undefined && channel.hangup === undefined;
}

export function isAnswered(channel: Channel): boolean {
  return channel.answeredAt !== undefined;
}
