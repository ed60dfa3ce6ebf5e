import { expect, test } from 'vitest';
import type { Campaign, Candidate, PersonKnown } from '../../campaigns/index.ts';
import { houseGate, registerBuilder, registerSet } from '../../compliance/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { SYSTEM } from '../input.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 10:00 in London, 11:00 in Amsterdam. */
const START = Date.UTC(2026, 10, 24, 10);
const CONSENT = { callAt: Date.UTC(2026, 9, 1) };
const CLIENT = 'client-1' as ClientId;
const REASON = 'The list turned out to be one of prospects.';
const BRITISH = { number: '+442079460001' as E164, zones: ['Europe/London'], holidayRegions: ['GB-EAW'] };
const DUTCH = { number: '+31205550101' as E164, zones: ['Europe/Amsterdam'], holidayRegions: ['NL'] };
const gate = houseGate();

function floorFor(place: typeof BRITISH, change: Partial<Campaign> = {}): ScriptedFloor {
  const floor = new ScriptedFloor(gate, START);
  const callerId = (place === BRITISH ? '+442079460999' : '+31205550999') as E164;
  for (const list of ['TPS', 'CTPS', 'FPS']) {
    const builder = registerBuilder(numberKeys(new Uint8Array(32)));
    if (list === 'TPS') builder.add(BRITISH.number, 0);
    const register = registerSet({ list, dated: '2026-11-20', sourceHash: 'hash' }, builder.parts());
    floor.input({ type: 'register.put', register });
  }
  floor.campaign('progressive', { callerId, ...change });
  floor.readyAgent('a1');
  return floor;
}

function contact(place: typeof BRITISH, person?: PersonKnown, n = 1): Candidate {
  const [number] = candidate(n).numbers;
  return candidate(n, { numbers: [{ ...number, ...place }], ...(person === undefined ? {} : { person }) });
}

/** The rules that refuse the contact; none when it is dialed. */
function refusedBy(floor: ScriptedFloor, ...contacts: readonly Candidate[]): readonly string[] {
  floor.fill(...contacts);
  floor.wait(1_000);
  floor.durable();
  if (floor.commands('originate').length > 0) return [];
  return floor.log('compliance.refused').at(-1)?.data.ruleIds ?? ['nothing was asked'];
}

test('a British prospect on the register is dialed with a consent only, and the log keeps what it rests on', () => {
  expect(refusedBy(floorFor(BRITISH, { audience: 'prospect' }), contact(BRITISH))).toContain('UK-TPS');
  const floor = floorFor(BRITISH, { audience: 'prospect' });
  expect(refusedBy(floor, contact(BRITISH, { consent: CONSENT }))).toEqual([]);
  expect(floor.log('call.placed')[0]?.data.permit?.told?.facts).toMatchObject({
    audience: 'prospect',
    consent: CONSENT,
  });
});

test('a consent that was withdrawn is none', () => {
  const consent = { ...CONSENT, withdrawnAt: START - 1_000 };
  expect(refusedBy(floorFor(BRITISH), contact(BRITISH, { consent }))).toContain('UK-TPS');
});

test('what the person is goes before what the campaign says, and what nobody knows counts against the call', () => {
  expect(refusedBy(floorFor(DUTCH), contact(DUTCH))).toContain('NL-OPTIN');
  expect(refusedBy(floorFor(DUTCH, { audience: 'prospect' }), contact(DUTCH))).toContain('NL-OPTIN');
  expect(refusedBy(floorFor(DUTCH, { audience: 'donor' }), contact(DUTCH))).toEqual([]);
  expect(refusedBy(floorFor(DUTCH, { audience: 'donor' }), contact(DUTCH, { audience: 'prospect' }))).toContain(
    'NL-OPTIN',
  );
});

test('who gave long ago is left in peace, by the day the relation ended', () => {
  const lapsed = (relationEndedOn?: string): PersonKnown => ({
    audience: 'lapsed_donor',
    ...(relationEndedOn === undefined ? {} : { relationEndedOn }),
  });
  expect(refusedBy(floorFor(DUTCH), contact(DUTCH, lapsed()))).toContain('NL-LAPSED-3Y');
  expect(refusedBy(floorFor(DUTCH), contact(DUTCH, lapsed('2023-11-23')))).toContain('NL-LAPSED-3Y');
  expect(refusedBy(floorFor(DUTCH), contact(DUTCH, lapsed('2023-11-24')))).toEqual([]);
});

test('a consent that is given frees the contacts that waited for it', () => {
  const floor = floorFor(DUTCH);
  expect(refusedBy(floor, contact(DUTCH))).toContain('NL-OPTIN');
  const { contactId, campaignId } = contact(DUTCH);
  const counts = { attempts: 1, technicalFailures: 0, busyToday: 0, softRefusals: 0 };
  floor.input({
    type: 'consent.changed',
    act: 'given',
    clientId: CLIENT,
    contactIds: [contactId],
    freed: [{ contactId, campaignId, ...counts }],
    on: START,
    means: 'paper',
    actor: SYSTEM,
  });
  expect(floor.log('consent.changed')[0]?.data).toEqual({
    contactIds: [contactId],
    act: 'given',
    on: START,
    means: 'paper',
  });
  expect(floor.log('contact.rescheduled').at(-1)?.data).toMatchObject({ state: 'ready', ...counts, reason: 'consent' });
});

test('a withdrawal takes the contact off the list in memory, and ends the call that rings there', () => {
  const floor = floorFor(BRITISH);
  const [ringing, next, other] = [1, 2, 3].map((n) =>
    contact({ ...BRITISH, number: `+44207946000${n}` as E164 }, { consent: CONSENT }, n),
  ) as [Candidate, Candidate, Candidate];
  expect(refusedBy(floor, ringing, next)).toEqual([]);
  const withdraw = (...contacts: readonly Candidate[]) =>
    floor.input({
      type: 'consent.changed',
      act: 'withdrawn',
      clientId: CLIENT,
      contactIds: contacts.map(({ contactId }) => contactId),
      freed: [],
      on: floor.now,
      means: undefined,
      actor: SYSTEM,
    });
  withdraw(other);
  expect(floor.commands('hang-up')).toEqual([]);
  withdraw(ringing, next);
  expect(floor.commands('hang-up')).toHaveLength(1);
  expect(floor.state.campaigns.get(CAMPAIGN)?.hopper.size).toBe(0);
});

test('the basis of a campaign is changed with a reason, which the log keeps, and holds for the next dial', () => {
  const floor = floorFor(DUTCH, { audience: 'donor' });
  const set = (basis: Partial<Pick<Campaign, 'audience' | 'purpose'>>, reason: string) =>
    floor.input({ type: 'campaign.set-basis', campaignId: CAMPAIGN, basis, reason, actor: SYSTEM }).act;
  expect(set({ audience: 'prospect' }, 'because')).toMatchObject({ ok: false, error: { code: 'not-possible' } });
  expect(set({ audience: 'prospect' }, 'x'.repeat(501))).toMatchObject({ ok: false });
  expect(set({ audience: 'donor' }, REASON)).toMatchObject({ ok: true });
  expect(floor.log('campaign.basis-changed')).toEqual([]);
  expect(set({ audience: 'prospect' }, ` ${REASON} `)).toMatchObject({ ok: true });
  const usual = { purpose: 'donation', callerType: 'paid_agency', profile: 'recommended' };
  expect(floor.log('campaign.basis-changed')[0]?.data).toEqual({
    before: { ...usual, audience: 'donor' },
    after: { ...usual, audience: 'prospect' },
    reason: REASON,
  });
  expect(refusedBy(floor, contact(DUTCH))).toContain('NL-OPTIN');
});

/** The reading of those who are held back, that the engine asked for. */
function readHeld(floor: ScriptedFloor, ...candidates: readonly Candidate[]): number {
  const asked = floor.effects.filter(({ type }) => type === 'review-held').length;
  floor.effects = [];
  const loaded = candidates.map((each) => ({ ...each, loadedAt: floor.now }));
  if (asked > 0) floor.input({ type: 'held.read', campaignId: CAMPAIGN, candidates: loaded, last: true });
  return asked;
}

test('a changed basis frees those whom it makes lawful, and they are dialed as soon as they are on disk', () => {
  const floor = floorFor(DUTCH, { audience: 'prospect' });
  expect(readHeld(floor)).toBe(1);
  const other = contact({ ...DUTCH, number: '+31205550102' as E164 }, { audience: 'prospect' }, 2);
  expect(refusedBy(floor, contact(DUTCH), other)).toContain('NL-OPTIN');
  const held = floor.log('contact.rescheduled').map(({ data }) => data.state);
  expect(held).toEqual(['held', 'held']);
  const basis = { audience: 'donor' } as const;
  floor.input({ type: 'campaign.set-basis', campaignId: CAMPAIGN, basis, reason: REASON, actor: SYSTEM });
  floor.now += 10;
  expect(readHeld(floor, contact(DUTCH), other)).toBe(1);
  expect(floor.log('contact.rescheduled').slice(2)).toMatchObject([
    { data: { contactId: contact(DUTCH).contactId, state: 'ready', dueAt: floor.now, reason: 'lawful-again' } },
  ]);
  // A reading of the list from before that is not believed, one from after it is.
  floor.fill({ ...contact(DUTCH), loadedAt: floor.now });
  expect(floor.commands('originate')).toEqual([]);
  floor.wait(1_000);
  expect(floor.effects.some(({ type }) => type === 'fill-hopper')).toBe(true);
  expect(refusedBy(floor, contact(DUTCH))).toEqual([]);
});

test('a newer register, another mode, a start and a put have those who are held back looked at again', () => {
  const floor = floorFor(DUTCH, { status: 'stopped' });
  expect(readHeld(floor)).toBe(1);
  const changes = [
    () => floor.input({ type: 'campaign.set-mode', campaignId: CAMPAIGN, mode: 'preview', actor: SYSTEM }),
    () => floor.input({ type: 'campaign.start', campaignId: CAMPAIGN, actor: SYSTEM }),
    () => floor.input({ type: 'held.review', campaignId: CAMPAIGN }),
    () => {
      const parts = registerBuilder(numberKeys(new Uint8Array(32))).parts();
      const register = registerSet({ list: 'TPS', dated: '2026-11-21', sourceHash: 'hash' }, parts);
      floor.input({ type: 'register.put', register });
    },
  ];
  for (const change of changes) {
    change();
    expect(readHeld(floor)).toBe(1);
  }
  floor.wait(5_000);
  expect(readHeld(floor)).toBe(0);
});
