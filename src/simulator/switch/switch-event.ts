import type { UtcMs } from '../../kernel/time.ts';
import type { Application, Channel } from './channel.ts';

/** Events of a channel that clients usually ask for. */
export type ChannelEventName =
  | 'CHANNEL_OUTGOING'
  | 'CHANNEL_CREATE'
  | 'CHANNEL_ORIGINATE'
  | 'CHANNEL_PROGRESS'
  | 'CHANNEL_PROGRESS_MEDIA'
  | 'CHANNEL_ANSWER'
  | 'CHANNEL_PARK'
  | 'CHANNEL_UNPARK'
  | 'CHANNEL_BRIDGE'
  | 'CHANNEL_UNBRIDGE'
  | 'CHANNEL_HOLD'
  | 'CHANNEL_UNHOLD'
  | 'CHANNEL_HANGUP'
  | 'CHANNEL_HANGUP_COMPLETE'
  | 'CHANNEL_DESTROY'
  | 'PLAYBACK_START'
  | 'PLAYBACK_STOP'
  | 'MEDIA_BUG_START'
  | 'MEDIA_BUG_STOP'
  | 'RECORD_START'
  | 'RECORD_STOP'
  | 'DTMF'
  | VerboseEventName;

/** Made only while somebody asked for them: they are half of all events, and the dialer reads none. */
export type VerboseEventName =
  | 'CHANNEL_STATE'
  | 'CHANNEL_CALLSTATE'
  | 'CHANNEL_EXECUTE'
  | 'CHANNEL_EXECUTE_COMPLETE'
  | 'CODEC'
  | 'CALL_UPDATE';

/** What is particular to one event. */
export interface ChannelDetail {
  readonly digit?: string;
  readonly file?: string;
  readonly playbackStatus?: string;
  readonly application?: Application;
  readonly applicationUuid?: string;
  readonly response?: string;
  /** CHANNEL_STATE: the state it runs in; CHANNEL_CALLSTATE: the call state of before. */
  readonly state?: string;
  readonly bugFunction?: string;
  /** BRIDGE and UNBRIDGE: the other leg of that very bridge. */
  readonly other?: Channel;
}

/** What happens on a switch: plain data about a live channel, to be read at once. `seq` counts every event of the server. */
export type SwitchEvent =
  | {
      readonly kind: 'channel';
      readonly name: ChannelEventName;
      readonly seq: number;
      readonly at: UtcMs;
      readonly channel: Channel;
      readonly detail: ChannelDetail;
    }
  /** A leg refused before it existed: GATEWAY_DOWN, INVALID_GATEWAY (transcripts 18, 19). */
  | {
      readonly kind: 'stillborn';
      readonly seq: number;
      readonly at: UtcMs;
      readonly uuid: string;
      readonly sessionId: number;
    }
  | {
      readonly kind: 'job';
      readonly seq: number;
      readonly at: UtcMs;
      readonly jobId: string;
      readonly command: string;
      readonly argument: string;
      readonly body: string;
    }
  | {
      readonly kind: 'custom';
      readonly seq: number;
      readonly at: UtcMs;
      readonly subclass: string;
      readonly channel: Channel | undefined;
      readonly headers: readonly (readonly [string, string])[];
    }
  | {
      readonly kind: 'api';
      readonly seq: number;
      readonly at: UtcMs;
      readonly command: string;
      readonly argument: string;
    }
  | { readonly kind: 'heartbeat'; readonly seq: number; readonly at: UtcMs }
  | {
      readonly kind: 'reschedule';
      readonly seq: number;
      readonly at: UtcMs;
      readonly task: string;
      readonly runAt: UtcMs;
    }
  | { readonly kind: 'shutdown'; readonly seq: number; readonly at: UtcMs };
