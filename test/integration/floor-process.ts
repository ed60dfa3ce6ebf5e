import type { FloorEvent } from '../../src/dialer/index.ts';
import { type JsonLines, runJsonLines } from './child.ts';
import type { RunFloorSettings, ShownAgent } from './fixtures/run-floor.ts';
import { START } from './floor-world.ts';
import type { SwitchProcess } from './switch-process.ts';

export type FloorLine =
  | { readonly opening: true }
  | { readonly event: FloorEvent }
  | { readonly floor: readonly ShownAgent[] }
  | { readonly drained: number };

export type FloorProcess = JsonLines<FloorLine>;

const FILE = new URL('./fixtures/run-floor.ts', import.meta.url);

/** Starts a Foyer on this data folder and switch. */
export function startFloorProcess(dataFolder: string, network: SwitchProcess, agents: number): FloorProcess {
  const { url, realOrigin, speed } = network;
  const settings: RunFloorSettings = { dataFolder, url, startAt: START, realOrigin, speed, agents };
  return runJsonLines<FloorLine>(FILE, [JSON.stringify(settings)]);
}

export function isFloor(line: FloorLine): line is Extract<FloorLine, { floor: unknown }> {
  return 'floor' in line;
}

/** Resolves when it has told so many events of this type. */
export function untilEvents(floor: FloorProcess, type: FloorEvent['type'], count: number): Promise<void> {
  return floor.until(`${count} ${type}`, () => eventsOf(floor).filter((event) => event.type === type).length >= count);
}

export function eventsOf(floor: FloorProcess): FloorEvent[] {
  return floor.lines.flatMap((line) => ('event' in line ? [line.event] : []));
}
