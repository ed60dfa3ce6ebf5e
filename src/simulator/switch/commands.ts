import { bridgeHazard } from './bridge.ts';
import { type Channel, isAnswered, isLive } from './channel.ts';
import { hangUp } from './hang-up.ts';
import { broadcast, stopPlaying } from './play.ts';
import { cancelActivity, emit, inLeg, nextSeq, publish, STEP_MS, type SwitchModel, stamp } from './switch-model.ts';

const NO_CHANNEL = '-ERR No such channel!\n';

export function liveChannel(model: SwitchModel, uuid: string): Channel | undefined {
  const channel = model.channels.get(uuid);
  return isLive(channel) ? channel : undefined;
}

/** `uuid_kill`: the cause given is the cause told, also of a call that was still ringing (T13). */
export function kill(model: SwitchModel, uuid: string, cause: string): string {
  const channel = liveChannel(model, uuid);
  if (channel === undefined) return NO_CHANNEL;
  bridgeHazard(model, channel, 'kill');
  endByCommand(model, channel, cause);
  return '+OK\n';
}

function endByCommand(model: SwitchModel, channel: Channel, cause: string): void {
  hangUp(model, channel, {
    cause,
    by: 'command',
    sipStatus: undefined,
    disposition: isAnswered(channel) ? 'send_bye' : 'send_cancel',
  });
}

/** `fsctl hupall`: all legs, or those with a variable of this value. */
export function hangUpAll(model: SwitchModel, cause: string, variable?: string, value?: string): void {
  for (const channel of [...model.channels.values()]) {
    if (variable !== undefined && channel.variables.get(variable) !== value) continue;
    endByCommand(model, channel, cause);
  }
}

/** SIGTERM: every call ends with SYSTEM_SHUTDOWN, at once (transcript 93). */
export function shutDown(model: SwitchModel): void {
  model.shuttingDown = true;
  publish(model, { kind: 'shutdown', seq: nextSeq(model), at: stamp(model) });
  for (const channel of [...model.channels.values()]) {
    hangUp(model, channel, { cause: 'SYSTEM_SHUTDOWN', by: 'switch', sipStatus: undefined, disposition: 'send_bye' });
  }
}

/** `uuid_broadcast`. */
export function broadcastTo(model: SwitchModel, uuid: string, path: string, leg: string): string {
  const channel = liveChannel(model, uuid);
  if (channel === undefined) return '-ERR invalid uuid\n';
  const file = path.replace(/^playback::/, '');
  if (leg !== 'bleg') broadcast(model, channel, file);
  if (leg !== 'aleg' && channel.partner !== undefined) broadcast(model, channel.partner, file);
  return '+OK Message sent\n';
}

/** `uuid_break`: ends what is being played, one step later. */
export function breakPlaying(model: SwitchModel, uuid: string): string {
  const channel = liveChannel(model, uuid);
  if (channel === undefined) return NO_CHANNEL;
  inLeg(model, channel, STEP_MS, () => {
    if (channel.activity === 'parked') cancelActivity(channel);
    stopPlaying(model, channel);
  });
  return '+OK\n';
}

/** `uuid_displace`: waits armed until the bridge; a second start, or a missing file, is an error (T21, T27). */
export function displace(model: SwitchModel, uuid: string, action: string, file: string): string {
  const channel = liveChannel(model, uuid);
  if (channel === undefined) return '-ERR Cannot locate session!\n';
  if (action === 'stop') {
    channel.displaced = false;
    return '+OK Success\n';
  }
  if (channel.displaced || model.sounds(file) === undefined) return '-ERR Operation Failed\n';
  channel.displaced = true;
  return '+OK Success\n';
}

/** A key as if the far end had pressed it. */
export function receiveKeys(model: SwitchModel, channel: Channel, keys: string): void {
  let delayMs = STEP_MS;
  for (const digit of keys.replace(/@.*$/, '')) {
    inLeg(model, channel, delayMs, () => emit(model, channel, 'DTMF', { digit }));
    delayMs += 10 * STEP_MS;
  }
}
