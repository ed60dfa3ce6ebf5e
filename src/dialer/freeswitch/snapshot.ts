import { z } from 'zod';
import { isUuid, type LegId } from '../../kernel/id.ts';
import type { LiveChannel } from '../switch-port.ts';
import { roleOf } from './event-map.ts';

/** Channels one snapshot may hold; more than a switch is ever configured for. */
const MAX_SNAPSHOT_CHANNELS = 20_000;
/** Questions under way at a time. */
const BATCH = 500;

export interface Asked {
  /** An `api` command; its reply's text. */
  api(line: string): Promise<string>;
  /** An `api` command run as a background job; its text, and the Core-UUID of the server that ran it. */
  job(line: string): Promise<{ readonly text: string; readonly coreUuid: string }>;
}

export interface Snapshot {
  readonly coreUuid: string;
  readonly channels: readonly LiveChannel[];
}

// Without a row there is no `rows` at all (transcript 62).
const list = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row).max(MAX_SNAPSHOT_CHANNELS).default([]) });
const channelList = list(z.object({ uuid: z.string(), callstate: z.string() }));
const bridgeList = list(z.object({ uuid: z.string(), b_uuid: z.string() }));

/**
 * Asks which channels live, who is bridged to whom, and which are Foyer's. By background job: a long list does not hold
 * the connection up, the job's event names the server, and that it comes at all proves the subscription.
 * `show channels` keeps stale partners after a bridge, so the pairs come from `show bridged_calls` (T33).
 */
export async function takeSnapshot(asked: Asked): Promise<Snapshot> {
  const shown = await asked.job('show channels as json');
  const bridged = await asked.job('show bridged_calls as json');
  const rows = read('show channels', channelList, shown.text).rows.filter(({ uuid }) => isUuid(uuid));
  const partner = new Map<string, LegId>();
  for (const { uuid, b_uuid } of read('show bridged_calls', bridgeList, bridged.text).rows) {
    if (!isUuid(uuid) || !isUuid(b_uuid)) continue;
    partner.set(uuid, b_uuid as LegId);
    partner.set(b_uuid, uuid as LegId);
  }
  const channels: LiveChannel[] = [];
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    const roles = await Promise.all(batch.map(({ uuid }) => asked.api(`uuid_getvar ${uuid} foyer_role`)));
    batch.forEach(({ uuid, callstate }, index) => {
      const role = roles[index] ?? '';
      // Gone, or going, since the list was made: its end comes as an event.
      if (role.startsWith('-ERR') || callstate === 'HANGUP') return;
      const bridgedTo = partner.get(uuid);
      const answered = bridgedTo !== undefined || !UNANSWERED.has(callstate);
      channels.push({
        legId: uuid as LegId,
        state: answered ? 'answered' : 'ringing',
        bridgedTo,
        role: roleOf(role.trim()),
      });
    });
  }
  return { coreUuid: shown.coreUuid, channels };
}

/** switch_channel.c, callstate names; all others (ACTIVE, HELD, UNHELD…) have been answered. */
const UNANSWERED: ReadonlySet<string> = new Set(['DOWN', 'DIALING', 'RINGING', 'EARLY', 'RING_WAIT']);

function read<T extends z.ZodType>(command: string, schema: T, text: string): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`the answer to "${command} as json" is not JSON`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Error(
      `the answer to "${command} as json" is not as expected: ${z.prettifyError(parsed.error).slice(0, 200)}`,
    );
  return parsed.data;
}
