import type { CampaignId, ClientId, OrgId } from '../../kernel/id.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/** Events of one subscription that wait to be tried again; with so many it gets no new ones, which wait in the log. */
export const WAITING_MAXIMUM = 20;

/** Waits after each failure; after the last, an event is dead and only a person sends it again. Two days in all. */
const WAITS_MS = [
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** When an event is tried again after so many failures; null: never. */
export function nextTryAt(attempts: number, at: UtcMs): UtcMs | null {
  const wait = WAITS_MS[attempts - 1];
  return wait === undefined ? null : at + wait;
}

/** A client's program that is told of events. */
export interface Webhook {
  readonly webhookId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly url: string;
  readonly eventTypes: readonly string[];
  /** Sealed by the vault. */
  readonly sealedSecret: string;
  /** Of the log: what is up to here was sent, or has failed and is noted. */
  readonly position: number;
  readonly createdAt: UtcMs;
  readonly createdBy: string;
}

/** An event that could not be given over. `nextAt` null: dead. */
export interface WebhookFailure {
  readonly webhookId: string;
  readonly eventId: string;
  readonly position: number;
  readonly attempts: number;
  readonly nextAt: UtcMs | null;
  readonly failedAt: UtcMs;
  /** What the receiver did; nothing of the event. */
  readonly words: string;
}

export interface WebhookStanding extends Webhook {
  readonly waiting: number;
  readonly dead: number;
}

/** An event of the log as it is sent: people by their ids only. */
export interface OutgoingEvent {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly at: UtcMs;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId | null;
  readonly data: unknown;
}

export interface WebhookStore {
  all(orgId: OrgId): Promise<readonly WebhookStanding[]>;
  byId(webhookId: string): Promise<WebhookStanding | undefined>;
  /** A new one begins with what happens from now on. False when the agency has as many as it may. */
  add(webhook: Omit<Webhook, 'position'>): Promise<boolean>;
  remove(webhookId: string): Promise<void>;
  /** What comes after its place, of its types and client, a page of them; `next`: the place after that. */
  page(webhookId: string): Promise<{ readonly events: readonly OutgoingEvent[]; readonly next: number }>;
  event(webhookId: string, eventId: string): Promise<OutgoingEvent | undefined>;
  /** Goes on to `position`, and notes what failed on the way; both or neither. */
  advance(webhookId: string, position: number, failed: readonly WebhookFailure[]): Promise<void>;
  /** Failures to be tried again now, the longest waiting first, a page of them. */
  due(orgId: OrgId, at: UtcMs): Promise<readonly WebhookFailure[]>;
  /** What came of another try; undefined: it was taken. */
  retried(webhookId: string, eventId: string, failure: WebhookFailure | undefined): Promise<void>;
  /** The newest of them. */
  failures(webhookId: string): Promise<readonly WebhookFailure[]>;
  /** Tries dead ones again, from the first wait on: this one, or all. Gives how many. */
  revive(webhookId: string, eventId: string | null, at: UtcMs): Promise<number>;
  /** Sends again what happened since. */
  rewind(webhookId: string, since: UtcMs): Promise<void>;
}
