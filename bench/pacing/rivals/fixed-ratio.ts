import type { PacingDelta } from '../../../src/pacing/index.ts';
import type { Pacer } from '../pacer.ts';
import { FloorCount } from './floor-count.ts';

/** Lines wanted for the agents ready, less those in flight. */
export function linesPerReady(ratio: number, ready: number, inFlight: number): number {
  return Math.max(0, Math.floor(ratio * ready) - inFlight);
}

/** A pacer of one campaign that only counts. */
export function countingPacer(floor: FloorCount, lines: (at: number) => number): Pacer {
  return {
    on: (delta: PacingDelta) => floor.on(delta),
    decide: (at, campaigns) => {
      const [campaign] = campaigns;
      return { lines: campaign === undefined ? {} : { [campaign.campaignId]: lines(at) }, cancel: [] };
    },
  };
}

/** A fixed number of lines per agent ready; 1 is progressive dialing. */
export function fixedRatioPacer(ratio: number): Pacer {
  const floor = new FloorCount();
  return countingPacer(floor, () => linesPerReady(ratio, floor.agentsIn('ready'), floor.inFlight));
}
