import type { AgentLine, CommandResult, SwitchCommand } from '../../dialer/index.ts';
import { unreachable } from '../../kernel/invariant.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { inlineApplications, transfer } from '../switch/applications.ts';
import { bridge } from '../switch/bridge.ts';
import type { Application, Destination } from '../switch/channel.ts';
import { broadcastTo, displace, kill, liveChannel } from '../switch/commands.ts';
import { originate } from '../switch/originate.ts';
import { inLeg, STEP_MS, type SwitchModel } from '../switch/switch-model.ts';

const PARK: readonly Application[] = [{ name: 'park', data: '' }];
const ACCEPTED: CommandResult = { kind: 'accepted' };
/** How long an agent's phone may ring. */
const LINE_RINGS_S = 40;
const TRUNK_RINGS_S = 3;

export type End = (result: CommandResult) => void;
type Dial = Pick<Parameters<typeof originate>[1], 'uuid' | 'destination' | 'variables' | 'callerId' | 'timeoutS'>;

/** Does what the real adapter would make the switch do for a command; `end` is called once, when its outcome is known. */
export function execute(model: SwitchModel, command: SwitchCommand, end: End): void {
  switch (command.type) {
    case 'originate':
    case 'open-line':
    case 'open-trunk':
      dial(model, end, dialed(command));
      return;
    case 'bridge':
      end(resultOf(bridge(model, model.channels.get(command.donorLegId), model.channels.get(command.agentLegId))));
      return;
    case 'hang-up':
      end(resultOf(kill(model, command.legId, command.cause)));
      return;
    case 'tone':
      end(resultOf(tone(model, command)));
      return;
    case 'play':
      end(transferResult(model, command.legId, playList(command.file, command.afterwards)));
      return;
    case 'park':
      end(transferResult(model, command.legId, PARK));
      return;
    case 'join':
      join(model, command, end);
      return;
    default:
      unreachable(command);
  }
}

type Command<T extends SwitchCommand['type']> = Extract<SwitchCommand, { type: T }>;

function dialed(command: Command<'originate' | 'open-line' | 'open-trunk'>): Dial {
  const uuid = command.legId;
  switch (command.type) {
    case 'originate':
      return {
        uuid,
        destination: throughGateway(command.gatewayId, command.permit.number),
        variables: variables('donor', command.attemptId, command.campaignId),
        callerId: command.callerId,
        timeoutS: Math.ceil(command.ringLimitMs / SECOND_MS) + 1,
      };
    case 'open-line':
      return {
        uuid,
        destination: lineDestination(command.line),
        variables: variables('agent', command.agentId),
        callerId: command.line.kind === 'telephone' ? command.line.callerId : 'foyer',
        timeoutS: LINE_RINGS_S,
      };
    case 'open-trunk': {
      // It must end with the donor's leg, so it may not park after the bridge (T23).
      const variables = new Map([['foyer_role', 'trunk']]);
      return { uuid, destination: toPeer(command), variables, callerId: 'foyer', timeoutS: TRUNK_RINGS_S };
    }
  }
}

function toPeer(command: Command<'open-trunk'>): Destination {
  const user = `foyer-${command.agentLegId}`;
  return { endpoint: 'sofia', gateway: undefined, profile: 'foyer-trunk', user, host: command.toSwitchId, text: user };
}

/** A connect tone waits, armed, until the bridge is made (T21). */
function tone(model: SwitchModel, command: Command<'tone'>): string {
  if (command.tone === 'connect') return displace(model, command.legId, 'start', 'tone_stream://%(250,0,1800)');
  return broadcastTo(model, command.legId, 'tone_stream://%(200,100,440)', 'aleg');
}

function playList(file: string, then: 'hang-up' | 'park'): Application[] {
  return [
    { name: 'playback', data: file },
    then === 'park' ? { name: 'park', data: '' } : { name: 'hangup', data: 'NORMAL_CLEARING' },
  ];
}

/** Foyer's own variables: who the leg is, and that it is kept when its bridge ends (T20). */
function variables(role: string, id: string, campaignId?: string): ReadonlyMap<string, string> {
  const set = new Map([
    ['foyer_role', role],
    ['foyer_id', id],
    ['park_after_bridge', 'true'],
  ]);
  if (campaignId !== undefined) set.set('foyer_campaign', campaignId);
  return set;
}

function throughGateway(gateway: string, user: string): Destination {
  return { endpoint: 'sofia', gateway, profile: 'external', user, host: '', text: `sofia/gateway/${gateway}/${user}` };
}

function lineDestination(line: AgentLine): Destination {
  if (line.kind === 'telephone') return throughGateway(line.gatewayId, line.number);
  return {
    endpoint: 'user',
    gateway: undefined,
    profile: 'internal',
    user: line.address,
    host: '',
    text: `user/${line.address}`,
  };
}

function dial(model: SwitchModel, end: End, request: Dial): void {
  originate(model, {
    ...request,
    applications: PARK,
    ignoreEarlyMedia: true,
    reply: (text) => end(originateResult(model, request.uuid, text)),
  });
}

/** After the answer the text of the job means nothing (T6). */
function originateResult(model: SwitchModel, uuid: string, text: string): CommandResult {
  return model.channels.get(uuid)?.answeredAt === undefined ? resultOf(text) : ACCEPTED;
}

function resultOf(text: string): CommandResult {
  return text.startsWith('-') ? { kind: 'rejected', reason: text.replace(/^-ERR /, '').trim() } : ACCEPTED;
}

function transferResult(model: SwitchModel, uuid: string, applications: readonly Application[]): CommandResult {
  const channel = liveChannel(model, uuid);
  if (channel === undefined) return { kind: 'rejected', reason: 'No such channel!' };
  transfer(model, channel, applications);
  return ACCEPTED;
}

/** Success is the sign of the other leg, a step after a `+OK` that means nothing (T29). */
function join(model: SwitchModel, command: Extract<SwitchCommand, { type: 'join' }>, end: End): void {
  const channel = liveChannel(model, command.legId);
  if (channel === undefined) {
    end({ kind: 'rejected', reason: 'No such channel!' });
    return;
  }
  const way = command.way === 'listen' ? 'eavesdrop' : 'three_way';
  transfer(model, channel, inlineApplications(`${way}:${command.targetLegId},park:`));
  inLeg(model, channel, 2 * STEP_MS, () =>
    end(channel.listensTo?.uuid === command.targetLegId ? ACCEPTED : { kind: 'rejected', reason: 'nothing to join' }),
  );
}
