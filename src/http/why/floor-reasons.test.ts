import { expect, it } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import type { AgentView } from '../../dialer/index.ts';
import type { AgentId, CampaignId, SwitchId } from '../../kernel/id.ts';
import { floorReasons } from './floor-reasons.ts';

type Floor = Parameters<typeof floorReasons>[0];
type Campaign = Parameters<typeof floorReasons>[1];
const ID = 'campaign' as CampaignId;
const agent = (state: AgentView['state'], open = true): AgentView => ({
  agentId: 'a' as AgentId,
  state,
  since: 0,
  campaignIds: [ID],
  supervisor: false,
  line: { kind: 'sip', open },
  pauseReason: null,
  pauseAfterCall: null,
  lastCall: false,
  call: null,
  preview: null,
  joined: null,
  expectedWaitMs: null,
  coolDown: null,
});
const campaign: Campaign = {
  campaignId: ID,
  mode: 'predictive',
  status: 'running',
  calls: {},
  hopper: 10,
  exhausted: false,
  pacing: { fr: 'Personne de libre bientôt.', en: 'Nobody is free soon.' },
  restsUntil: null,
};
const node = { switchId: 'fs1' as SwitchId, up: true, overloaded: false, eventAgeMs: 0, channels: 0 };
const floor: Floor = { agents: [agent('ready')], switches: [node], draining: false, storeFailing: false };
const codes = (change: Partial<Floor> = {}, of: Partial<Campaign> = {}) =>
  floorReasons({ ...floor, ...change }, { ...campaign, ...of }, []).map(({ code }) => code);

it('gives the words of the pacing when nothing else is in the way and nothing is under way', () => {
  expect(floorReasons(floor, campaign, [])).toEqual([{ code: 'pacing', words: campaign.pacing, until: null }]);
  expect(codes({}, { calls: { ringing: 1 } })).toEqual([]);
  expect(codes({}, { mode: 'progressive' })).toEqual([]);
});

it('names what stops the floor, the campaign, its agents or its list', () => {
  const on = { calls: { ringing: 1 } };
  expect(codes({ draining: true, storeFailing: true }, on)).toEqual(['draining', 'storage-failing']);
  expect(codes({ switches: [{ ...node, up: false }] }, on)).toEqual(['no-switch']);
  expect(codes({ switches: [{ ...node, overloaded: true }] }, on)).toEqual(['switch-overloaded']);
  expect(codes({}, { ...on, status: 'stopped', mode: 'manual' })).toEqual(['stopped', 'manual']);
  expect(codes({ agents: [] }, on)).toEqual(['no-agent']);
  expect(codes({ agents: [agent('offline')] }, on)).toEqual(['no-agent']);
  expect(codes({ agents: [agent('paused'), agent('ready', false)] }, on)).toEqual(['no-agent-ready']);
  expect(codes({}, { hopper: 0, exhausted: true })).toEqual(['list-exhausted']);
  expect(floorReasons(floor, { ...campaign, ...on, restsUntil: 99 }, [])).toMatchObject([{ code: 'rests', until: 99 }]);
});

it('names the rule that forbids the number in this mode', () => {
  const refusals = houseGate().callerIdRefusals('+33639980001', 'predictive', Date.parse('2026-11-24T10:00:00Z'));
  const [first] = floorReasons(floor, campaign, refusals);
  expect(first).toMatchObject({ code: 'caller-id', words: { en: expect.stringMatching(/\(FR-/) } });
});
