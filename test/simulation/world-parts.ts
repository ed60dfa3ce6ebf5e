import type { Campaign, DialingMode } from '../../src/campaigns/index.ts';
import type { SwitchLimits } from '../../src/dialer/index.ts';
import type { CampaignId, ClientId, GatewayId, OrgId, SwitchId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import type { PacingFault } from '../../src/pacing/index.ts';
import { scenarios } from '../../src/simulator/scenarios.ts';
import { createSwitch } from '../../src/simulator/switch/create-switch.ts';
import type { SwitchModel } from '../../src/simulator/switch/switch-model.ts';
import { gatewaySettings } from '../../src/simulator/world/carrier.ts';
import { seededWorld } from '../../src/simulator/world/seeded-world.ts';
import type { DiskFaults } from './life.ts';
import type { Faults, WorldOptions } from './world-options.ts';

export const ORG = 'org-1' as OrgId;
export const CLIENT = 'client-1' as ClientId;
export const goodDisk: DiskFaults = { slowShare: 0, slowMs: 0, failingShare: 0, appliedShare: 0 };

export function pacingFaults(faults: Faults | undefined, random: Random): () => PacingFault {
  if (faults === undefined) return () => undefined;
  return () => {
    const draw = random.next();
    if (draw < faults.pacingLostShare) return 'lost';
    return draw < faults.pacingLostShare + faults.pacingLateShare ? 'late' : undefined;
  };
}

export function limits(switchIds: readonly SwitchId[]): readonly SwitchLimits[] {
  return switchIds.map((id) => ({
    id,
    maxCps: 100,
    maxChannels: 5_000,
    peers: switchIds.filter((other) => other !== id),
    gateways: ['g1', 'g2'].map((name) => ({ id: name as GatewayId, maxCps: 50, maxLines: 2_000 })),
  }));
}

export function campaign(id: CampaignId, mode: DialingMode): Campaign {
  return {
    id,
    orgId: ORG,
    clientId: CLIENT,
    name: `Campagne ${mode}`,
    charityName: 'Les Amis du Lac',
    mode,
    status: 'running',
    callerId: '+33162000000' as E164,
    gatewayIds: ['g1' as GatewayId, 'g2' as GatewayId],
    ringLimitMs: 25 * SECOND_MS,
    wrapUpReminderMs: MINUTE_MS,
    skills: [],
    maxLines: null,
    messageFile: 'information.wav',
    objectionFile: 'objection.wav',
    objectionKey: '9',
  };
}

/** The telephone network: one or two switches that reach each other, and everybody who can be called through them. */
export function openNetwork(
  options: WorldOptions,
  clock: SimulatedClock,
  random: Random,
): ReadonlyMap<SwitchId, SwitchModel> {
  const scenario = scenarios[options.scenario ?? 'fundraising-FR'];
  const world = seededWorld(random.fork('world'), scenario.donors, scenario.lines);
  const failureShare = options.faults?.carrierFailShare ?? 0;
  const gateways = [gatewaySettings('g1', { failureShare }), gatewaySettings('g2')];
  const models = new Map<SwitchId, SwitchModel>();
  for (const name of options.switches === 2 ? ['fs1', 'fs2'] : ['fs1']) {
    models.set(name as SwitchId, createSwitch({ name, clock, random: random.fork('net'), world, gateways }));
  }
  for (const model of models.values())
    for (const peer of models.values()) if (peer !== model) model.peers.set(peer.name, peer);
  return models;
}
