import type { FloorRuntime } from '../dialer/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { Log } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { loadRegister, type RegisterFile, registerFiles } from '../storage/registers/index.ts';
import { reason } from './open-store.ts';

const LOOK_EVERY_MS = MINUTE_MS;

export interface WatchedRegisters {
  readonly dataFolder: string;
  readonly runtime: FloorRuntime;
  readonly store: Pick<Store, 'numberKeys'>;
  readonly log: Log;
}

/** Gives the floor the registers of the data folder, and newer copies as they are imported; returns what ends it. */
export async function watchRegisters(parts: WatchedRegisters): Promise<() => void> {
  const versions = new Map<string, string>();
  let stopped = false;
  let cancel: () => void = () => undefined;
  const look = async (): Promise<void> => {
    await takeNew(parts, versions);
    if (!stopped) cancel = systemClock.schedule(LOOK_EVERY_MS, () => void look());
  };
  await look();
  return () => {
    stopped = true;
    cancel();
  };
}

/** A register that can't be used is not asked, and the rules that want it refuse: never the other way round. */
async function takeNew({ dataFolder, runtime, store, log }: WatchedRegisters, versions: Map<string, string>) {
  let files: readonly RegisterFile[];
  try {
    files = await registerFiles(dataFolder);
  } catch (error) {
    log.error({ error: reason(error) }, 'the registers cannot be looked at');
    return;
  }
  for (const file of files) {
    if (versions.get(file.path) === file.version) continue;
    versions.set(file.path, file.version);
    try {
      const register = await loadRegister(file, store.numberKeys);
      runtime.submit({ type: 'register.put', register });
      log.info({ list: register.list, dated: register.dated, numbers: register.numbers }, 'a register is asked');
    } catch (error) {
      log.error({ error: reason(error) }, 'a register cannot be used: calls that need it are refused');
    }
  }
}
