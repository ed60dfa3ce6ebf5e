import type { AgentRow, AgentState, ReportAnswer } from '../../src/http/contract/index.ts';

/** One agent: now, and today. */
export interface TeamRow {
  readonly agent: AgentRow;
  /** Null: nothing was counted today yet. */
  readonly today: TeamFigures | null;
}

export interface TeamFigures {
  readonly calls: number;
  readonly useful: number;
  readonly usefulPerHour: number | null;
  readonly meanTalkMs: number | null;
  readonly meanHandleMs: number | null;
  readonly occupancy: number | null;
  readonly pauses: number;
  readonly pausedMs: number;
  readonly unpaidPauseMs: number;
}

const inFrench = new Intl.Collator('fr');

export type TeamOrder = 'name' | 'state' | 'since' | 'calls' | 'useful' | 'occupancy' | 'paused';

/** As people look for trouble: what is broken first, then what waits, then what works. */
const stateOrder: readonly AgentState[] = [
  'line-lost',
  'ghost',
  'connecting',
  'paused',
  'not-ready',
  'coaching',
  'ready',
  'reserved',
  'wrap-up',
  'talking',
  'offline',
];

export function teamRows(agents: readonly AgentRow[], figures: ReadonlyMap<string, TeamFigures>): readonly TeamRow[] {
  return agents.map((agent) => ({ agent, today: figures.get(agent.agentId) ?? null }));
}

/** Of a report by agent. */
export function figuresByAgent(report: ReportAnswer | undefined): ReadonlyMap<string, TeamFigures> {
  return new Map(report?.groups.map((group) => [group.key, figuresOf(group)]));
}

function figuresOf({ counts, values }: ReportAnswer['groups'][number]): TeamFigures {
  const value = (id: string) => values.find((each) => each.id === id)?.value ?? null;
  return {
    calls: counts['connected'] ?? 0,
    useful: counts['useful'] ?? 0,
    usefulPerHour: value('usefulPerHour'),
    meanTalkMs: value('meanTalkMs'),
    meanHandleMs: value('meanHandleMs'),
    occupancy: value('occupancy'),
    pauses: counts['pauses'] ?? 0,
    pausedMs: counts['pausedMs'] ?? 0,
    unpaidPauseMs: counts['unpaidPauseMs'] ?? 0,
  };
}

/** Names rise, figures fall; equal ones keep their alphabetical order. */
export function inOrder(rows: readonly TeamRow[], order: TeamOrder): readonly TeamRow[] {
  const byName = [...rows].sort((a, b) => inFrench.compare(a.agent.name, b.agent.name));
  switch (order) {
    case 'name':
      return byName;
    case 'state':
      return byName.sort((a, b) => stateOrder.indexOf(a.agent.state) - stateOrder.indexOf(b.agent.state));
    case 'since':
      return byName.sort((a, b) => a.agent.since - b.agent.since);
    case 'calls':
      return byName.sort((a, b) => (b.today?.calls ?? -1) - (a.today?.calls ?? -1));
    case 'useful':
      return byName.sort((a, b) => (b.today?.useful ?? -1) - (a.today?.useful ?? -1));
    case 'occupancy':
      return byName.sort((a, b) => (b.today?.occupancy ?? -1) - (a.today?.occupancy ?? -1));
    case 'paused':
      return byName.sort((a, b) => (b.today?.pausedMs ?? -1) - (a.today?.pausedMs ?? -1));
  }
}

/** Nobody works behind it any more, or somebody has left without saying so. */
const endable: ReadonlySet<AgentState> = new Set(['ghost', 'line-lost', 'connecting', 'not-ready', 'paused']);
const pausable: ReadonlySet<AgentState> = new Set(['ready', 'reserved', 'not-ready', 'ghost', 'talking', 'wrap-up']);

export function mayEnd({ state }: AgentRow): boolean {
  return endable.has(state);
}

export function mayPause({ state }: AgentRow): boolean {
  return pausable.has(state);
}

/** Nothing is under way, and the line is there. */
export function mayMove({ state, lineOpen }: AgentRow): boolean {
  return lineOpen && (state === 'ready' || state === 'not-ready' || state === 'paused');
}
