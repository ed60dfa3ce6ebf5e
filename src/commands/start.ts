import { firstAdministratorPath } from '../http/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import { SECOND_MS } from '../kernel/time.ts';
import { openFoyer } from '../main.ts';
import { createLog } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { configurationOrExit } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { installedRules } from './installed-rules.ts';
import { openServer } from './open-server.ts';
import { openStore } from './open-store.ts';
import { openOutside } from './outside.ts';
import { recordConfirmations } from './record-confirmations.ts';
import { keepRetention } from './retention-task.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { watchRegisters } from './watch-registers.ts';

/** Runs Foyer on the configured switches until it is told to stop; then lets calls in progress finish. */
export async function start(): Promise<number> {
  const configuration = configurationOrExit();
  if (configuration.switches.length === 0) {
    throw new CommandError(
      'No switch is configured: set FOYER_SWITCH=esl://:PASSWORD@HOST:8021, or "switches" in foyer.json. npm start shows Foyer without one.',
      EXIT.usage,
    );
  }
  const log = createLog({ level: configuration.log.level, showPii: configuration.log.showPersonalData });
  // Whatever fails on the way, what was opened is closed again, last first: no floor goes on without its server.
  await using opened = new AsyncDisposableStack();
  const store = opened.adopt(await openStore(configuration.dataFolder, systemClock), (open) => open.close());
  await recordConfirmations({ orgId: ORG_ID, dataFolder: configuration.dataFolder, store, clock: systemClock });
  const foyer = await openFoyer({
    orgId: ORG_ID,
    clock: systemClock,
    seed: freshSeed(),
    store,
    servers: configuration.switches,
    rules: installedRules(configuration.dataFolder),
    log,
  });
  opened.defer(() => foyer.runtime.close());
  const { dataFolder } = configuration;
  opened.defer(await watchRegisters({ dataFolder, runtime: foyer.runtime, store, log }));
  opened.defer(keepRetention({ orgId: ORG_ID, store, log }));
  const outside = await openOutside({ configuration, dataFolder, store, clock: systemClock, log });
  opened.defer(() => outside.close());
  const server = await openServer(configuration, {
    floor: foyer.floor,
    store,
    clock: systemClock,
    clockSpeed: 1,
    browserLines: false,
    log,
    ...outside.ports,
  });
  opened.defer(() => server.close());
  await offerFirstAccount(store, configuration.publicUrl ?? server.address);
  // Whoever reads "ready" may stop it at once: the signals are listened to before it is said.
  const interrupted = untilInterrupted();
  log.info({ address: server.address }, 'Foyer is ready');
  const signal = await interrupted;
  log.info({ signal }, 'draining: no new calls, those in progress finish');
  await foyer.runtime.drain(signal, configuration.limits.drainSeconds * SECOND_MS);
  return EXIT.ok;
}

/** A new installation has nobody who may sign in: whoever reads this terminal makes the first administrator. */
async function offerFirstAccount(store: Pick<Store, 'accounts' | 'signIn'>, address: string): Promise<void> {
  const path = await firstAdministratorPath(store, ORG_ID, systemClock);
  if (path === undefined) return;
  const { href } = new URL(path, address);
  process.stdout.write(`Premier administrateur (first administrator; one-time link, 48 h): ${href}\n`);
}
