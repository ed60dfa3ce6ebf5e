import { ImportDesk } from '../../campaigns/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import { idSource } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import type { AppOptions } from '../parts.ts';

/** Imports beside a running floor: facts go through it, and it is told of contacts that are gone. */
export function importDesk(options: AppOptions): ImportDesk | undefined {
  const { store, floor, clock, wallClock, orgId, log, importFolder } = options;
  if (importFolder === undefined) return undefined;
  const ids = idSource(wallClock, seededRandom(freshSeed()).fork('imports'));
  return new ImportDesk({
    store: store.imports,
    orgId,
    folder: importFolder,
    now: () => clock.now(),
    fileTime: () => wallClock.now(),
    newId: () => ids.next<'import'>(),
    note: async (fact, actor) => {
      const last = (await store.lastSeqs([fact.stream])).get(fact.stream) ?? 0;
      // The first fact of a batch is that it was applied, the second that it was taken back.
      if (last >= (fact.type === 'import.applied' ? 1 : 2)) return;
      const by = actor === 'system' ? SYSTEM : ({ kind: 'user', userId: actor } as const);
      const noted = await floor.note([fact], by as typeof SYSTEM);
      if (!noted.ok) throw new Error(noted.error.message);
    },
    forget: (contactIds) => floor.forget(contactIds),
    onError: (error) => log.error({ error }, 'an import failed'),
  });
}
