import type { CallPermit } from '../compliance/index.ts';
import type { AgentId, AttemptId, CampaignId, CommandId, GatewayId, LegId, SwitchId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { DurationMs, UtcMs } from '../kernel/time.ts';

/** How an agent is reached: a browser softphone, a SIP phone, or an ordinary telephone that is called once a shift. */
export type AgentLine =
  | { readonly kind: 'browser'; readonly address: string }
  | { readonly kind: 'sip'; readonly address: string }
  | { readonly kind: 'telephone'; readonly number: E164; readonly gatewayId: GatewayId; readonly callerId: E164 };

/** Causes Foyer itself gives when it ends a leg (FreeSWITCH's words). */
export const hangUpCauses = ['NORMAL_CLEARING', 'ORIGINATOR_CANCEL', 'MANAGER_REQUEST', 'LOSE_RACE'] as const;
export type HangUpCause = (typeof hangUpCauses)[number];

/** What the dialer asks of a switch. Ids only: text from a lead file never reaches a dial string. */
export type SwitchCommand =
  | {
      readonly type: 'originate';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly attemptId: AttemptId;
      readonly campaignId: CampaignId;
      readonly permit: CallPermit;
      readonly gatewayId: GatewayId;
      readonly callerId: E164;
      readonly ringLimitMs: DurationMs;
    }
  /** Opens an agent's line and parks it for the whole shift, `park_after_bridge` set. */
  | {
      readonly type: 'open-line';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly agentId: AgentId;
      readonly line: AgentLine;
    }
  /** Joins a donor's leg (or the end of a trunk) with an agent's parked line; both must have been answered and be free. */
  | { readonly type: 'bridge'; readonly commandId: CommandId; readonly donorLegId: LegId; readonly agentLegId: LegId }
  | { readonly type: 'hang-up'; readonly commandId: CommandId; readonly legId: LegId; readonly cause: HangUpCause }
  /** Plays a file by inline transfer (starts in about 21 ms), then hangs up, or parks the leg. */
  | {
      readonly type: 'play';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly file: string;
      readonly afterwards: 'hang-up' | 'park';
    }
  /** A short tone on an agent's parked line. */
  | {
      readonly type: 'tone';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly tone: 'connect' | 'line-open';
    }
  /** A supervisor's parked line listens to a leg, or joins it as a third voice. */
  | {
      readonly type: 'join';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly targetLegId: LegId;
      readonly way: 'listen' | 'three-way';
    }
  /** Puts a leg that listens or has joined back to park. */
  | { readonly type: 'park'; readonly commandId: CommandId; readonly legId: LegId }
  /** A SIP call to another Foyer switch, for a donor whose agent's line is there; `leg.arrived` tells its other end. */
  | {
      readonly type: 'open-trunk';
      readonly commandId: CommandId;
      readonly legId: LegId;
      readonly toSwitchId: SwitchId;
      readonly agentLegId: LegId;
    };

export type SwitchCommandType = SwitchCommand['type'];

/**
 * Every command ends once: accepted, rejected with the switch's reason, or unknown (timeout, lost socket).
 * Unknown is never retried: it is reconciled by asking the switch what is there.
 */
export type CommandResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** `trunk`: either end of a call between two Foyer switches. */
export const legRoles = ['donor', 'agent', 'trunk'] as const;
export type LegRole = (typeof legRoles)[number];

/** A live channel as the switch reports it after a (re)connection. */
export interface LiveChannel {
  readonly legId: LegId;
  readonly state: 'ringing' | 'answered';
  /** The leg it is bridged to, if any. */
  readonly bridgedTo: LegId | undefined;
  /** From the channel's own variables; undefined when the channel is not Foyer's. */
  readonly role: LegRole | undefined;
}

/** Who ended a leg: the far end, Foyer's own command, or the switch by itself (timeout, shutdown). */
export type EndedBy = 'remote' | 'command' | 'switch';

/** What a switch tells. `at` is the arrival on Foyer's clock, UTC ms. */
export type SwitchSignal =
  | {
      readonly type: 'leg.ringing';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly role: LegRole | undefined;
    }
  | {
      readonly type: 'leg.answered';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly role: LegRole | undefined;
    }
  | {
      readonly type: 'leg.parked';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly role: LegRole | undefined;
    }
  /** The far end of a trunk has been answered and parked here, for this agent's line. */
  | {
      readonly type: 'leg.arrived';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly forLegId: LegId;
    }
  | {
      readonly type: 'leg.bridged';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly otherLegId: LegId;
    }
  | {
      readonly type: 'leg.unbridged';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly otherLegId: LegId;
    }
  | {
      readonly type: 'leg.key';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly key: string;
    }
  /** The first sound of a file goes to the leg; a file that is not there gives no such signal (T27). */
  | { readonly type: 'leg.playing'; readonly at: UtcMs; readonly switchId: SwitchId; readonly legId: LegId }
  /** The file is over, or was cut by another command; not told when the leg hung up during it. */
  | { readonly type: 'leg.played'; readonly at: UtcMs; readonly switchId: SwitchId; readonly legId: LegId }
  | {
      readonly type: 'leg.ended';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly legId: LegId;
      readonly role: LegRole | undefined;
      /** FreeSWITCH hang-up cause, for example USER_BUSY. */
      readonly cause: string;
      readonly sipStatus: number | undefined;
      readonly by: EndedBy;
    }
  | {
      readonly type: 'command.ended';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly commandId: CommandId;
      readonly command: SwitchCommandType;
      readonly legId: LegId;
      readonly result: CommandResult;
    }
  /** Connected, subscribed, and asked: these are all the channels of the switch. Comes before any new command is sent. */
  | {
      readonly type: 'switch.up';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly coreUuid: string;
      /** True when the Core-UUID changed since the last connection: all calls of before are gone. */
      readonly restarted: boolean;
      readonly channels: readonly LiveChannel[];
    }
  | { readonly type: 'switch.down'; readonly at: UtcMs; readonly switchId: SwitchId; readonly reason: string }
  /** Event age (arrival minus Event-Date-Timestamp) above its limit, or below it again. */
  | {
      readonly type: 'switch.load';
      readonly at: UtcMs;
      readonly switchId: SwitchId;
      readonly overloaded: boolean;
      readonly eventAgeMs: DurationMs;
    };

/** One FreeSWITCH server, or the simulated one. */
export interface SwitchPort {
  readonly switchId: SwitchId;
  /** Begins to connect and stays connected, with back-off, until `close`. */
  open(listener: (signal: SwitchSignal) => void): void;
  /** Never throws and never waits: the outcome comes as `command.ended`. */
  send(command: SwitchCommand): void;
  close(): Promise<void>;
}
