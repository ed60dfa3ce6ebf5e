import type { AttemptId, CampaignId } from '../../src/kernel/id.ts';
import type { UtcMs } from '../../src/kernel/time.ts';
import {
  applyDelta,
  decide,
  type PacingCampaignSettings,
  type PacingDelta,
  type PacingGroupId,
  pacingModel,
} from '../../src/pacing/index.ts';

export interface PacerDecision {
  /** Lines to place now, by campaign. */
  readonly lines: Readonly<Record<CampaignId, number>>;
  /** Ringing lines to hang up. */
  readonly cancel: readonly AttemptId[];
}

/** Anything that says how many calls to place, from what it is told and nothing else. */
export interface Pacer {
  on(delta: PacingDelta): void;
  decide(at: UtcMs, campaigns: readonly PacingCampaignSettings[]): PacerDecision;
}

/** Foyer's own pacing, in this process. */
export function foyerPacer(): Pacer {
  const model = pacingModel();
  const groupId = 'bench' as PacingGroupId;
  let version = 0;
  return {
    on: (delta) => {
      version++;
      applyDelta(model, delta);
    },
    decide: (at, campaigns) => decide(model, { groupId, version, at, deltas: [], campaigns }),
  };
}
