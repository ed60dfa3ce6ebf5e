import { expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import type { LegId } from '../../kernel/id.ts';
import { SYSTEM } from '../input.ts';
import type { LiveChannel } from '../switch-port.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday 24 November 2026, 10:30 in Paris. */
const LAWFUL = Date.UTC(2026, 10, 24, 9, 30);

/** A bet that rings, and then a call that the only agent dials by hand. */
function betAndHeld(): { readonly floor: ScriptedFloor; readonly bet: LegId; readonly held: LegId } {
  const floor = new ScriptedFloor(houseGate(), LAWFUL);
  floor.campaign('predictive');
  floor.readyAgent('a1');
  floor.decide(0);
  floor.fill(candidate(1), candidate(2));
  floor.decide(1);
  floor.durable();
  const bet = floor.onlyLeg();
  floor.input({ type: 'campaign.set-mode', campaignId: CAMPAIGN, mode: 'manual', actor: SYSTEM });
  floor.act('a1', { type: 'agent.dial', contactId: candidate(2).contactId, numberId: undefined });
  floor.durable();
  const held = [...floor.state.calls.values()].find(({ reservedAgentId }) => reservedAgentId === 'a1')?.legId;
  if (held === undefined) throw new Error('nobody is held');
  floor.signal({ type: 'switch.down', reason: 'socket closed' });
  return { floor, bet, held };
}

function comesBack(floor: ScriptedFloor, ...channels: Omit<LiveChannel, 'role'>[]): void {
  const mine = channels.map((channel): LiveChannel => ({ ...channel, role: 'donor' }));
  floor.signal({ type: 'switch.up', coreUuid: 'core-fs1', restarted: false, channels: mine });
}

test.each([
  ['still rings', true],
  ['is gone', false],
])('a bridge that nobody wrote down keeps its agent, held meanwhile for a call that %s', (_, rings) => {
  const { floor, bet, held } = betAndHeld();
  const line = floor.lineOf('a1');
  const ringing = { legId: held, state: 'ringing', bridgedTo: undefined } as const;
  comesBack(
    floor,
    { legId: bet, state: 'answered', bridgedTo: line },
    { legId: line, state: 'answered', bridgedTo: bet },
    ...(rings ? [ringing] : []),
  );
  const talk = floor.state.callByLeg.get(bet);
  expect(talk).toMatchObject({ state: 'bridged', agentId: 'a1' });
  expect(floor.agent('a1')).toMatchObject({ state: 'talking', attemptId: talk?.attemptId });
  expect(floor.state.callByLeg.get(held)?.reservedAgentId).toBeUndefined();
  floor.hungUp(bet);
  expect(floor.agent('a1').state).toBe('wrap-up');
});

test('a donor without an agent is not put through to one who has another donor already', () => {
  const { floor, bet, held } = betAndHeld();
  const line = floor.lineOf('a1');
  comesBack(
    floor,
    { legId: held, state: 'answered', bridgedTo: undefined },
    { legId: bet, state: 'answered', bridgedTo: line },
    { legId: line, state: 'answered', bridgedTo: bet },
  );
  expect(floor.agent('a1').attemptId).toBe(floor.state.callByLeg.get(bet)?.attemptId);
  expect(floor.commands('bridge')).toEqual([]);
});
