import { systemClock } from '../kernel/system-clock.ts';
import { EXIT } from './exit-code.ts';
import { openStore } from './open-store.ts';

/** Copies the database while nothing else holds it; a running Foyer is asked through its API instead. */
export async function backup(dataFolder: string, to: string): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  try {
    await store.backup(to);
    process.stdout.write(`${to}\n`);
    return EXIT.ok;
  } finally {
    await store.close();
  }
}
