import type { ArmRow } from '../../campaigns/hopper/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { MemoryRows } from './memory-rows.ts';

export function holdOutArms({ tables }: MemoryRows, campaignId: CampaignId): readonly ArmRow[] {
  const arms = new Map<string, ArmRow>();
  for (const { campaignId: of, segment, arm, donorId, importedAt } of tables.contacts.values()) {
    const donor = tables.donors.get(donorId);
    if (of !== campaignId || donor === undefined) continue;
    const gave = donor.lastGiftOn !== null && donor.lastGiftOn > new Date(importedAt).toISOString().slice(0, 10);
    const key = JSON.stringify([segment, arm]);
    const known = arms.get(key) ?? { segment, arm, donors: 0, gave: 0 };
    arms.set(key, { ...known, donors: known.donors + 1, gave: known.gave + (gave ? 1 : 0) });
  }
  return [...arms.values()].sort((a, b) =>
    a.segment === b.segment ? (a.arm < b.arm ? -1 : 1) : a.segment < b.segment ? -1 : 1,
  );
}
