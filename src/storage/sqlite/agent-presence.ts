import { type PresenceDay, presenceDays, type StateStretch } from '../../campaigns/working-time/index.ts';
import type { OrgId } from '../../kernel/id.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import { awake } from '../projections/hours-agents.ts';
import { hoursReader } from './hour-reader.ts';
import type { Connection } from './open-database.ts';

interface StateRow {
  readonly agentId: string;
  readonly at: UtcMs;
  readonly state: string;
  readonly reason: string | null;
}

/** Nobody is logged in for longer, so that who is there at the beginning of a period logged in after this before it. */
const LONGEST_SHIFT_MS = DAY_MS;

export type AskPresence = (
  period: { readonly orgId: OrgId; readonly from: UtcMs; readonly to: UtcMs; readonly zone: string },
  at: UtcMs,
) => readonly PresenceDay[];

/** The presence of every agent from the log, up to `at`; days that nobody has worked are missing. */
export function agentPresence(db: Connection): AskPresence {
  const states = db.prepare<[UtcMs, UtcMs, string], StateRow>(
    `SELECT json_extract(data, '$.agentId') AS agentId, at,
        coalesce(json_extract(data, '$.to'), 'connecting') AS state, json_extract(data, '$.reason') AS reason
      FROM events WHERE at >= ? AND at < ? AND org_id = ? AND type IN ('agent.logged-in', 'agent.state-changed')
      ORDER BY at, position`,
  );
  const heard = hoursReader(db);

  return ({ orgId, from, to, zone }, at) => {
    const rows = states.iterate(from - LONGEST_SHIFT_MS, to, orgId);
    const within = function* (): Generator<StateStretch> {
      for (const stretch of stretches(rows, Math.min(to, at))) {
        const awakeParts = awake(Math.max(stretch.from, from), stretch.to, Number.MAX_SAFE_INTEGER, heard);
        for (const part of awakeParts) if (part.to > part.from) yield { ...stretch, ...part };
      }
    };
    return presenceDays(within(), zone);
  };
}

function* stretches(rows: Iterable<StateRow>, until: UtcMs): Generator<StateStretch> {
  const now = new Map<string, StateRow>();
  for (const row of rows) {
    const before = now.get(row.agentId);
    if (before !== undefined) yield stretchOf(before, row.at);
    now.set(row.agentId, row);
  }
  for (const row of now.values()) yield stretchOf(row, until);
}

function stretchOf({ agentId, at, state, reason }: StateRow, to: UtcMs): StateStretch {
  return { agentId, from: at, to, state, reason };
}
