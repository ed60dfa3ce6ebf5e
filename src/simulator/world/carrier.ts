import type { Random } from '../../kernel/random.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Signalling } from './callee.ts';
import { refusals } from './refusal.ts';

/** What a carrier sells, and how it fails. */
export interface GatewaySettings {
  readonly name: string;
  /** Lines at the same time; above: 503. */
  readonly maxLines: number;
  /** Calls a second; above: 503. */
  readonly maxCps: number;
  /** Share of calls refused with 503 for no reason of ours. */
  readonly failureShare: number;
  /** Its ping is not answered: the switch itself refuses with GATEWAY_DOWN. */
  readonly down: boolean;
}

export interface Gateway {
  settings: GatewaySettings;
  lines: number;
  second: number;
  callsThisSecond: number;
  callsOut: number;
  failedOut: number;
}

export function gatewaySettings(name: string, more: Partial<GatewaySettings> = {}): GatewaySettings {
  return {
    name,
    maxLines: Number.POSITIVE_INFINITY,
    maxCps: Number.POSITIVE_INFINITY,
    failureShare: 0,
    down: false,
    ...more,
  };
}

export function openGateway(settings: GatewaySettings): Gateway {
  return { settings, lines: 0, second: 0, callsThisSecond: 0, callsOut: 0, failedOut: 0 };
}

/** One more call through this gateway: undefined when the carrier takes it, else what it answers. */
export function carrierRefusal(gateway: Gateway, at: UtcMs, random: Random): Signalling | undefined {
  const second = Math.floor(at / 1_000);
  if (second !== gateway.second) {
    gateway.second = second;
    gateway.callsThisSecond = 0;
  }
  gateway.callsOut++;
  gateway.callsThisSecond++;
  const { maxCps, maxLines, failureShare } = gateway.settings;
  const full = gateway.callsThisSecond > maxCps || gateway.lines > maxLines;
  const fails = failureShare > 0 && random.next() < failureShare;
  if (!full && !fails) return undefined;
  return {
    kind: 'refuses',
    progressMs: undefined,
    earlyMedia: false,
    afterMs: 140,
    ...refusals.congestion,
    local: false,
  };
}
