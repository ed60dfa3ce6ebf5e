import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AgentId, idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';

const ANNE = 'anne' as AgentId;
const MINUTE = 60_000;

async function opened(): Promise<readonly [string, Store, () => Promise<void>][]> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-lines-'));
  const parts = { clock: systemClock, ids: idSource(systemClock, seededRandom(1)) };
  const sqlite = await openSqliteStore({ path: join(folder, 'foyer.sqlite'), ...parts });
  const memory = createMemoryStore(parts);
  const close = async () => {
    await sqlite.close();
    rmSync(folder, { recursive: true });
  };
  return [
    ['memory', memory, () => memory.close()],
    ['sqlite', sqlite, close],
  ];
}

describe.each(await opened())('how lines were, in %s', (_name, { lines }, close) => {
  const minuteAt = (nth: number, samples = 12, agentId = ANNE) => ({
    agentId,
    minute: nth * MINUTE,
    samples,
    rttMs: 41.5,
    jitterMs: 3.25,
    lossPercent: 0.5,
    mos: 4.2,
    verdict: 'green' as const,
  });

  it('is kept by agent and minute, the newest first', async () => {
    await lines.put([minuteAt(1), minuteAt(2), minuteAt(2, 9, 'luc' as AgentId)], 0);
    expect(await lines.of(ANNE, 0)).toEqual([minuteAt(2), minuteAt(1)]);
    expect(await lines.of(ANNE, 2 * MINUTE)).toEqual([minuteAt(2)]);
  });
  it('takes a minute that comes again in the place of the first', async () => {
    await lines.put([minuteAt(2, 30)], 0);
    expect((await lines.of(ANNE, 0)).map(({ samples }) => samples)).toEqual([30, 12]);
  });
  it('forgets what is too old', async () => {
    await lines.put([minuteAt(3)], 3 * MINUTE);
    expect(await lines.of(ANNE, 0)).toEqual([minuteAt(3)]);
    expect(await lines.of('luc' as AgentId, 0)).toEqual([]);
    await close();
  });
});
