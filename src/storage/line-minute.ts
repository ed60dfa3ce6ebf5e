import type { AgentId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { LineMinuteRow } from './rows.ts';

/** One minute of an agent's line as its softphone measured it. */
export interface LineMinute {
  readonly agentId: AgentId;
  /** Its beginning. */
  readonly minute: UtcMs;
  readonly samples: number;
  /** Means. */
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly lossPercent: number;
  /** The lowest. */
  readonly mos: number;
  /** The worst of its lights. */
  readonly verdict: 'green' | 'orange' | 'red';
}

/** `of` gives at most so many: a working day. */
export const LINE_MINUTES_GIVEN = 1_000;

export interface LineQualityStore {
  /** Writes minutes down, each in the place of the same one of before, and forgets those that began before an instant. */
  put(minutes: readonly LineMinute[], forgetBefore: UtcMs): Promise<void>;
  /** The newest first. */
  of(agentId: AgentId, since: UtcMs): Promise<readonly LineMinute[]>;
}

export function lineMinuteRow(line: LineMinute): LineMinuteRow {
  return { ...line, lineMinuteId: `${line.agentId} ${line.minute}` };
}

export function lineMinuteOf({ lineMinuteId: _, agentId, ...row }: LineMinuteRow): LineMinute {
  return { ...row, agentId: agentId as AgentId };
}
