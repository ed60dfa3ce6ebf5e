import { type CommandId, isUuid } from '../../kernel/id.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import type { LegRole, SwitchCommand } from '../switch-port.ts';
import { type Dialed, dialAgentLine, dialGateway } from './dial-string.ts';
import type { SwitchServer } from './switch-server.ts';

/**
 * A command as it goes over the wire. Originates go by `bgapi`, for they take as long as the phone rings. The others by
 * `api`: it holds the connection up for under 1 ms and keeps their order, which the tone before a bridge needs
 * (docs/freeswitch.md, T1, T21); by `bgapi` each would run in a thread of its own.
 */
export type EslRequest =
  | { readonly way: 'api'; readonly line: string }
  | { readonly way: 'bgapi'; readonly line: string; readonly jobId: CommandId };

/** The exact line for a command; or, for a value that may not go into one, the reason. */
export type Built = Result<EslRequest, string>;

/** An agent's phone rings no longer than this; under the dialer's own deadline for a line. */
const LINE_RING_MS = 40 * SECOND_MS;
const TRUNK_RING_MS = 5 * SECOND_MS;
/** Shown on an agent's phone. */
const LINE_CALLER_ID = 'foyer';

const FILE = /^[A-Za-z0-9._/-]{1,200}$/;

/** Mixed in with the donor's voice, or alone on an idle line. 250 ms of 1,800 Hz was measured; T21. */
const tones = {
  connect: 'tone_stream://%(250,0,1800)',
  'line-open': 'tone_stream://%(200,100,440);%(200,0,660)',
} as const;

/**
 * A browser sends sound all the time, and expects it: one that is gone says nothing, and its line would stay for ever
 * (T40); and between two donors the line would be sent nothing, or not, by chance (T39).
 */
const browserLine = { media_timeout: String(8 * SECOND_MS), send_silence_when_idle: '-1' };

type Command<T extends SwitchCommand['type']> = Extract<SwitchCommand, { type: T }>;

const builders: { readonly [T in SwitchCommand['type']]: (command: Command<T>, server: SwitchServer) => Built } = {
  originate: (command, server) => {
    const dialed = dialGateway(server, command.gatewayId, command.permit.number, command.callerId);
    const ids = { foyer_attempt: command.attemptId, foyer_campaign: command.campaignId };
    return originate(command, dialed, { role: 'donor', ringMs: command.ringLimitMs, parkAfterBridge: true, ids });
  },
  'open-line': (command, server) => {
    const dialed = dialAgentLine(server, command.line);
    return originate(command, dialed, {
      role: 'agent',
      ringMs: LINE_RING_MS,
      parkAfterBridge: true,
      more: command.line.kind === 'browser' ? browserLine : {},
      ids: { foyer_agent: command.agentId },
    });
  },
  // It must end with the donor's leg, so it may not park after the bridge (T23).
  'open-trunk': (command, server) => {
    const ids = { foyer_agent_leg: command.agentLegId };
    return originate(command, dialPeer(command, server), {
      role: 'trunk',
      ringMs: TRUNK_RING_MS,
      parkAfterBridge: false,
      ids,
    });
  },
  bridge: (command) =>
    api([command.donorLegId, command.agentLegId], `uuid_bridge ${command.donorLegId} ${command.agentLegId}`),
  'hang-up': (command) => api([command.legId], `uuid_kill ${command.legId} ${command.cause}`),
  play: (command) => {
    if (!FILE.test(command.file) || command.file.includes('..')) {
      return err(
        'the sound file’s path may have letters, digits, dot, dash, underscore and slash only: correct it in the campaign',
      );
    }
    const then = command.afterwards === 'hang-up' ? 'hangup:NORMAL_CLEARING' : 'park:';
    return api([command.legId], `uuid_transfer ${command.legId} 'playback:${command.file},${then}' inline`);
  },
  // A connect tone waits, armed, until the bridge is made; a parked line is sent no audio otherwise (T21, T24).
  tone: (command) =>
    command.tone === 'connect'
      ? api([command.legId], `uuid_displace ${command.legId} start ${tones.connect} 0 mux`)
      : api([command.legId], `uuid_broadcast ${command.legId} ${tones['line-open']} aleg`),
  // Without the setting, keys of the supervisor's phone decide who hears him or her (T31).
  join: (command) => {
    const application =
      command.way === 'listen'
        ? `set:eavesdrop_enable_dtmf=false,eavesdrop:${command.targetLegId}`
        : `three_way:${command.targetLegId}`;
    return api([command.legId, command.targetLegId], `uuid_transfer ${command.legId} '${application},park:' inline`);
  },
  park: (command) => api([command.legId], `uuid_transfer ${command.legId} park: inline`),
};

export function buildCommand(command: SwitchCommand, server: SwitchServer): Built {
  const build = builders[command.type] as (command: SwitchCommand, server: SwitchServer) => Built;
  return build(command, server);
}

function api(ids: readonly string[], text: string): Built {
  return ids.every(isUuid) ? ok({ way: 'api', line: `api ${text}` }) : err('an id that is not a UUID');
}

function dialPeer(command: Command<'open-trunk'>, server: SwitchServer): Dialed {
  const peer = server.peers.find(({ id }) => id === command.toSwitchId);
  if (peer === undefined)
    return err(`INVALID_GATEWAY: switch "${server.id}" has no peer "${command.toSwitchId}" in its settings`);
  return ok({ dial: `sofia/${server.trunkProfile}/foyer-${command.agentLegId}@${peer.address}`, callerId: undefined });
}

interface Leg {
  readonly role: LegRole;
  readonly ringMs: DurationMs;
  readonly parkAfterBridge: boolean;
  readonly more?: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, string>>;
}

/** Ids and numbers only: FreeSWITCH's `{}` can be broken from inside by a comma, a quote or a space (T11). */
function originate(command: Command<'originate' | 'open-line' | 'open-trunk'>, dialed: Dialed, leg: Leg): Built {
  if (!dialed.ok) return dialed;
  if (![command.legId, command.commandId, ...Object.values(leg.ids)].every(isUuid))
    return err('an id that is not a UUID');
  const callerId = dialed.value.callerId ?? LINE_CALLER_ID;
  const variables = {
    origination_uuid: command.legId,
    origination_caller_id_number: callerId,
    origination_caller_id_name: callerId,
    ignore_early_media: 'true',
    // Whole-second ticks, up to one early (T10).
    originate_timeout: String(Math.ceil(leg.ringMs / SECOND_MS) + 1),
    ...(leg.parkAfterBridge ? { park_after_bridge: 'true' } : {}),
    hangup_after_bridge: 'false',
    ...leg.more,
    foyer_role: leg.role,
    ...leg.ids,
  };
  const list = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return ok({
    way: 'bgapi',
    line: `bgapi originate {${list.join(',')}}${dialed.value.dial} &park()`,
    jobId: command.commandId,
  });
}
