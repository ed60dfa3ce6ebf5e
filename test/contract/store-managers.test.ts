import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { type AgentId, type CampaignId, type EventId, idSource, type OrgId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { FloorNote, Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';

const ORG = 'org' as OrgId;
const CAMPAIGN = 'campaign' as CampaignId;
const [AGENT, OTHER] = ['agent' as AgentId, 'other' as AgentId];
const ids = idSource(systemClock, seededRandom(7));

async function opened(): Promise<readonly [string, Store, () => Promise<void>][]> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-managers-'));
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

function event(seq: number, at: number, type: FloorEvent['type'], data: object): FloorEvent {
  const about = { stream: `campaign:${CAMPAIGN}`, seq, at, recordedAt: at, orgId: ORG, clientId: null };
  const id = ids.next<'event'>() as EventId;
  return { ...about, id, campaignId: CAMPAIGN, type, version: 1, actor: 'u1', causeId: null, data } as FloorEvent;
}

const note = (noteId: string, at: number, change: Partial<FloorNote> = {}): FloorNote => ({
  ...{ noteId, orgId: ORG, agentId: AGENT, fromUserId: 'u1', toAgent: false, text: `texte ${noteId}`, at },
  readAt: null,
  ...change,
});

describe.each(await opened())('what managers keep, in %s', (_name, store, close) => {
  it('keeps trials of settings as the log tells them, after a rebuild too', async () => {
    const began = { trialId: 't1', from: { maxLines: null }, to: { maxLines: 8 }, endsAt: 20, reason: 'why' };
    await store.append([
      event(1, 10, 'campaign.trial-began', began),
      event(2, 20, 'campaign.trial-ended', { trialId: 't1', outcome: 'came-back' }),
      event(3, 30, 'campaign.trial-began', { ...began, trialId: 't2', endsAt: 40 }),
    ]);
    const expected = [
      { trialId: 't2', beganAt: 30, endedAt: null, outcome: null },
      { trialId: 't1', beganAt: 10, endedAt: 20, outcome: 'came-back', from: { maxLines: null }, to: { maxLines: 8 } },
    ];
    expect(await store.trials.of(CAMPAIGN)).toMatchObject(expected);
    expect((await store.trials.open(ORG)).map(({ trialId }) => trialId)).toEqual(['t2']);
    await store.rebuild();
    expect(await store.trials.of(CAMPAIGN)).toMatchObject(expected);
  });

  it('keeps messages by agent, until they are old', async () => {
    await store.floorNotes.add(note('n1', 10), 0);
    await store.floorNotes.add(note('n2', 20, { toAgent: true }), 0);
    await store.floorNotes.add(note('n3', 30, { agentId: OTHER }), 0);
    expect(await store.floorNotes.of(AGENT)).toEqual([note('n2', 20, { toAgent: true }), note('n1', 10)]);
    expect(await store.floorNotes.unread(ORG)).toEqual([
      { agentId: AGENT, notes: 1 },
      { agentId: OTHER, notes: 1 },
    ]);
    await store.floorNotes.markRead(AGENT, false, 40);
    expect(await store.floorNotes.unread(ORG)).toEqual([{ agentId: OTHER, notes: 1 }]);
    expect((await store.floorNotes.of(AGENT)).map(({ readAt }) => readAt)).toEqual([null, 40]);
    await store.floorNotes.add(note('n4', 50, { agentId: OTHER }), 25);
    expect(await store.floorNotes.of(AGENT)).toEqual([]);
    expect((await store.floorNotes.of(OTHER)).map(({ noteId }) => noteId)).toEqual(['n4', 'n3']);
    await close();
  });
});
