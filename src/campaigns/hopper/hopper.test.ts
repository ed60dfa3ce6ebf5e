import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId, CampaignId, ContactId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import type { Candidate, DonorId, NumberId } from '../contact.ts';
import { createHopper, HOPPER_MAXIMUM, HOPPER_REFILL_BELOW, HOPPER_STALE_MS, OWNER_WINDOW_MS } from './hopper.ts';

const NOW = 1_800_000_000_000;
const ANNE = 'anne' as AgentId;
const BRUNO = 'bruno' as AgentId;

function candidate(name: string, change: Partial<Candidate> = {}): Candidate {
  return {
    contactId: name as ContactId,
    campaignId: 'campaign' as CampaignId,
    donorId: `donor-${name}` as DonorId,
    numbers: [
      {
        numberId: `number-${name}` as NumberId,
        number: '+33199001234' as E164,
        kind: 'fixed',
        zones: ['Europe/Paris'],
        holidayRegions: ['FR'],
        history: {
          attemptedAt: [],
          contactedAt: [],
          lastAbandonedAt: undefined,
          lastRefusalAt: undefined,
          objected: false,
        },
      },
    ],
    dueAt: NOW - HOUR_MS,
    rank: 1,
    attempts: 0,
    technicalFailures: 0,
    busyToday: 0,
    agentRequired: false,
    ownerId: undefined,
    loadedAt: NOW,
    ...change,
  };
}

const filled = (...candidates: Candidate[]) => {
  const hopper = createHopper();
  hopper.fill(candidates);
  return hopper;
};

describe('next', () => {
  it('is the lowest rank, then the longest due, and stays until it is removed', () => {
    const hopper = filled(candidate('b', { rank: 2 }), candidate('c'), candidate('a', { dueAt: NOW - 2 * HOUR_MS }));
    const order: string[] = [];
    for (let next = hopper.next(NOW, undefined); next !== undefined; next = hopper.next(NOW, undefined)) {
      expect(hopper.next(NOW, undefined)).toBe(next);
      order.push(next.contactId);
      hopper.remove(next.contactId);
    }
    expect(order).toEqual(['a', 'c', 'b']);
    expect(hopper.size).toBe(0);
  });

  it('gives contacts that need an agent only to an agent, before all others', () => {
    const hopper = filled(candidate('plain', { rank: 0 }), candidate('needs', { agentRequired: true, rank: 5 }));
    expect(hopper.next(NOW, undefined)?.contactId).toBe('plain');
    expect(hopper.next(NOW, ANNE)?.contactId).toBe('needs');
    expect(hopper.nextNeedingAgent(NOW, ANNE)?.contactId).toBe('needs');
    hopper.remove('needs' as ContactId);
    expect(hopper.nextNeedingAgent(NOW, ANNE)).toBeUndefined();
    expect(hopper.next(NOW, ANNE)?.contactId).toBe('plain');
  });

  it('keeps a callback for its owner for ten minutes, then gives it to anyone', () => {
    const hopper = filled(candidate('promise', { agentRequired: true, ownerId: ANNE, dueAt: NOW }));
    expect(hopper.next(NOW, BRUNO)).toBeUndefined();
    expect(hopper.next(NOW, ANNE)?.contactId).toBe('promise');
    expect(hopper.next(NOW + OWNER_WINDOW_MS - 1, BRUNO)).toBeUndefined();
    hopper.fill([candidate('promise', { agentRequired: true, ownerId: ANNE, dueAt: NOW, loadedAt: NOW + MINUTE_MS })]);
    expect(hopper.next(NOW + OWNER_WINDOW_MS, BRUNO)?.contactId).toBe('promise');
    expect(hopper.next(NOW + OWNER_WINDOW_MS, undefined)).toBeUndefined();
  });

  it('waits for what was put off, also when the list brings it again', () => {
    const hopper = filled(candidate('a'), candidate('b', { rank: 2 }));
    hopper.defer('a' as ContactId, NOW + MINUTE_MS);
    hopper.fill([candidate('a')]);
    expect(hopper.next(NOW, undefined)?.contactId).toBe('b');
    expect(hopper.next(NOW + MINUTE_MS, undefined)?.contactId).toBe('a');
    hopper.defer('a' as ContactId, NOW + 4 * HOUR_MS);
    expect(hopper.has('a' as ContactId)).toBe(false);
    expect([...hopper.contactIds()]).toEqual(['b', 'a']);
    expect(hopper.fill([candidate('a')])).toBe(0);
    const later = NOW + 4 * HOUR_MS;
    expect(hopper.needsFill(later)).toBe(true);
    expect(hopper.fill([candidate('a', { loadedAt: later })])).toBe(1);
    expect(hopper.next(later, undefined)?.contactId).toBe('a');
  });

  it('drops what was read too long ago', () => {
    const hopper = filled(candidate('a'));
    expect(hopper.next(NOW + HOPPER_STALE_MS - 1, undefined)?.contactId).toBe('a');
    expect(hopper.next(NOW + HOPPER_STALE_MS, undefined)).toBeUndefined();
    expect(hopper.size).toBe(0);
  });
});

it('is bounded, and wants more when few are left that any line may dial', () => {
  const hopper = createHopper();
  expect(hopper.needsFill(NOW)).toBe(true);
  const many = Array.from({ length: HOPPER_MAXIMUM + 100 }, (_, i) => candidate(`c${i}`));
  expect(hopper.fill(many)).toBe(HOPPER_MAXIMUM);
  expect(hopper.room()).toBe(0);
  expect(hopper.needsFill(NOW)).toBe(false);
  for (let i = HOPPER_REFILL_BELOW; i < HOPPER_MAXIMUM; i++) hopper.remove(`c${i}` as ContactId);
  expect(hopper.needsFill(NOW)).toBe(false);
  hopper.remove('c0' as ContactId);
  expect(hopper.needsFill(NOW)).toBe(true);
});

describe('property', () => {
  const agents = [undefined, ANNE, BRUNO];
  const action = fc.oneof(
    fc.record({
      do: fc.constant('fill' as const),
      names: fc.array(
        fc.record({
          name: fc.integer({ min: 0, max: 30 }),
          rank: fc.integer({ min: 0, max: 3 }),
          due: fc.integer({ min: -20, max: 2 }),
          owner: fc.constantFrom<'none' | 'pool' | 'anne' | 'bruno'>('none', 'pool', 'anne', 'bruno'),
        }),
        { maxLength: 12 },
      ),
    }),
    fc.record({ do: fc.constant('remove' as const), name: fc.integer({ min: 0, max: 30 }) }),
    fc.record({
      do: fc.constant('defer' as const),
      name: fc.integer({ min: 0, max: 30 }),
      minutes: fc.integer({ min: 0, max: 8 }),
    }),
    fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 6 }) }),
  );

  it('it answers as a list that is sorted anew each time', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const hopper = createHopper();
        const model = new Map<string, { candidate: Candidate; freeAt: number }>();
        let now = NOW;
        for (const act of actions) {
          if (act.do === 'wait') now += act.minutes * MINUTE_MS;
          if (act.do === 'remove') {
            hopper.remove(`c${act.name}` as ContactId);
            model.delete(`c${act.name}`);
          }
          if (act.do === 'defer' && model.has(`c${act.name}`)) {
            hopper.defer(`c${act.name}` as ContactId, now + act.minutes * MINUTE_MS);
            const entry = model.get(`c${act.name}`);
            const until = now + act.minutes * MINUTE_MS;
            if (entry !== undefined) entry.freeAt = until;
            // Put off for so long that it has to be read again: it is not held any more.
            if (entry !== undefined && until >= entry.candidate.loadedAt + HOPPER_STALE_MS)
              model.delete(`c${act.name}`);
          }
          if (act.do === 'fill') {
            const fresh = act.names
              .filter(({ name }) => !model.has(`c${name}`))
              .map(({ name, rank, due, owner }) =>
                candidate(`c${name}`, {
                  rank,
                  dueAt: now + due * MINUTE_MS,
                  agentRequired: owner !== 'none',
                  ownerId: owner === 'anne' ? ANNE : owner === 'bruno' ? BRUNO : undefined,
                  loadedAt: now,
                }),
              );
            const restless = fresh.filter(({ contactId }) => ![...hopper.contactIds()].includes(contactId));
            hopper.fill(restless);
            for (const each of restless) model.set(each.contactId, { candidate: each, freeAt: each.dueAt });
          }
          for (const agent of agents) expect(hopper.next(now, agent)?.contactId).toBe(bestOf(model, now, agent));
        }
      }),
      { numRuns: 300 },
    );
  });

  function bestOf(
    model: Map<string, { candidate: Candidate; freeAt: number }>,
    now: number,
    agent: AgentId | undefined,
  ) {
    const owned = ({ agentRequired, ownerId, dueAt }: Candidate) =>
      agentRequired && ownerId !== undefined && now < dueAt + OWNER_WINDOW_MS;
    const tier = (each: Candidate) => (owned(each) ? 0 : each.agentRequired ? 1 : 2);
    return [...model.values()]
      .filter(({ candidate: each, freeAt }) => freeAt <= now && now < each.loadedAt + HOPPER_STALE_MS)
      .map(({ candidate: each }) => each)
      .filter((each) => (agent === undefined ? !each.agentRequired : !owned(each) || each.ownerId === agent))
      .sort(
        (a, b) => tier(a) - tier(b) || a.rank - b.rank || a.dueAt - b.dueAt || (a.contactId < b.contactId ? -1 : 1),
      )[0]?.contactId;
  }
});
