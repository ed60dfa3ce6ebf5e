import type { UtcMs } from '../../kernel/time.ts';
import type { Callee } from '../world/callee.ts';
import type { Application, Channel, Destination } from './channel.ts';
import { type SwitchModel, stamp } from './switch-model.ts';

interface NewChannel {
  readonly uuid: string;
  readonly destination: Destination;
  readonly direction: Channel['direction'];
  readonly callerId: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly callee: Callee;
}

export function openChannel(model: SwitchModel, given: NewChannel): Channel {
  const createdAt: UtcMs = stamp(model);
  const { destination } = given;
  const channel: Channel = {
    uuid: given.uuid,
    destination,
    name: nameOf(destination),
    direction: given.direction,
    callerId: given.callerId,
    sessionId: model.sessions,
    createdAt,
    variables: new Map(given.variables),
    callee: given.callee,
    ...untouched(),
  };
  model.channels.set(channel.uuid, channel);
  return channel;
}

type Untouched = Omit<
  Channel,
  'uuid' | 'destination' | 'name' | 'direction' | 'callerId' | 'sessionId' | 'createdAt' | 'variables' | 'callee'
>;

function untouched(): Untouched {
  return {
    progressAt: undefined,
    progressMediaAt: undefined,
    answeredAt: undefined,
    bridgedAt: undefined,
    hangupAt: undefined,
    hangup: undefined,
    activity: 'dialing',
    parked: false,
    partner: undefined,
    leads: false,
    lastPartner: undefined,
    bridgeStartedAt: undefined,
    transfers: 0,
    queue: [] as Application[],
    current: undefined,
    playingSince: undefined,
    listeners: new Set<Channel>(),
    listensTo: undefined,
    displaced: false,
    onHold: false,
    recording: undefined,
    talkLeftMs: 0,
    talkSince: undefined,
    talkOver: false,
    activityTimers: [],
    legTimers: [],
    origin: undefined,
    peer: undefined,
    endPeer: undefined,
    completed: false,
    revision: 0,
  };
}

function nameOf({ endpoint, gateway, profile, user, host }: Destination): string {
  if (gateway !== undefined) return `sofia/external/${user}`;
  if (endpoint === 'verto.rtc' || endpoint === 'verto') return `verto.rtc/${user}`;
  return host === '' ? `sofia/${profile}/${user}` : `sofia/${profile}/${user}@${host}`;
}

/** Originates without a timeout of their own give up after this. */
export const USUAL_TIMEOUT_S = 60;
