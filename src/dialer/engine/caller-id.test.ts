import { expect, test } from 'vitest';
import type { ContactNumber, DialingMode } from '../../campaigns/index.ts';
import { houseGate } from '../../compliance/index.ts';
import type { UserId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { CAMPAIGN, candidate, ScriptedFloor } from './scripted-floor.ts';

const START = Date.parse('2026-11-24T10:00:00+01:00');

function campaignOf(callerId: string, mode: DialingMode, status: 'running' | 'stopped') {
  const floor = new ScriptedFloor(houseGate(), START);
  floor.campaign(mode, { callerId: callerId as E164, status });
  const [known] = [...floor.state.campaigns.values()];
  if (known === undefined) throw new Error('no campaign');
  const by = { campaignId: known.campaign.id, actor: { kind: 'user', userId: 'u' as UserId } } as const;
  return {
    floor: known,
    start: () => floor.input({ type: 'campaign.start', ...by }).act,
    setMode: (wanted: DialingMode) => floor.input({ type: 'campaign.set-mode', mode: wanted, ...by }).act,
  };
}

test('a campaign whose number does not fit its mode does not start, and says why', () => {
  const { floor, start, setMode } = campaignOf('+33199001234', 'predictive', 'stopped');
  expect(start()).toMatchObject({
    ok: false,
    error: { code: 'not-lawful', message: expect.stringContaining('FR-CLI-NPV') },
  });
  expect(floor.campaign.status).toBe('stopped');
  expect(setMode('preview').ok).toBe(true);
  expect(start().ok).toBe(true);
  expect(floor.campaign.status).toBe('running');
});

test('a running campaign does not change into a mode that its number does not fit', () => {
  const { floor, setMode } = campaignOf('+33199001234', 'preview', 'running');
  expect(setMode('progressive')).toMatchObject({ error: { code: 'not-lawful' } });
  expect(floor.campaign.mode).toBe('preview');
  expect(setMode('manual').ok).toBe(true);
});

const SPAIN = { number: '+34910000001' as E164, zones: ['Europe/Madrid'], holidayRegions: ['ES'] };

function mixed() {
  const floor = new ScriptedFloor(houseGate(), START);
  floor.campaign('progressive', { status: 'stopped' });
  const abroad = { ...candidate(1).numbers[0], ...SPAIN } as ContactNumber;
  return { floor, abroad: candidate(2, { numbers: [abroad] }) };
}

test('a campaign that calls several countries is judged by each of them before it starts', () => {
  const { floor, abroad } = mixed();
  const by = { campaignId: CAMPAIGN, actor: { kind: 'user', userId: 'u' as UserId } } as const;
  const asks = floor.effects.filter((effect) => effect.type === 'fill-hopper');
  expect(asks).toHaveLength(1);
  floor.fill(candidate(1), abroad);
  const result = floor.input({ type: 'campaign.start', ...by }).act;
  expect(result).toMatchObject({ error: { message: expect.stringContaining('ES-CLI-NO-MOBILE') } });
  expect(floor.input({ type: 'campaign.set-mode', mode: 'preview', ...by }).act.ok).toBe(true);
});

test('a contact in a country that comes up later is refused by the gate, and nobody else', () => {
  const { floor, abroad } = mixed();
  floor.input({
    type: 'campaign.start',
    campaignId: CAMPAIGN,
    actor: { kind: 'user', userId: 'u' as UserId },
  });
  floor.readyAgent('anne');
  floor.readyAgent('bruno');
  floor.fill({ ...abroad, rank: 9 }, { ...candidate(1), rank: 1 });
  expect(floor.log('compliance.refused').map(({ data }) => data.ruleIds)).toMatchObject([{ 0: 'ES-CLI-NO-MOBILE' }]);
  expect(floor.log('contact.rescheduled')[0]?.data).toMatchObject({ contactId: abroad.contactId, state: 'held' });
  expect(floor.log('call.planned').map(({ data }) => data.contactId)).toEqual([candidate(1).contactId]);
});

test('a number of the verified ranges fits every mode, a mobile none', () => {
  for (const mode of ['manual', 'preview', 'progressive', 'predictive'] as const) {
    expect(campaignOf('+33162000000', mode, 'stopped').start().ok).toBe(true);
    expect(campaignOf('+33639980001', mode, 'stopped').start().ok).toBe(false);
  }
});
