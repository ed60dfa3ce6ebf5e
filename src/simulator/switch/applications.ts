import { bridge, bridgeHazard } from './bridge.ts';
import { type Application, type Channel, isAnswered, isLive } from './channel.ts';
import { joinConference, leaveConference } from './conference.ts';
import { hangUp, separate } from './hang-up.ts';
import { listenTo, stopListening } from './listen.ts';
import { park, unpark } from './parking.ts';
import { playApplication, stopPlaying } from './play.ts';
import {
  cancelActivity,
  emit,
  emitVerbose,
  inActivity,
  inLeg,
  noteTransfer,
  STEP_MS,
  type SwitchModel,
} from './switch-model.ts';

/** Reads `name:data,name:data` of an inline transfer; a quoted list has lost its quotes already. */
export function inlineApplications(text: string): Application[] {
  return splitOutside(text, ',').map((part) => {
    const colon = part.indexOf(':');
    return colon < 0
      ? { name: part.trim(), data: '' }
      : { name: part.slice(0, colon).trim(), data: part.slice(colon + 1) };
  });
}

/** A tone such as `%(250,0,1800)` has commas of its own. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Takes the leg out of whatever it does, one step later, and runs the list instead; what was left of the old list is dropped (T28). */
export function transfer(model: SwitchModel, channel: Channel, applications: readonly Application[]): void {
  bridgeHazard(model, channel, 'park');
  inLeg(model, channel, STEP_MS + 1, () => {
    if (!isAnswered(channel)) return;
    leavePresent(model, channel);
    channel.queue = [...applications];
    noteTransfer(
      model,
      channel,
      `bl_xfer:${applications.map(({ name, data }) => `${name}:${data}`).join(',')}/default/inline`,
    );
    unpark(model, channel);
    runNext(model, channel);
  });
}

function leavePresent(model: SwitchModel, channel: Channel): void {
  const { partner, activity, leads } = channel;
  cancelActivity(channel);
  stopPlaying(model, channel);
  channel.activity = 'idle';
  stopListening(model, channel);
  leaveConference(model, channel);
  if (partner === undefined || activity !== 'bridged') return;
  const rest = separate(model, channel, partner);
  emit(model, leads ? channel : partner, 'CHANNEL_UNBRIDGE', { other: leads ? partner : channel });
  rest();
}

/** `uuid_park` of a line that is parked after a bridge gives UNPARK and no PARK (T24). */
export function parkByCommand(model: SwitchModel, channel: Channel): void {
  const stuck = channel.activity === 'parked' && channel.bridgedAt !== undefined;
  if (stuck) inLeg(model, channel, STEP_MS, () => unpark(model, channel));
  else transfer(model, channel, [{ name: 'park', data: '' }]);
}

/** The next application; at the end of the list the leg hangs up. */
export function runNext(model: SwitchModel, channel: Channel): void {
  if (!isLive(channel)) return;
  const application = channel.queue.shift();
  if (application === undefined) {
    hangUp(model, channel, { cause: 'NORMAL_CLEARING', by: 'switch', sipStatus: undefined, disposition: 'send_bye' });
    return;
  }
  channel.current = application;
  channel.revision++;
  emitVerbose(model, channel, 'CHANNEL_EXECUTE', { application });
  run(model, channel, application);
}

function run(model: SwitchModel, channel: Channel, { name, data }: Application): void {
  const hangsUp = (cause: string) =>
    hangUp(model, channel, { cause, by: 'switch', sipStatus: undefined, disposition: 'send_bye' });
  switch (name) {
    case 'park':
      parkWithTimeout(model, channel);
      break;
    case 'playback':
      playApplication(model, channel, data);
      break;
    case 'hangup':
      hangsUp(data === '' ? 'NORMAL_CLEARING' : data);
      break;
    case 'eavesdrop':
    case 'three_way':
      listenTo(model, channel, data);
      break;
    case 'conference':
      joinConference(model, channel, data);
      break;
    case 'intercept':
      channel.activity = 'idle';
      bridge(model, channel, model.channels.get(data));
      break;
    case 'sleep':
      inActivity(model, channel, Number(data), () => runNext(model, channel));
      break;
    case 'answer':
    case 'set':
    case 'export':
    case 'sched_hangup':
    case 'avmd_start':
      applyQuick(model, channel, name, data);
      runNext(model, channel);
      break;
    default:
      hangsUp('DESTINATION_OUT_OF_ORDER');
  }
}

/** `park_timeout=S[:CAUSE]` counts whole-second ticks too (transcript 83). */
function parkWithTimeout(model: SwitchModel, channel: Channel): void {
  park(model, channel);
  const timeout = channel.variables.get('park_timeout');
  if (timeout === undefined) return;
  const [seconds, cause] = timeout.split(':');
  const delayMs = untilTick(model, Number(seconds));
  inActivity(model, channel, delayMs, () =>
    hangUp(model, channel, {
      cause: cause ?? 'NORMAL_CLEARING',
      by: 'switch',
      sipStatus: undefined,
      disposition: 'send_bye',
    }),
  );
}

/** Milliseconds to the nth tick of the whole-second clock (transcripts 12, 21, 83). */
export function untilTick(model: SwitchModel, seconds: number): number {
  const now = model.clock.now();
  return (Math.floor(now / 1_000) + seconds) * 1_000 + 5 - now;
}

export function applyQuick(model: SwitchModel, channel: Channel, name: string, data: string): void {
  if (name === 'set' || name === 'export') {
    const equals = data.indexOf('=');
    if (equals > 0) setVariable(channel, data.slice(0, equals), data.slice(equals + 1));
  }
  if (name === 'sched_hangup') {
    const [when, cause] = data.split(' ');
    inLeg(model, channel, Number((when ?? '').replace('+', '')) * 1_000, () =>
      hangUp(model, channel, {
        cause: cause ?? 'NORMAL_CLEARING',
        by: 'switch',
        sipStatus: undefined,
        disposition: 'send_bye',
      }),
    );
  }
}

export function setVariable(channel: Channel, name: string, value: string): void {
  if (value === '') channel.variables.delete(name);
  else channel.variables.set(name, value);
  channel.revision++;
}
