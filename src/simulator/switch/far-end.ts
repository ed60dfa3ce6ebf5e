import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { Channel } from './channel.ts';
import { emit, inActivity, inLeg, type SwitchModel } from './switch-model.ts';

/** A network that is gone is noticed after this where the leg has no `media_timeout` of its own. */
const USUAL_MEDIA_TIMEOUT_MS: DurationMs = 30 * SECOND_MS;

/** The called side hangs up. */
export function leave(model: SwitchModel, channel: Channel): void {
  model.acts.hangUp(channel, { cause: 'NORMAL_CLEARING', by: 'remote', sipStatus: 200, disposition: 'recv_bye' });
}

/** From the answer on: it may leave by itself whatever happens. */
export function beginLeg(model: SwitchModel, channel: Channel): void {
  const { leavesAfterMs, leavesSilently } = channel.callee.conduct;
  channel.talkLeftMs = channel.callee.conduct.talk.lengthMs;
  if (!leavesSilently) {
    inLeg(model, channel, leavesAfterMs, () => leave(model, channel));
    return;
  }
  const timeoutMs = Number(channel.variables.get('media_timeout') ?? USUAL_MEDIA_TIMEOUT_MS);
  inLeg(model, channel, leavesAfterMs + timeoutMs, () =>
    model.acts.hangUp(channel, { cause: 'MEDIA_TIMEOUT', by: 'switch', sipStatus: undefined, disposition: 'send_bye' }),
  );
}

/** Nobody speaks: how long it stays. */
export function hearSilence(model: SwitchModel, channel: Channel): void {
  inActivity(model, channel, channel.callee.conduct.patienceMs, () => leave(model, channel));
}

/** A recorded message: it is heard out or not, and a key may be pressed. */
export function hearMessage(model: SwitchModel, channel: Channel): void {
  const { listensMs, key } = channel.callee.conduct;
  inActivity(model, channel, listensMs, () => leave(model, channel));
  if (key !== undefined)
    inActivity(model, channel, key.afterMs, () => emit(model, channel, 'DTMF', { digit: key.digit }));
}

/** Somebody speaks: the talk goes on from where it was. */
export function hearTalk(model: SwitchModel, channel: Channel): void {
  const { talk } = channel.callee.conduct;
  channel.talkSince = model.clock.now();
  inActivity(model, channel, channel.talkLeftMs, () => {
    if (talk.endedBy === 'donor') {
      leave(model, channel);
      return;
    }
    channel.talkOver = true;
    inActivity(model, channel, talk.lingerMs, () => leave(model, channel));
  });
}

/** The other side is gone: what was left of the talk is kept for whoever takes over. */
export function stopTalk(model: SwitchModel, channel: Channel): void {
  if (channel.talkSince === undefined) return;
  channel.talkLeftMs = Math.max(0, channel.talkLeftMs - (model.clock.now() - channel.talkSince));
  channel.talkSince = undefined;
}

/** What is heard on an agent's line. `overAt`: when the other side will have said goodbye, if it is for the agent to hang up. */
export interface HeardOnLine {
  readonly party: 'person' | 'machine';
  readonly over: boolean;
  readonly overAt: UtcMs;
}

/** What the person at this line hears, or undefined for silence. */
export function heardOn(channel: Channel): HeardOnLine | undefined {
  const near = channel.activity === 'bridged' ? channel.partner : undefined;
  const other = near?.peer === undefined ? near : near.peer.partner;
  if (other === undefined || other.callee.conduct.party === 'line') return undefined;
  const { party, talk } = other.callee.conduct;
  const agentEnds = talk.endedBy === 'agent' && other.talkSince !== undefined;
  const overAt = agentEnds ? (other.talkSince ?? 0) + other.talkLeftMs : Number.POSITIVE_INFINITY;
  return { party, over: other.talkOver, overAt };
}
