import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId, CampaignId, ContactId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/time.ts';
import type { Candidate, ContactNumber, DonorId, NumberId } from './contact.ts';
import { dispositionCodes, dispositions, outcomes, systemDisposition } from './disposition.ts';
import { type AttemptResult, afterAttempt, defaultRetryPolicy } from './retry-policy.ts';

const paris = (text: string) => Date.parse(`${text}:00+01:00`);
/** A Tuesday, in the first part of the day. */
const AT = paris('2026-11-24T11:00');
const ANNE = 'anne' as AgentId;

function number(name: string, change: Partial<ContactNumber['history']> = {}): ContactNumber {
  return {
    numberId: name as NumberId,
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
      ...change,
    },
  };
}

function candidate(change: Partial<Candidate> = {}): Candidate {
  return {
    contactId: 'contact' as ContactId,
    campaignId: 'campaign' as CampaignId,
    donorId: 'donor' as DonorId,
    numbers: [number('one')],
    dueAt: AT - HOUR_MS,
    rank: 1,
    attempts: 0,
    technicalFailures: 0,
    busyToday: 0,
    agentRequired: false,
    ownerId: undefined,
    loadedAt: AT - MINUTE_MS,
    ...change,
  };
}

function resultOf(outcome: AttemptResult['outcome'], change: Partial<AttemptResult> = {}) {
  const disposition = systemDisposition(outcome);
  return afterAttempt({
    outcome,
    disposition,
    candidate: candidate(),
    numberId: 'one' as NumberId,
    placed: true,
    at: AT,
    ...change,
  });
}

const disposed = (disposition: AttemptResult['disposition'], change: Partial<AttemptResult> = {}) =>
  resultOf('answered', { disposition, agentId: ANNE, ...change });

describe('R1: no answer', () => {
  it('comes back in another part of the day, at least 20 hours later', () => {
    expect(resultOf('no-answer')).toMatchObject({
      state: 'ready',
      dueAt: paris('2026-11-25T14:00'),
      attempts: 1,
      reason: 'R1:NA',
    });
    const afternoon = paris('2026-11-24T15:00');
    expect(resultOf('machine', { at: afternoon })).toMatchObject({ dueAt: paris('2026-11-25T11:00') });
    expect(resultOf('no-answer', { at: paris('2026-11-24T18:30') })).toMatchObject({
      dueAt: paris('2026-11-25T14:30'),
    });
  });

  it('skips the days off, in the zone of the donor', () => {
    expect(resultOf('no-answer', { at: paris('2026-11-27T11:00') })).toMatchObject({
      dueAt: paris('2026-11-30T14:00'),
    });
    const overseas = candidate({ numbers: [{ ...number('one'), zones: ['America/Guadeloupe'] }] });
    // 11:00 in Guadeloupe is 16:00 in Paris.
    const morning = resultOf('no-answer', { at: paris('2026-11-24T16:00'), candidate: overseas });
    expect(morning).toMatchObject({ dueAt: paris('2026-11-25T19:00') });
  });

  it('ends after six attempts', () => {
    expect(resultOf('no-answer', { candidate: candidate({ attempts: 4 }) })).toMatchObject({
      state: 'ready',
      attempts: 5,
    });
    expect(resultOf('no-answer', { candidate: candidate({ attempts: 5 }) })).toMatchObject({
      state: 'closed',
      dueAt: null,
      attempts: 6,
      reason: 'closed:attempts-exhausted',
    });
  });
});

it('R2: busy comes back after 15 minutes, twice a day', () => {
  const busyBefore = (busyToday: number, attemptedAt: number[]) =>
    resultOf('busy', { candidate: candidate({ busyToday, numbers: [number('one', { attemptedAt })] }) });
  expect(busyBefore(0, [])).toMatchObject({ dueAt: AT + 15 * MINUTE_MS, busyToday: 1 });
  expect(busyBefore(1, [AT - HOUR_MS])).toMatchObject({ dueAt: AT + 15 * MINUTE_MS, busyToday: 2 });
  expect(busyBefore(2, [AT - HOUR_MS])).toMatchObject({ dueAt: paris('2026-11-25T14:00'), busyToday: 3 });
  expect(busyBefore(2, [AT - DAY_MS])).toMatchObject({ dueAt: AT + 15 * MINUTE_MS, busyToday: 1 });
});

it('R3: technical failures do not count against the donor, and end after four retries', () => {
  const failed = (technicalFailures: number) =>
    resultOf('network-failure', { candidate: candidate({ technicalFailures, attempts: 2 }) });
  expect(failed(0)).toMatchObject({ dueAt: AT + 10 * MINUTE_MS, attempts: 2, technicalFailures: 1 });
  expect(failed(1)).toMatchObject({ dueAt: AT + 10 * MINUTE_MS });
  expect(failed(2)).toMatchObject({ dueAt: AT + DAY_MS });
  expect(failed(4)).toMatchObject({ state: 'closed', dueAt: null });
  expect(resultOf('congestion')).toMatchObject({ reason: 'R3' });
  expect(disposed('TEC')).toMatchObject({ dueAt: AT + 10 * MINUTE_MS, attempts: 0 });
});

it('R4: a rejected call rests three days and comes in another part of the day, twice', () => {
  const rejected = (softRefusals: number) => resultOf('rejected', { candidate: candidate({ softRefusals }) });
  expect(rejected(0)).toMatchObject({ dueAt: paris('2026-11-27T14:00'), softRefusals: 1 });
  expect(rejected(1)).toMatchObject({ state: 'ready', softRefusals: 2 });
  expect(rejected(2)).toMatchObject({ state: 'closed', softRefusals: 3 });
});

it('R5: a bad moment comes back once, after two days', () => {
  expect(disposed('BMO')).toMatchObject({ state: 'ready', dueAt: AT + 2 * DAY_MS, softRefusals: 1 });
  expect(disposed('RAC', { candidate: candidate({ softRefusals: 1 }) })).toMatchObject({ state: 'closed' });
});

describe('an abandoned call', () => {
  it('rests 72 hours, and then needs an agent', () => {
    expect(resultOf('abandoned')).toMatchObject({
      state: 'ready',
      dueAt: AT + 72 * HOUR_MS,
      agentRequired: true,
      attempts: 1,
    });
  });

  it('still needs an agent after further attempts, and ends when it is abandoned again', () => {
    const numbers = [number('one', { lastAbandonedAt: AT - 5 * DAY_MS })] as const;
    const before = candidate({ numbers, agentRequired: true });
    expect(resultOf('no-answer', { candidate: before })).toMatchObject({ agentRequired: true });
    expect(resultOf('abandoned', { candidate: before })).toMatchObject({
      state: 'closed',
      reason: 'closed:abandoned-again',
    });
  });
});

it('a dead number gives way to the next one, or closes the contact', () => {
  const two = candidate({ numbers: [number('one'), number('two')] });
  expect(resultOf('invalid-number', { candidate: two })).toMatchObject({
    state: 'ready',
    dueAt: AT,
    deadNumberId: 'one',
    attempts: 0,
  });
  expect(resultOf('invalid-number')).toMatchObject({ state: 'closed', deadNumberId: 'one' });
  expect(disposed('FN', { candidate: two })).toMatchObject({ state: 'ready', deadNumberId: 'one' });
});

it('a callback keeps its owner and the hour', () => {
  const callbackAt = AT + 5 * HOUR_MS;
  expect(disposed('RAP', { callbackAt })).toMatchObject({
    state: 'callback',
    dueAt: callbackAt,
    ownerId: ANNE,
    agentRequired: true,
  });
  expect(disposed('RAP', { callbackAt: AT - HOUR_MS })).toMatchObject({ dueAt: AT });
  expect(disposed('TIE', { callbackAt })).toMatchObject({ state: 'callback' });
  expect(disposed('TIE')).toMatchObject({ state: 'ready', reason: 'R1:TIE' });
});

it('what is unknown is held, what was not placed changes nothing', () => {
  expect(resultOf('unknown')).toMatchObject({ state: 'held', dueAt: null, attempts: 1 });
  expect(resultOf('answered')).toMatchObject({ state: 'held', reason: 'held:no-result' });
  const promised = candidate({ agentRequired: true, ownerId: ANNE, attempts: 3 });
  const notPlaced = resultOf('cancelled', { placed: false, candidate: promised });
  expect(notPlaced).toMatchObject({
    state: 'callback',
    dueAt: promised.dueAt,
    ownerId: ANNE,
    agentRequired: true,
    attempts: 3,
  });
  expect(resultOf('cancelled')).toMatchObject({ state: 'ready', attempts: 1, dueAt: paris('2026-11-25T14:00') });
});

it('objections and deaths suppress, complaints and fragile people are held, results close', () => {
  for (const code of ['OPP', 'OPT', 'DCD'] as const)
    expect(disposed(code)).toMatchObject({ state: 'suppressed', dueAt: null });
  for (const code of ['VUL', 'PLA'] as const) expect(disposed(code)).toMatchObject({ state: 'held', dueAt: null });
  for (const code of dispositionCodes) {
    if (dispositions[code].useful) expect(disposed(code)).toMatchObject({ state: 'closed', dueAt: null });
  }
});

it('whatever happens, a contact is never dialed sooner than the policy lets it, nor more often', () => {
  const { maxAttempts } = defaultRetryPolicy.noAnswer;
  fc.assert(
    fc.property(
      fc.constantFrom(...outcomes),
      fc.constantFrom(undefined, ...dispositionCodes),
      fc.record({
        attempts: fc.integer({ min: 0, max: 6 }),
        technicalFailures: fc.integer({ min: 0, max: 5 }),
        busyToday: fc.integer({ min: 0, max: 4 }),
        softRefusals: fc.integer({ min: 0, max: 3 }),
        agentRequired: fc.boolean(),
      }),
      fc.integer({ min: AT - 300 * DAY_MS, max: AT + 300 * DAY_MS }),
      fc.boolean(),
      (outcome, agentCode, facts, at, placed) => {
        const disposition = outcome === 'answered' ? agentCode : systemDisposition(outcome);
        const next = resultOf(outcome, { disposition, candidate: candidate(facts), at, placed });
        expect(next.dueAt === null).toBe(
          next.state === 'closed' || next.state === 'held' || next.state === 'suppressed',
        );
        expect(next.attempts - facts.attempts).toBeLessThanOrEqual(1);
        if (outcome === 'unknown') expect(next.state).toBe('held');
        if (outcome === 'abandoned' && next.dueAt !== null)
          expect(next.dueAt - at).toBeGreaterThanOrEqual(72 * HOUR_MS);
        if (next.state === 'ready' && next.attempts > facts.attempts) {
          expect(next.attempts).toBeLessThan(maxAttempts);
          expect(next.dueAt ?? 0).toBeGreaterThanOrEqual(at + 15 * MINUTE_MS);
        }
        if (next.reason.startsWith('R1')) expect(next.dueAt ?? 0).toBeGreaterThanOrEqual(at + 20 * HOUR_MS);
      },
    ),
    { numRuns: 3_000 },
  );
});
