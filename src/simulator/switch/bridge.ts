import type { DurationMs } from '../../kernel/time.ts';
import { type Channel, isAnswered, isLive } from './channel.ts';
import { hearTalk } from './far-end.ts';
import { hangUp, separate } from './hang-up.ts';
import { stopListening } from './listen.ts';
import { unpark } from './parking.ts';
import { stopPlaying } from './play.ts';
import { cancelActivity, emit, inActivity, noteTransfer, STEP_MS, type SwitchModel } from './switch-model.ts';

/** Share of agents' lines lost when a second command about the donor comes this soon after the bridge's (T17, measured). */
const PARK_HAZARD: readonly (readonly [untilMs: DurationMs, share: number])[] = [
  [5, 0],
  [15, 0.55],
  [28, 1],
  [33, 0.55],
  [38, 0.15],
  [48, 0.7],
  [52, 0.06],
];
const KILL_HAZARD: readonly (readonly [untilMs: DurationMs, share: number])[] = [
  [27, 0],
  [33, 0.08],
];

/** `uuid_bridge a b`: the text of its reply, which says nothing of what then happens. */
export function bridge(model: SwitchModel, first: Channel | undefined, second: Channel | undefined): string {
  if (!isLive(first) || !isLive(second) || first === second) return '-ERR Invalid uuid\n';
  bridgeHazard(model, first, 'bridge');
  if (!isLive(second)) return '-ERR Invalid uuid\n';
  if (isAnswered(first) && isAnswered(second)) join(model, first, second);
  else destroyBoth(model, first, second);
  return `+OK ${second.uuid}\n`;
}

/** A command about a leg that is just being bridged can cost its partner, the agent's line (T17). */
export function bridgeHazard(model: SwitchModel, channel: Channel, command: 'bridge' | 'park' | 'kill'): void {
  const { partner, bridgeStartedAt } = channel;
  if (!model.habits.hazards || partner === undefined || !channel.leads || bridgeStartedAt === undefined) return;
  const elapsedMs = model.clock.now() - bridgeStartedAt;
  const table = command === 'kill' ? KILL_HAZARD : PARK_HAZARD;
  const share = table.find(([untilMs]) => elapsedMs < untilMs)?.[1] ?? 0;
  if (share > 0 && model.random.next() < share) {
    hangUp(model, partner, {
      cause: 'DESTINATION_OUT_OF_ORDER',
      by: 'switch',
      sipStatus: undefined,
      disposition: 'send_bye',
    });
  }
}

/** Both legs leave what they do at the first step; BRIDGE comes at the second to fourth (40 to 80 ms). */
function join(model: SwitchModel, first: Channel, second: Channel): void {
  const oldOfFirst = first.partner;
  const oldOfSecond = second.partner;
  for (const leg of [first, second]) {
    cancelActivity(leg);
    leg.bridgeStartedAt = model.clock.now();
  }
  if (oldOfFirst === undefined && oldOfSecond === undefined) pair(first, second);
  inActivity(model, first, STEP_MS, () => {
    if (oldOfSecond !== undefined) dropOld(model, second, oldOfSecond);
    if (oldOfFirst !== undefined) dropOld(model, first, oldOfFirst);
    pair(first, second);
    for (const leg of model.random.next() < 0.5 ? [first, second] : [second, first]) prepare(model, leg);
  });
  const draw = model.random.next();
  const steps = oldOfSecond !== undefined || draw < 0.5 ? 2 : draw < 0.95 ? 3 : 4;
  inActivity(model, first, steps * STEP_MS + 1, () => connect(model, first, second));
}

function pair(first: Channel, second: Channel): void {
  first.activity = 'bridging';
  second.activity = 'bridging';
  first.partner = second;
  second.partner = first;
  first.leads = true;
  second.leads = false;
}

function prepare(model: SwitchModel, leg: Channel): void {
  stopPlaying(model, leg);
  stopListening(model, leg);
  leg.activity = 'bridging';
  leg.queue = [];
  leg.lastPartner = leg.partner;
  leg.current = { name: 'uuid_bridge', data: leg.partner?.uuid ?? '' };
  noteTransfer(model, leg, `uuid_br:${leg.partner?.uuid ?? ''}`);
  unpark(model, leg);
}

/** The one an end was talking to: UNBRIDGE, and it parks or goes (transcript 49; a hand-over: PARK before UNBRIDGE, T32). */
function dropOld(model: SwitchModel, taken: Channel, old: Channel): void {
  if (taken.partner !== old) return;
  if (taken.leads) {
    const destroyOld = separate(model, taken, old);
    emit(model, taken, 'CHANNEL_UNBRIDGE', { other: old });
    destroyOld();
    return;
  }
  emit(model, old, 'CHANNEL_UNBRIDGE', { other: taken });
  separate(model, taken, old)();
}

function connect(model: SwitchModel, first: Channel, second: Channel): void {
  const now = model.clock.now();
  for (const leg of [first, second]) {
    leg.activity = 'bridged';
    leg.bridgedAt = now;
    leg.displaced = false;
    leg.revision++;
  }
  emit(model, first, 'CHANNEL_BRIDGE', { other: second });
  if (second.callee.conduct.party === 'line') hearTalk(model, first);
  if (first.callee.conduct.party === 'line') hearTalk(model, second);
}

/** A leg that still rings: both are destroyed, the agent's line included (transcript 51, T15). */
function destroyBoth(model: SwitchModel, first: Channel, second: Channel): void {
  const ringing = isAnswered(first) ? second : first;
  const other = ringing === first ? second : first;
  inActivity(model, other, STEP_MS, () => {
    unpark(model, other);
    if (ringing.origin?.done === false) {
      ringing.origin.done = true;
      ringing.origin.reply('-ERR ORIGINATOR_CANCEL\n');
    }
  });
  inActivity(model, other, 2 * STEP_MS, () => {
    hangUp(model, ringing, {
      cause: 'DESTINATION_OUT_OF_ORDER',
      by: 'switch',
      sipStatus: undefined,
      disposition: 'send_cancel',
    });
    hangUp(model, other, { cause: 'ORIGINATOR_CANCEL', by: 'switch', sipStatus: undefined, disposition: 'send_bye' });
  });
}
