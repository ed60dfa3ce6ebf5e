import type { Channel } from './channel.ts';
import { hearSilence } from './far-end.ts';
import { emit, type SwitchModel } from './switch-model.ts';

export function park(model: SwitchModel, channel: Channel): void {
  channel.activity = 'parked';
  channel.parked = true;
  channel.revision++;
  emit(model, channel, 'CHANNEL_PARK');
  hearSilence(model, channel);
}

export function unpark(model: SwitchModel, channel: Channel): void {
  if (!channel.parked) return;
  channel.parked = false;
  emit(model, channel, 'CHANNEL_UNPARK');
}
