import type { Callee } from '../world/callee.ts';
import { lineConduct } from '../world/home-line.ts';
import type { Channel } from './channel.ts';
import { beginLeg } from './far-end.ts';
import { hangUp } from './hang-up.ts';
import { openChannel } from './open-channel.ts';
import { park } from './parking.ts';
import { takeSession } from './session-limits.ts';
import { emit, emitVerbose, inLeg, randomUuid, STEP_MS, type SwitchModel } from './switch-model.ts';

/** The other end of a trunk has nobody of its own. */
export const trunkCallee: Callee = { signalling: { kind: 'silent' }, conduct: lineConduct };

/** `foyer-<uuid>`: the far end is answered and parked there for the agent's line of that uuid (dialplan of a Foyer switch). */
const TRUNK_NUMBER = /^foyer-([0-9a-f-]{36})$/;

/** A call to another switch: its far end rings, answers and parks by the dialplan there; either end takes the other with it. */
export function ringTrunk(model: SwitchModel, peer: SwitchModel, outgoing: Channel, answered: () => void): void {
  const forLine = TRUNK_NUMBER.exec(outgoing.destination.user)?.[1];
  inLeg(model, outgoing, 2, () => {
    if (forLine === undefined || !takeSession(peer)) {
      hangUp(model, outgoing, {
        cause: forLine === undefined ? 'UNALLOCATED_NUMBER' : 'NORMAL_TEMPORARY_FAILURE',
        by: 'remote',
        sipStatus: forLine === undefined ? 404 : 503,
        disposition: 'recv_refuse',
      });
      return;
    }
    const incoming = openIncoming(peer, outgoing, forLine);
    link(model, outgoing, peer, incoming);
    inLeg(model, outgoing, STEP_MS, answered);
  });
}

function openIncoming(peer: SwitchModel, outgoing: Channel, forLine: string): Channel {
  const variables = new Map([
    ['foyer_role', 'trunk'],
    ['foyer_id', forLine],
  ]);
  const destination = { ...outgoing.destination, profile: 'foyer-trunk', host: '' };
  const incoming = openChannel(peer, {
    uuid: randomUuid(peer.random),
    destination,
    direction: 'inbound',
    callerId: outgoing.callerId,
    variables,
    callee: trunkCallee,
  });
  emit(peer, incoming, 'CHANNEL_CREATE');
  emitVerbose(peer, incoming, 'CHANNEL_STATE', { state: 'CS_ROUTING' });
  incoming.activity = 'idle';
  incoming.answeredAt = incoming.createdAt;
  beginLeg(peer, incoming);
  incoming.current = { name: 'park', data: '' };
  inLeg(peer, incoming, 1, () => {
    emit(peer, incoming, 'CHANNEL_ANSWER');
    inLeg(peer, incoming, STEP_MS, () => {
      if (incoming.activity === 'idle') park(peer, incoming);
    });
  });
  return incoming;
}

function link(model: SwitchModel, outgoing: Channel, peer: SwitchModel, incoming: Channel): void {
  const bye = { cause: 'NORMAL_CLEARING', by: 'remote', sipStatus: 200, disposition: 'recv_bye' } as const;
  outgoing.peer = incoming;
  incoming.peer = outgoing;
  outgoing.endPeer = () => peer.clock.schedule(1, () => hangUp(peer, incoming, bye));
  incoming.endPeer = () => model.clock.schedule(1, () => hangUp(model, outgoing, bye));
}
