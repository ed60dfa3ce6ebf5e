import { type Channel, type HangUp, isAnswered, isLive, parksAfterBridge } from './channel.ts';
import { stopTalk } from './far-end.ts';
import { stopListening } from './listen.ts';
import { park, unpark } from './parking.ts';
import { stopPlaying } from './play.ts';
import { cancelActivity, cancelLeg, emit, emitVerbose, STEP_MS, type SwitchModel } from './switch-model.ts';

/** A donor who hangs up this long after the bridge's command leaves the agent's line in limbo (T18). */
const LIMBO_FROM_MS = 30;

/**
 * Ends a leg, in the order recorded: by the far end everything at once; by a command HANGUP first and the rest a step
 * later; a leg that was never answered tells its job before or after HANGUP_COMPLETE by the kind of failure.
 */
export function hangUp(model: SwitchModel, channel: Channel, how: HangUp): void {
  if (channel.hangup !== undefined) return;
  channel.hangup = how;
  channel.hangupAt = model.clock.now();
  channel.revision++;
  cancelLeg(channel);
  emit(model, channel, 'CHANNEL_HANGUP');
  if (!isAnswered(channel)) endUnanswered(model, channel, how);
  else if (how.by !== 'command' || model.random.next() < model.habits.reactsAtOnce) endAnswered(model, channel, true);
  else model.clock.schedule(STEP_MS, () => endAnswered(model, channel, false));
}

function endUnanswered(model: SwitchModel, channel: Channel, how: HangUp): void {
  unpark(model, channel);
  if (how.by === 'remote') {
    complete(model, channel);
    endLate(model, channel);
    return;
  }
  const jobFirst = how.by === 'switch';
  // A timeout is all over at once (transcript 12); a closed port and a command take a step (20, 58).
  const delayMs = jobFirst && how.sipStatus === undefined ? 0 : STEP_MS;
  if (jobFirst) tellJob(channel);
  const rest = () => {
    complete(model, channel);
    tellJob(channel);
    destroy(model, channel);
  };
  if (delayMs === 0) rest();
  else model.clock.schedule(delayMs, rest);
}

/** The job and DESTROY of a refused call: both at once, or one or both a step later (transcripts 11, 13, 14). */
function endLate(model: SwitchModel, channel: Channel): void {
  const draw = model.random.next();
  if (draw < 0.5) tellJob(channel);
  if (draw < 0.15) {
    destroy(model, channel);
    return;
  }
  model.clock.schedule(STEP_MS, () => {
    tellJob(channel);
    destroy(model, channel);
  });
}

function tellJob(channel: Channel): void {
  const { origin } = channel;
  if (origin === undefined || origin.done) return;
  origin.done = true;
  origin.reply(`-ERR ${channel.hangup?.cause ?? 'NORMAL_CLEARING'}\n`);
}

/** `atOnce`: the BYE reached the leg's own thread; else its thread has woken up a step after a command. */
function endAnswered(model: SwitchModel, channel: Channel, atOnce: boolean): void {
  const { partner } = channel;
  stopPlaying(model, channel);
  stopListening(model, channel);
  for (const listener of [...channel.listeners]) stopListening(model, listener);
  stopTalk(model, channel);
  if (channel.activity === 'bridging' && partner !== undefined) leaveBridging(model, channel, partner);
  if (channel.activity !== 'bridged' || partner === undefined) {
    unpark(model, channel);
    complete(model, channel);
    tellJob(channel);
    destroy(model, channel);
  } else if (channel.leads) endLeader(model, channel, partner);
  else endFollower(model, channel, partner, atOnce);
}

/** The donor ends: PARK of the agent's line comes before UNBRIDGE (transcripts 40, 47), or the line goes too (41, 42). */
function endLeader(model: SwitchModel, channel: Channel, partner: Channel): void {
  const destroyPartner = separate(model, channel, partner);
  emit(model, channel, 'CHANNEL_UNBRIDGE', { other: partner });
  destroyPartner();
  complete(model, channel);
  tellJob(channel);
  destroy(model, channel);
}

/** The agent's line ends: the donor learns of it a step after a BYE (43, 44), in the same step as a command (45, 84). */
function endFollower(model: SwitchModel, channel: Channel, leader: Channel, atOnce: boolean): void {
  if (atOnce || !parksAfterBridge(leader)) complete(model, channel);
  if (atOnce) model.clock.schedule(STEP_MS, () => releaseLeader(model, channel, leader));
  else releaseLeader(model, channel, leader);
}

function releaseLeader(model: SwitchModel, channel: Channel, leader: Channel): void {
  if (leader.partner === channel) {
    emit(model, leader, 'CHANNEL_UNBRIDGE', { other: channel });
    separate(model, channel, leader)();
  }
  complete(model, channel);
  destroy(model, channel);
}

/** The one who stays parks, or hangs up. Returns what remains of one who goes: its DESTROY. */
export function separate(model: SwitchModel, channel: Channel, partner: Channel): () => void {
  unlink(channel, partner);
  if (!isLive(partner)) return () => undefined;
  stopTalk(model, partner);
  cancelActivity(partner);
  if (parksAfterBridge(partner)) {
    park(model, partner);
    return () => undefined;
  }
  partner.hangup = { cause: 'NORMAL_CLEARING', by: 'switch', sipStatus: undefined, disposition: 'send_bye' };
  partner.hangupAt = model.clock.now();
  partner.revision++;
  cancelLeg(partner);
  emit(model, partner, 'CHANNEL_HANGUP');
  unpark(model, partner);
  complete(model, partner);
  tellJob(partner);
  return () => destroy(model, partner);
}

function unlink(one: Channel, other: Channel): void {
  for (const channel of [one, other]) {
    channel.partner = undefined;
    channel.leads = false;
    channel.revision++;
    channel.activity = 'idle';
  }
}

/** A leg that ends between the command and BRIDGE. */
function leaveBridging(model: SwitchModel, channel: Channel, partner: Channel): void {
  const { leads } = channel;
  const elapsedMs = (channel.hangupAt ?? 0) - (channel.bridgeStartedAt ?? 0);
  unlink(channel, partner);
  cancelActivity(partner);
  if (!isLive(partner)) return;
  if (partner.parked) {
    partner.activity = 'parked';
    return;
  }
  if (leads && elapsedMs >= LIMBO_FROM_MS) {
    partner.activity = 'limbo';
    return;
  }
  if (leads || parksAfterBridge(partner)) park(model, partner);
  else
    model.acts.hangUp(partner, {
      cause: 'NORMAL_CLEARING',
      by: 'switch',
      sipStatus: undefined,
      disposition: 'send_bye',
    });
}

function complete(model: SwitchModel, channel: Channel): void {
  if (channel.completed) return;
  channel.completed = true;
  channel.revision++;
  if (channel.current !== undefined && channel.current.name !== 'uuid_bridge')
    emitVerbose(model, channel, 'CHANNEL_EXECUTE_COMPLETE', { application: channel.current });
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_HANGUP' });
  emitVerbose(model, channel, 'CHANNEL_CALLSTATE', { state: isAnswered(channel) ? 'ACTIVE' : 'DOWN' });
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_REPORTING' });
  emit(model, channel, 'CHANNEL_HANGUP_COMPLETE');
}

function destroy(model: SwitchModel, channel: Channel): void {
  if (!model.channels.delete(channel.uuid)) return;
  const { gateway: name } = channel.destination;
  const gateway = name === undefined ? undefined : model.gateways.get(name);
  if (gateway !== undefined) {
    gateway.lines--;
    if (!isAnswered(channel)) gateway.failedOut++;
  }
  emit(model, channel, 'CHANNEL_DESTROY');
  emitVerbose(model, channel, 'CHANNEL_STATE', { state: 'CS_DESTROY' });
  channel.endPeer?.();
}
