import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { type Channel, isAnswered, isLive } from './channel.ts';
import { hearMessage, hearSilence } from './far-end.ts';
import { cancelActivity, emit, inActivity, type SwitchModel } from './switch-model.ts';

/** From `+OK` of `uuid_broadcast` to the sound (transcript 87). */
const BROADCAST_DELAY_MS: DurationMs = SECOND_MS / 5;

/** Plays a file as the present application. A file that does not exist is passed over without a word (T27). */
export function playApplication(model: SwitchModel, channel: Channel, file: string): void {
  const lengthMs = model.sounds(file);
  if (lengthMs === undefined) {
    inActivity(model, channel, 4, () => model.acts.runNext(channel));
    return;
  }
  channel.activity = 'playing';
  begin(model, channel, file);
  inActivity(model, channel, lengthMs, () => {
    end(model, channel, 'done');
    cancelActivity(channel);
    model.acts.runNext(channel);
  });
}

/** `uuid_broadcast`: over whatever the leg does, 200 ms later; nothing at all for a file that does not exist (transcript 56). */
export function broadcast(model: SwitchModel, channel: Channel, file: string): void {
  const lengthMs = model.sounds(file);
  if (lengthMs === undefined) return;
  inActivity(model, channel, BROADCAST_DELAY_MS, () => {
    if (!isLive(channel) || !isAnswered(channel) || channel.playingSince !== undefined) return;
    begin(model, channel, file);
    inActivity(model, channel, lengthMs, () => endBroadcast(model, channel));
  });
}

function endBroadcast(model: SwitchModel, channel: Channel): void {
  if (channel.playingSince === undefined) return;
  end(model, channel, 'done');
  if (channel.activity !== 'parked') return;
  cancelActivity(channel);
  hearSilence(model, channel);
}

/** Cuts what is being played: by a hang-up, a transfer, a bridge or `uuid_break`. */
export function stopPlaying(model: SwitchModel, channel: Channel): void {
  if (channel.playingSince !== undefined) end(model, channel, 'done');
}

function begin(model: SwitchModel, channel: Channel, file: string): void {
  if (channel.activity !== 'bridged') cancelActivity(channel);
  channel.playingSince = model.clock.now();
  channel.current = { name: 'playback', data: file };
  channel.revision++;
  emit(model, channel, 'PLAYBACK_START', { file });
  if (channel.activity !== 'bridged') hearMessage(model, channel);
}

function end(model: SwitchModel, channel: Channel, status: string): void {
  channel.revision++;
  const file = channel.current?.data ?? '';
  const playedMs = model.clock.now() - (channel.playingSince ?? 0);
  channel.playingSince = undefined;
  channel.variables.set('playback_ms', String(playedMs));
  channel.variables.set('playback_last_offset_pos', String(playedMs * 8));
  channel.variables.set('playback_seconds', String(Math.round(playedMs / SECOND_MS)));
  channel.variables.set('playback_samples', String(playedMs * 8));
  emit(model, channel, 'PLAYBACK_STOP', { file, playbackStatus: status });
}
