import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { idSource, type OrgId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { Role } from '../../src/storage/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';

it('accounts of an older database keep their rights under the new names, also when later migrations came first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-accounts-'));
  const path = join(folder, 'foyer.sqlite');
  const open = () => openSqliteStore({ path, clock: systemClock, ids: idSource(systemClock, seededRandom(1)) });
  const orgId = 'org' as OrgId;
  const before = await open();
  for (const [index, role] of (['admin', 'manager', 'supervisor', 'agent', 'client'] as const).entries()) {
    await before.accounts.put({
      userId: `u${index}`,
      login: `l${index}`,
      passwordHash: 'hash',
      displayName: role,
      role: role as Role,
      orgId,
      clientIds: [],
      agentId: null,
      skills: [],
      campaignIds: [],
    });
  }
  await before.close();
  const db = new Database(path);
  db.exec(`DELETE FROM migrations WHERE number = 15; ALTER TABLE accounts DROP COLUMN disabled_at;
    DROP TABLE account_changes; DROP TABLE account_links`);
  db.close();
  const after = await open();
  const kept = await after.accounts.all(orgId);
  await after.close();
  rmSync(folder, { recursive: true });
  expect(kept.map(({ role }) => role)).toEqual([
    'administrator',
    'production-manager',
    'supervisor',
    'agent',
    'client',
  ]);
});
