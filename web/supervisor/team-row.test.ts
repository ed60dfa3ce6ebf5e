import { expect, it } from 'vitest';
import type { AgentRow, ReportAnswer } from '../../src/http/contract/index.ts';
import { figuresByAgent, inOrder, mayEnd, mayPause, teamRows } from './team-row.ts';

const agent = (name: string, state: AgentRow['state'], since = 0) =>
  ({ agentId: name, name, state, since }) as unknown as AgentRow;
const group = (key: string, useful: number) => ({
  key,
  name: key,
  counts: { connected: 10, useful, pauses: 2, pausedMs: 600_000, unpaidPauseMs: 300_000 },
  values: [{ id: 'occupancy', value: useful / 10, share: null, before: null, difference: null }],
});
const report = { groups: [group('Anne', 3), group('Zoé', 7)] } as unknown as ReportAnswer;
const agents = [agent('Zoé', 'talking', 5), agent('Éric', 'ghost', 9), agent('Anne', 'ready', 1)];
const rows = teamRows(agents, figuresByAgent(report));
const names = (order: Parameters<typeof inOrder>[1]) => inOrder(rows, order).map((row) => row.agent.name);

it('puts the figures of today beside each agent, and none where nothing was counted', () => {
  expect(rows[0]?.today).toMatchObject({ calls: 10, useful: 7, occupancy: 0.7, pausedMs: 600_000, meanTalkMs: null });
  expect(rows[1]?.today).toBeNull();
});

it('sorts by name as the French do, by trouble, by time and by figures', () => {
  expect(names('name')).toEqual(['Anne', 'Éric', 'Zoé']);
  expect(names('state')).toEqual(['Éric', 'Anne', 'Zoé']);
  expect(names('since')).toEqual(['Anne', 'Zoé', 'Éric']);
  expect(names('useful')).toEqual(['Zoé', 'Anne', 'Éric']);
  expect(names('occupancy')).toEqual(['Zoé', 'Anne', 'Éric']);
});

it('never ends a session with a donor on the line or a result being typed', () => {
  expect((['talking', 'wrap-up', 'reserved', 'ready'] as const).some((state) => mayEnd(agent('A', state)))).toBe(false);
  expect(mayEnd(agent('A', 'ghost'))).toBe(true);
  expect(mayPause(agent('A', 'talking'))).toBe(true);
  expect(mayPause(agent('A', 'offline'))).toBe(false);
});
