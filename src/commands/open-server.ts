import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PromisePorts } from '../campaigns/index.ts';
import type { Floor } from '../dialer/index.ts';
import { createApp, freshConsoleToken, type Outside, serve } from '../http/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { type Configuration, createMetrics, type Log } from '../ops/index.ts';
import { Simulations } from '../pacing/index.ts';
import type { Store } from '../storage/index.ts';
import { CommandError } from './exit-code.ts';
import { ORG_ID } from './installation.ts';

const WEB_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));

export interface RunningServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Puts the API and the pages of a floor on its port. */
export async function openServer(
  configuration: Configuration,
  parts: {
    readonly floor: Floor;
    readonly store: Store;
    readonly clock: Clock;
    readonly clockSpeed: number;
    /** Offer the browser as a line that is simulated; a real one is offered by the setting `softphone`. */
    readonly browserLines: boolean;
    /** A demonstration does without; missing: those who run the floor need one. */
    readonly secondFactor?: 'optional';
    readonly log: Log;
    /** How messages leave, what seals bank details, and card links; each may be missing. */
    readonly promisePorts?: PromisePorts | undefined;
    readonly outside?: Outside | undefined;
  },
): Promise<RunningServer> {
  const metrics = createMetrics({ snapshot: () => parts.floor.snapshot() });
  const simulations = new Simulations({ clock: systemClock });
  const { app, close } = createApp({
    orgId: ORG_ID,
    organisation: configuration.organisation.name,
    floor: parts.floor,
    store: parts.store,
    clock: parts.clock,
    promisePorts: parts.promisePorts,
    outside: parts.outside,
    clockSpeed: parts.clockSpeed,
    wallClock: systemClock,
    log: parts.log,
    metrics,
    simulations,
    agentLines: {
      telephone: configuration.agentLines.telephone,
      browser: parts.browserLines,
      // The demonstration's lines are simulated, whatever is set.
      softphone: parts.browserLines ? undefined : configuration.softphone,
    },
    publicUrl: configuration.publicUrl,
    proxies: configuration.proxies,
    oidcSettings: configuration.signIn.oidc,
    importFolder: join(configuration.dataFolder, 'imports'),
    webFolder: existsSync(WEB_FOLDER) ? WEB_FOLDER : undefined,
    limits: configuration.limits,
    secondFactor: parts.secondFactor ?? 'required',
    consoleToken: await freshConsoleToken(configuration.dataFolder),
  });
  const served = await serve(app, configuration);
  if (!served.ok) {
    close();
    metrics.close();
    throw new CommandError(served.error.message);
  }
  const server = served.value;
  return {
    address: server.address,
    close: async () => {
      close();
      await server.close();
      await simulations.close();
      metrics.close();
    },
  };
}
