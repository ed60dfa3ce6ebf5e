import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { applyImport, lookAtUpload } from '../../src/campaigns/index.ts';
import { consoleImports } from '../../src/commands/import-parts.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { CLIENT } from '../contract/store-world.ts';
import { A } from './import-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('killed in the middle of a file, it goes on where it was: everybody once, and all counts right', async () => {
  const path = join(folder, 'dons.csv');
  const rows = Array.from({ length: 1_400 }, (_, i) =>
    i % 100 === 99 ? `${i};Nom;aucun` : `${i};Nom;0199${String(i).padStart(6, '0')}`,
  );
  writeFileSync(path, ['code;nom;telephone', ...rows, ''].join('\r\n'));
  const script = fileURLToPath(new URL('./import-killed-process.ts', import.meta.url));
  const killed = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, folder, path], {
    encoding: 'utf8',
  });
  expect(killed, killed.stderr).toMatchObject({ signal: 'SIGKILL' });

  const store = await openStore(folder, systemClock);
  try {
    const [half] = await store.imports.list(ORG_ID);
    if (half === undefined) throw new Error('the batch is gone');
    expect(half.state).toBe('applying');
    const stored = await store.imports.contactsIn(A);
    expect(stored).toBe(half.counts.added);
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(1_386);
    const imports = consoleImports(store, systemClock);
    const { looked } = await lookAtUpload(imports, path, CLIENT);
    expect(looked.hash).toBe(half.fileHash);
    const whole = await applyImport(imports, half, { path }, 'system');
    expect(whole).toMatchObject({
      state: 'applied',
      counts: { added: 1_386, unchanged: 0 },
      report: { received: 1_400, rejected: 14 },
    });
    expect(await store.imports.contactsIn(A)).toBe(1_386);
    const { events } = await store.readEvents(0, 100);
    expect(events.filter(({ type }) => type === 'import.applied')).toHaveLength(1);
  } finally {
    await store.close();
  }
});
