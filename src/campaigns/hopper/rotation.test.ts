import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId, CampaignId, ContactId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import type { Candidate, DonorId, NumberId } from '../contact.ts';
import { createHopper } from './hopper.ts';

const NOW = 1_800_000_000_000;
const LATE = 3;

function candidate(index: number, attempts: number, segment = ''): Candidate {
  const history = {
    attemptedAt: [],
    contactedAt: [],
    lastAbandonedAt: undefined,
    lastRefusalAt: undefined,
    objected: false,
  };
  const about = { kind: 'fixed' as const, zones: ['Europe/Paris'], holidayRegions: ['FR'], history };
  return {
    contactId: `c${index}` as ContactId,
    campaignId: 'campaign' as CampaignId,
    donorId: `d${index}` as DonorId,
    numbers: [{ numberId: `n${index}` as NumberId, number: '+33199001234' as E164, ...about }],
    dueAt: NOW - 1,
    rank: index,
    segment,
    attempts,
    technicalFailures: 0,
    busyToday: 0,
    agentRequired: false,
    ownerId: undefined,
    loadedAt: NOW,
  };
}

/** Agents take one contact after the other, in this order: how many late ones each got, and how many in all. */
function taken(candidates: readonly Candidate[], asking: readonly AgentId[]) {
  const hopper = createHopper();
  hopper.fill(candidates);
  const had = new Map<AgentId, { late: number; all: number }>();
  for (const agentId of asking) {
    const next = hopper.next(NOW, agentId);
    if (next === undefined) break;
    hopper.take(next.contactId, agentId);
    const { late, all } = had.get(agentId) ?? { late: 0, all: 0 };
    had.set(agentId, { late: late + (next.attempts >= LATE ? 1 : 0), all: all + 1 });
  }
  return had;
}

const [ANNE, BRUNO, CARLA] = ['anne', 'bruno', 'carla'] as [AgentId, AgentId, AgentId];

describe('the hard end of a list', () => {
  it('does not fall to the one who happens to ask when a late contact is the best', () => {
    const list = Array.from({ length: 200 }, (_, i) => candidate(i, i % 2 === 0 ? LATE : 0));
    const asking = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? ANNE : BRUNO));
    const had = taken(list, asking);
    expect([had.get(ANNE)?.all, had.get(BRUNO)?.all]).toEqual([60, 60]);
    for (const agentId of [ANNE, BRUNO]) expect(Math.abs((had.get(agentId)?.late ?? 0) - 30)).toBeLessThanOrEqual(2);
  });

  it('is spread over any agents who ask in any order, while there is a choice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(ANNE, BRUNO, CARLA), { minLength: 30, maxLength: 150 }),
        fc.array(fc.boolean(), { minLength: 450, maxLength: 450 }),
        (asking, late) => {
          const list = late.map((each, i) => candidate(i, each ? LATE : 1, i % 3 === 0 ? 'A' : 'B'));
          fc.pre(late.filter(Boolean).length > 200 && late.filter((each) => !each).length > 200);
          const had = taken(list, asking);
          const sums = [...had.values()];
          const share = sums.reduce((sum, each) => sum + each.late, 0) / sums.reduce((sum, each) => sum + each.all, 0);
          for (const each of sums) expect(Math.abs(each.late - share * each.all)).toBeLessThanOrEqual(4);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('leaves nobody without a call: late contacts alone are dialed all the same', () => {
    const list = Array.from({ length: 40 }, (_, i) => candidate(i, i < 4 ? 0 : LATE));
    const asking = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? ANNE : BRUNO));
    const had = taken(list, asking);
    expect((had.get(ANNE)?.all ?? 0) + (had.get(BRUNO)?.all ?? 0)).toBe(40);
  });

  it('changes nothing for lines that count on any agent', () => {
    const hopper = createHopper();
    hopper.fill(Array.from({ length: 20 }, (_, i) => candidate(i, i % 2 === 0 ? LATE : 0)));
    for (let i = 0; i < 20; i++) {
      const next = hopper.next(NOW, undefined);
      expect(next?.contactId).toBe(`c${i}`);
      if (next !== undefined) hopper.take(next.contactId);
    }
  });
});
