import { parseArgs } from 'node:util';
import { z } from 'zod';
import { scaledClock, systemClock } from '../kernel/system-clock.ts';
import { openSimulator, type Simulator } from './open-simulator.ts';
import { scenarioNames } from './scenarios.ts';

/*
 * The simulated telephone network in a process of its own, behind FreeSWITCH's event socket:
 *   node src/simulator/process.ts --port 0 --password secret --scenario demo --start 1790000000000 --speed 10 --gateways carrier,spare
 * Prints one JSON line {"listening":PORT}. SIGTERM ends it like FreeSWITCH. It ends with its parent (stdin closed, or the
 * channel of a fork disconnected) unless --keep is given.
 */
const settingsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  password: z.string().min(1).default('ClueCon'),
  seed: z.coerce.number().int().default(1),
  scenario: z.enum([...scenarioNames, 'numbered']).default('demo'),
  /** The first instant of the simulated clock, UTC ms; missing: the machine's own time. */
  start: z.coerce.number().optional(),
  speed: z.coerce.number().positive().max(1_000).default(1),
  /** The machine's time at `start`, shared with other processes; missing: now. */
  'real-origin': z.coerce.number().optional(),
  gateways: z
    .string()
    .default('carrier')
    .transform((text) => text.split(',').filter((name) => name !== '')),
  name: z.string().min(1).default('simulator'),
  'sessions-per-second': z.coerce.number().positive().default(1_000),
  'max-sessions': z.coerce.number().positive().default(10_000),
  stamps: z.boolean().default(false),
  keep: z.boolean().default(false),
});

const options = {
  host: { type: 'string' },
  port: { type: 'string' },
  password: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  start: { type: 'string' },
  speed: { type: 'string' },
  'real-origin': { type: 'string' },
  gateways: { type: 'string' },
  name: { type: 'string' },
  'sessions-per-second': { type: 'string' },
  'max-sessions': { type: 'string' },
  stamps: { type: 'boolean' },
  keep: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const settings = settingsSchema.parse(parseArgs({ options }).values);
  const now = systemClock.now();
  const clock = scaledClock(settings.start ?? now, settings.speed, settings['real-origin'] ?? now);
  const simulator = await openSimulator({
    clock,
    stampClock: settings.stamps ? systemClock : undefined,
    host: settings.host,
    port: settings.port,
    password: settings.password,
    name: settings.name,
    seed: settings.seed,
    scenario: settings.scenario,
    gateways: settings.gateways,
    sessionsPerSecond: settings['sessions-per-second'],
    maxSessions: settings['max-sessions'],
    onEnd: () => process.exit(0),
  });
  process.stdout.write(`${JSON.stringify({ listening: simulator.port })}\n`);
  endWith(simulator, settings.keep);
}

function endWith(simulator: Simulator, keep: boolean): void {
  const stop = (): void => simulator.stop();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (keep) return;
  if (process.connected) {
    process.on('disconnect', () => process.exit(0));
    return;
  }
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('close', () => process.exit(0));
  process.stdin.resume();
}

main().catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  process.stderr.write(`The simulator cannot start: ${reason}\n`);
  process.exit(1);
});
