import type { DialingMode } from '../../src/campaigns/index.ts';
import type { ScenarioName } from '../../src/simulator/scenarios.ts';
import type { SwitchFaults } from '../../src/simulator/virtual/faults.ts';
import type { DiskFaults } from './life.ts';
import type { MishapRates } from './mishaps.ts';
import type { World } from './world.ts';

/** Tuesday 24 November 2026, 10:05 in Paris. */
export const TUESDAY_MORNING = Date.UTC(2026, 10, 24, 9, 5);
export interface Faults {
  readonly mishaps: MishapRates;
  /** Of the way between Foyer and a switch; cuts, restarts and overloads come from the mishaps. */
  readonly line: Partial<SwitchFaults>;
  readonly disk: DiskFaults;
  readonly readFailShare: number;
  readonly pacingLateShare: number;
  readonly pacingLostShare: number;
  readonly carrierFailShare: number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly agents: number;
  readonly minutes: number;
  readonly scenario?: ScenarioName;
  readonly mode?: DialingMode;
  readonly switches?: 1 | 2;
  readonly campaigns?: 1 | 2;
  readonly faults?: Faults | undefined;
  /** Rules that this world does without, by id. */
  readonly withoutRules?: readonly string[];
  readonly donors?: number;
  readonly keepEvents?: number;
  readonly startAt?: number;
  /** Shifts from the start of the world, minutes; one that outlasts it when missing. */
  readonly shifts?: readonly { readonly from: number; readonly to: number }[];
  readonly every?: { readonly minutes: number; readonly report: (world: World) => void };
}

export interface WorldReport {
  readonly seed: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
  readonly logHash: string;
  readonly events: number;
  readonly lives: number;
  /** Talking and writing up, of the time logged in. */
  readonly utilisation: number;
  /** Abandoned, of the answered. */
  readonly abandonment: number;
}
