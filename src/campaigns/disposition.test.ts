import { expect, it } from 'vitest';
import type { AgentId, CampaignId, ContactId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/time.ts';
import { MAX_CALLBACKS } from './callback/callback.ts';
import type { Candidate, ContactNumber, DonorId, NumberId } from './contact.ts';
import { type DispositionCode, dispositionCodes, dispositions, isAgreement } from './disposition.ts';
import { afterAttempt } from './retry-policy.ts';

/** A Tuesday, 11:00 in Paris. */
const AT = Date.UTC(2026, 10, 24, 10);
const CALLBACK = AT + 3 * DAY_MS;
const NEXT_PART = Date.UTC(2026, 10, 25, 13);
const history = {
  attemptedAt: [],
  contactedAt: [],
  lastAbandonedAt: undefined,
  lastRefusalAt: undefined,
  objected: false,
};
const number = (name: string): ContactNumber => ({
  numberId: name as NumberId,
  number: '+33199001234' as E164,
  kind: 'fixed',
  zones: ['Europe/Paris'],
  holidayRegions: ['FR'],
  history,
});
const candidate: Candidate = {
  contactId: 'contact' as ContactId,
  campaignId: 'campaign' as CampaignId,
  donorId: 'donor' as DonorId,
  numbers: [number('one'), number('two')],
  dueAt: AT,
  rank: 1,
  attempts: 0,
  technicalFailures: 0,
  busyToday: 0,
  agentRequired: false,
  ownerId: undefined,
  loadedAt: AT,
};

function after(disposition: DispositionCode, known: Partial<Candidate> = {}) {
  return afterAttempt({
    outcome: 'answered',
    disposition,
    candidate: { ...candidate, ...known },
    numberId: 'one' as NumberId,
    placed: true,
    at: AT,
    callbackAt: CALLBACK,
    agentId: 'anne' as AgentId,
  });
}

/** The table of results, code by code: what comes of the contact, when, and on which number. */
const effects: readonly (readonly [DispositionCode, string, number | null, string | null])[] = [
  ['NA', 'ready', NEXT_PART, null],
  ['OCC', 'ready', AT + 15 * MINUTE_MS, null],
  ['REP', 'ready', NEXT_PART, null],
  ['ABD', 'ready', AT + 72 * HOUR_MS, null],
  ['ECH', 'ready', AT + 10 * MINUTE_MS, null],
  ['NVF', 'ready', AT, 'one'],
  ['FAX', 'ready', AT, 'one'],
  ['INT', 'ready', Date.UTC(2026, 10, 27, 13), null],
  ['FN', 'ready', AT, 'one'],
  ['TIE', 'callback', CALLBACK, null],
  ['RAP', 'callback', CALLBACK, null],
  ['BMO', 'ready', AT + 2 * DAY_MS, null],
  ['RAC', 'ready', AT + 2 * DAY_MS, null],
  ['LNG', 'closed', null, null],
  ['DCD', 'suppressed', null, null],
  ['DEM', 'ready', AT, 'one'],
  ['OPP', 'suppressed', null, null],
  ['OPT', 'suppressed', null, null],
  ['VUL', 'held', null, null],
  ['PLA', 'held', null, null],
  ['DEJ', 'closed', null, null],
  ['REF', 'closed', null, null],
  ['IND', 'closed', null, null],
  ['DON', 'closed', null, null],
  ['DONP', 'closed', null, null],
  ['PA', 'closed', null, null],
  ['PAS', 'closed', null, null],
  ['UPG', 'closed', null, null],
  ['BAI', 'closed', null, null],
  ['INF', 'closed', null, null],
  ['MAJ', 'closed', null, null],
  ['TEC', 'ready', AT + 10 * MINUTE_MS, null],
];

it('has an effect for every code', () => {
  expect(effects.map(([code]) => code).sort()).toEqual([...dispositionCodes].sort());
});

it.each(effects)('%s: %s', (code, state, dueAt, deadNumberId) => {
  expect(after(code)).toMatchObject({ state, dueAt, deadNumberId });
});

it('promises a contact three callbacks, each with an agent held for it', () => {
  expect(after('RAP')).toMatchObject({ callbacks: 1, agentRequired: true, ownerId: 'anne' });
  expect(after('RAP', { callbacks: MAX_CALLBACKS - 1 })).toMatchObject({ callbacks: MAX_CALLBACKS, state: 'callback' });
  expect(after('RAP', { callbacks: MAX_CALLBACKS })).toMatchObject({ state: 'closed', dueAt: null });
});

it('asks for the mandatory steps exactly where something is agreed to', () => {
  expect(dispositionCodes.filter(isAgreement)).toEqual(['DON', 'DONP', 'PA', 'PAS', 'UPG', 'BAI']);
  expect(dispositions.IND.agrees).toBe(true);
});
