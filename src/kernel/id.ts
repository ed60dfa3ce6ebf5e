import type { Brand } from './brand.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** UUIDv7, lower case, 36 characters (RFC 9562). */
export type Id<Of extends string> = Brand<string, Of>;

export type OrgId = Id<'org'>;
export type ClientId = Id<'client'>;
export type CampaignId = Id<'campaign'>;
export type ContactId = Id<'contact'>;
export type AttemptId = Id<'attempt'>;
/** Also the FreeSWITCH channel UUID of the leg (`origination_uuid`). */
export type LegId = Id<'leg'>;
export type AgentId = Id<'agent'>;
export type UserId = Id<'user'>;
export type CommandId = Id<'command'>;
export type EventId = Id<'event'>;

/** The name of a FreeSWITCH server in the configuration. */
export type SwitchId = Brand<string, 'switch'>;
/** The name of a gateway in the configuration; as FreeSWITCH knows it. */
export type GatewayId = Brand<string, 'gateway'>;

export interface IdSource {
  next<Of extends string>(): Id<Of>;
}

/** Ids that sort by time, from the clock and a seeded stream: the same run makes the same ids. */
export function idSource(clock: Pick<Clock, 'now'>, random: Random): IdSource {
  let lastMs = -1;
  let counter = 0;
  return {
    next<Of extends string>() {
      const nowMs = Math.max(clock.now(), lastMs);
      // RFC 9562 method 1: a counter in rand_a keeps ids of one millisecond in order.
      counter = nowMs === lastMs ? counter + 1 : 0;
      lastMs = counter > 0xfff ? nowMs + 1 : nowMs;
      if (counter > 0xfff) counter = 0;
      return format(lastMs, counter, random) as Id<Of>;
    },
  };
}

function format(ms: number, counter: number, random: Random): string {
  const time = ms.toString(16).padStart(12, '0');
  const variant = (0x8000 | random.int(0, 0x3fff)).toString(16);
  const tail = hex(random, 0xffffff, 6) + hex(random, 0xffffff, 6);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}-${tail}`;
}

function hex(random: Random, max: number, digits: number): string {
  return random.int(0, max).toString(16).padStart(digits, '0');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
