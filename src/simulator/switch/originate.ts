import type { Callee, Signalling } from '../world/callee.ts';
import { carrierRefusal, type Gateway } from '../world/carrier.ts';
import { applyQuick, runNext, untilTick } from './applications.ts';
import type { Application, Channel, Destination } from './channel.ts';
import { beginLeg, hearSilence } from './far-end.ts';
import { hangUp } from './hang-up.ts';
import { openChannel } from './open-channel.ts';
import { takeSession } from './session-limits.ts';
import { emit, emitVerbose, inLeg, nextSeq, publish, STEP_MS, type SwitchModel, stamp } from './switch-model.ts';
import { ringTrunk, trunkCallee } from './trunk.ts';

export interface OriginateRequest {
  readonly uuid: string;
  readonly destination: Destination;
  readonly variables: ReadonlyMap<string, string>;
  readonly callerId: string;
  readonly applications: readonly Application[];
  readonly timeoutS: number;
  readonly ignoreEarlyMedia: boolean;
  /** The text of the job or of the blocking `api`, once. */
  readonly reply: (text: string) => void;
}

/** Dials. Refusals of the switch itself give no channel event but one DESTROY at most (T5). */
export function originate(model: SwitchModel, request: OriginateRequest): void {
  if (model.channels.has(request.uuid) || !takeSession(model)) {
    request.reply('-ERR DESTINATION_OUT_OF_ORDER\n');
    return;
  }
  const name = request.destination.gateway;
  const gateway = name === undefined ? undefined : model.gateways.get(name);
  if (name !== undefined && gateway?.settings.down !== false) {
    publish(model, {
      kind: 'stillborn',
      seq: nextSeq(model),
      at: stamp(model),
      uuid: request.uuid,
      sessionId: model.sessions,
    });
    request.reply(gateway === undefined ? '-ERR INVALID_GATEWAY\n' : '-ERR GATEWAY_DOWN\n');
    return;
  }
  dial(model, request, gateway);
}

function dial(model: SwitchModel, request: OriginateRequest, gateway: Gateway | undefined): void {
  const { destination, applications, ignoreEarlyMedia, reply } = request;
  if (gateway !== undefined) gateway.lines++;
  const peer = model.peers.get(destination.host);
  const callee = peer === undefined ? calleeOf(model, request, gateway) : trunkCallee;
  const channel = openChannel(model, { ...request, direction: 'outbound', callee });
  channel.origin = { applications, ignoreEarlyMedia, done: false, reply };
  emit(model, channel, 'CHANNEL_OUTGOING');
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_INIT' });
  emit(model, channel, 'CHANNEL_CREATE');
  emit(model, channel, 'CHANNEL_ORIGINATE');
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_ROUTING' });
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_CONSUME_MEDIA' });
  inLeg(model, channel, untilTick(model, request.timeoutS), () => giveUp(model, channel));
  if (peer === undefined) follow(model, channel, callee.signalling);
  else ringTrunk(model, peer, channel, () => answer(model, channel));
}

function calleeOf(model: SwitchModel, request: OriginateRequest, gateway: Gateway | undefined): Callee {
  const { destination, variables } = request;
  const line = gateway === undefined || variables.get('foyer_role') === 'agent';
  const at = model.clock.now();
  const callee = model.world.call({
    user: destination.user,
    host: destination.host,
    gateway: destination.gateway,
    line,
    at,
  });
  const refusal = gateway === undefined ? undefined : carrierRefusal(gateway, at, model.random);
  return refusal === undefined ? callee : { ...callee, signalling: refusal };
}

function follow(model: SwitchModel, channel: Channel, signalling: Signalling): void {
  if (signalling.kind === 'silent') return;
  const { progressMs } = signalling;
  const earlyMedia = signalling.kind !== 'rings' && signalling.earlyMedia;
  if (progressMs !== undefined) inLeg(model, channel, progressMs, () => ring(model, channel, earlyMedia));
  if (signalling.kind === 'answers') inLeg(model, channel, signalling.answerMs, () => answer(model, channel));
  if (signalling.kind !== 'refuses') return;
  const { afterMs, cause, sipStatus, local } = signalling;
  inLeg(model, channel, afterMs, () =>
    hangUp(model, channel, {
      cause,
      by: local ? 'switch' : 'remote',
      sipStatus,
      disposition: 'recv_refuse',
    }),
  );
}

function ring(model: SwitchModel, channel: Channel, earlyMedia: boolean): void {
  channel.revision++;
  if (!earlyMedia) {
    channel.progressAt = stamp(model);
    emit(model, channel, 'CHANNEL_PROGRESS');
    emitVerbose(model, channel, 'CHANNEL_CALLSTATE', { state: 'DOWN' });
    return;
  }
  channel.progressMediaAt = stamp(model);
  emit(model, channel, 'CHANNEL_PROGRESS_MEDIA');
  // The trap of early media: without `ignore_early_media` this counts as success (T9).
  if (channel.origin?.ignoreEarlyMedia === false) inLeg(model, channel, STEP_MS, () => succeed(model, channel));
}

export function answer(model: SwitchModel, channel: Channel): void {
  channel.answeredAt = stamp(model);
  channel.revision++;
  for (const cancel of channel.legTimers) cancel();
  channel.legTimers = [];
  if (channel.activity === 'dialing') channel.activity = 'idle';
  emitVerbose(model, channel, 'CODEC');
  emitVerbose(model, channel, 'CODEC');
  emit(model, channel, 'CHANNEL_ANSWER');
  emitVerbose(model, channel, 'CHANNEL_CALLSTATE', { state: 'RINGING' });
  beginLeg(model, channel);
  hearSilence(model, channel);
  runOnAnswer(model, channel);
  if (model.random.next() < model.habits.noticesAtOnce) succeed(model, channel);
  else inLeg(model, channel, STEP_MS, () => succeed(model, channel));
}

function runOnAnswer(model: SwitchModel, channel: Channel): void {
  const onAnswer = channel.variables.get('execute_on_answer');
  if (onAnswer === undefined) return;
  const space = onAnswer.indexOf(' ');
  applyQuick(
    model,
    channel,
    space < 0 ? onAnswer : onAnswer.slice(0, space),
    space < 0 ? '' : onAnswer.slice(space + 1),
  );
}

/** The originate's thread sees the answer: job and PARK, in either order; too late if a bridge got in first (T6). */
function succeed(model: SwitchModel, channel: Channel): void {
  const { origin } = channel;
  if (origin === undefined || origin.done) return;
  origin.done = true;
  if (channel.partner !== undefined || channel.bridgeStartedAt !== undefined) {
    origin.reply('-ERR ORIGINATOR_CANCEL\n');
    return;
  }
  const jobFirst = model.random.next() < 0.8;
  if (jobFirst) origin.reply(`+OK ${channel.uuid}\n`);
  channel.queue = [...origin.applications];
  emitVerbose(model, channel, 'CALL_UPDATE');
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_EXECUTE' });
  runNext(model, channel);
  if (!jobFirst) origin.reply(`+OK ${channel.uuid}\n`);
}

/** `originate_timeout`: by the switch itself, with no SIP status (T12). */
function giveUp(model: SwitchModel, channel: Channel): void {
  hangUp(model, channel, { cause: 'NO_ANSWER', by: 'switch', sipStatus: undefined, disposition: 'send_cancel' });
}
