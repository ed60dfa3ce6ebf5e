import type { DurationMs, UtcMs } from '../../kernel/time.ts';

/** What the network says of a call before anybody has answered. All times from the INVITE. */
export type Signalling =
  | {
      readonly kind: 'answers';
      /** First ringing (180); undefined: answered at once without it. */
      readonly progressMs: DurationMs | undefined;
      /** Ringing or an announcement as sound (183 with SDP) instead of 180. */
      readonly earlyMedia: boolean;
      readonly answerMs: DurationMs;
    }
  | {
      readonly kind: 'refuses';
      readonly progressMs: DurationMs | undefined;
      readonly earlyMedia: boolean;
      readonly afterMs: DurationMs;
      readonly sipStatus: number;
      /** FreeSWITCH's hang-up cause for it (transcript 85). */
      readonly cause: string;
      /** Nobody listens on the port (ICMP): the switch makes the 503 up by itself, and its job speaks first (transcript 20). */
      readonly local: boolean;
    }
  /** Rings until the caller gives up. */
  | { readonly kind: 'rings'; readonly progressMs: DurationMs }
  /** No reply of any kind (transcript 21). */
  | { readonly kind: 'silent' };

/** How a talk goes once the two are put through. */
export interface Talk {
  readonly lengthMs: DurationMs;
  /** Who hangs up at its end. */
  readonly endedBy: 'donor' | 'agent';
  /** A donor who has said goodbye hangs up after this if the agent does not. */
  readonly lingerMs: DurationMs;
}

/** What the called side does once it has answered. */
export interface Conduct {
  readonly party: 'person' | 'machine' | 'line';
  /** Hangs up after this much silence; Infinity for an agent's line. */
  readonly patienceMs: DurationMs;
  readonly talk: Talk;
  /** How long it listens to a recorded message before it hangs up. */
  readonly listensMs: DurationMs;
  /** A key it presses during a message. */
  readonly key: { readonly digit: string; readonly afterMs: DurationMs } | undefined;
  /** Hangs up this long after the answer whatever happens; Infinity: never. */
  readonly leavesAfterMs: DurationMs;
  /** When it leaves like that, the network is gone without a word: the switch notices by MEDIA_TIMEOUT only. */
  readonly leavesSilently: boolean;
}

export interface Callee {
  readonly signalling: Signalling;
  readonly conduct: Conduct;
}

/** One call as the network sees it. */
export interface Dialed {
  /** The user part of the dialed address: a number through a gateway, or the name of a phone. */
  readonly user: string;
  /** `host:port` of a direct SIP address, `''` through a gateway. */
  readonly host: string;
  readonly gateway: string | undefined;
  /** An agent's phone, whatever it is reached through. */
  readonly line: boolean;
  readonly at: UtcMs;
}

/** Everybody who can be called. Implementations keep how often each number was called, so they outlive any one caller. */
export interface World {
  /** The nth call to a number always meets the same behaviour, in whatever order numbers are called. */
  call(dialed: Dialed): Callee;
}
