import { type Channel, isAnswered, isLive } from './channel.ts';
import { emit, type SwitchModel } from './switch-model.ts';

/** `eavesdrop:` and `three_way:`: no channel event of the supervisor's leg; a sign of the other leg is all there is (T29). */
export function listenTo(model: SwitchModel, channel: Channel, targetUuid: string): void {
  const target = model.channels.get(targetUuid);
  if (!isLive(target) || !isAnswered(target)) {
    model.acts.runNext(channel);
    return;
  }
  channel.activity = 'listening';
  channel.listensTo = target;
  target.listeners.add(channel);
  emit(model, target, 'MEDIA_BUG_START', { bugFunction: 'eavesdrop' });
}

/** The listener goes, or what it listens to ends: then its list goes on (T30: a join on the donor ends with the donor). */
export function stopListening(model: SwitchModel, channel: Channel): void {
  const target = channel.listensTo;
  if (target === undefined) return;
  channel.listensTo = undefined;
  target.listeners.delete(channel);
  emit(model, target, 'MEDIA_BUG_STOP', { bugFunction: 'eavesdrop' });
  if (channel.activity === 'listening' && isLive(channel)) {
    channel.activity = 'idle';
    model.clock.schedule(0, () => {
      if (isLive(channel) && channel.activity === 'idle') model.acts.runNext(channel);
    });
  }
}
