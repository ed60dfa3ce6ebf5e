import { terribleDay } from './mishaps.ts';
import type { Faults, WorldOptions } from './world-options.ts';

/** Everything goes wrong, all the time. */
export const everythingFails: Faults = {
  mishaps: terribleDay,
  line: {
    lateShare: 0.002,
    lateMs: 800,
    twiceShare: 0.01,
    reorderShare: 0.01,
    reorderMs: 120,
    slowReplyShare: 0.005,
    slowReplyMs: 15_000,
  },
  disk: { slowShare: 0.01, slowMs: 3_000, failingShare: 0.01, appliedShare: 0.5 },
  readFailShare: 0.05,
  pacingLateShare: 0.02,
  pacingLostShare: 0.003,
  carrierFailShare: 0.03,
};

const scenarioNames = ['fundraising-FR', 'low-answer-UK', 'short-calls', 'bimodal', 'nonstationary', 'demo'] as const;

/** The small world of a seed: 12 agents, half an hour, everything fails; the seed decides the rest. */
export function terribleWorld(seed: number): WorldOptions {
  return {
    seed,
    agents: 12,
    minutes: 30,
    mode: seed % 2 === 0 ? 'predictive' : 'progressive',
    switches: seed % 4 < 2 ? 1 : 2,
    campaigns: seed % 3 === 0 ? 2 : 1,
    scenario: scenarioNames[seed % scenarioNames.length] ?? 'demo',
    faults: everythingFails,
  };
}
