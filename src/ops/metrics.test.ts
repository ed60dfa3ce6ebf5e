import { expect, it } from 'vitest';
import type { EventDataOf, EventType, FloorEvent, FloorSnapshot } from '../dialer/index.ts';
import { healthOf } from './health.ts';
import { createMetrics } from './metrics.ts';

const floor = (change: Partial<FloorSnapshot> = {}) =>
  ({
    at: 0,
    agents: [{ state: 'ready' }, { state: 'ready' }, { state: 'talking' }],
    campaigns: [
      { campaignId: 'c1', name: 'Hiver', mode: 'predictive', status: 'running', calls: { ringing: 4 }, hopper: 120 },
    ],
    switches: [{ switchId: 'paris', up: true, overloaded: false, eventAgeMs: 30, channels: 7 }],
    draining: false,
    storeFailing: false,
    unwritten: 3,
    abandonmentLimit: 0.03,
    ...change,
  }) as unknown as FloorSnapshot;

const event = <T extends EventType>(type: T, data: Partial<EventDataOf<T>> = {}) =>
  ({ type, campaignId: 'c1', data }) as unknown as FloorEvent;

it('counts calls by campaign and shows the floor as it is at the scrape', async () => {
  const metrics = createMetrics({ snapshot: () => floor() });
  metrics.take([event('call.placed'), event('call.placed'), event('call.answered')]);
  metrics.take([
    event('call.bridged', { waitedMs: 300 }),
    event('call.abandoned'),
    event('call.ended', { outcome: 'abandoned' }),
  ]);
  const text = await metrics.text();
  metrics.close();
  for (const line of [
    'foyer_calls_placed_total{campaign="c1"} 2',
    'foyer_calls_answered_total{campaign="c1"} 1',
    'foyer_calls_bridged_total{campaign="c1"} 1',
    'foyer_calls_abandoned_total{campaign="c1"} 1',
    'foyer_calls_ended_total{campaign="c1",outcome="abandoned"} 1',
    'foyer_answer_to_bridge_seconds_bucket{le="0.5",campaign="c1"} 1',
    'foyer_agents{state="ready"} 2',
    'foyer_calls_in_flight{campaign="c1",state="ringing"} 4',
    'foyer_hopper_contacts{campaign="c1"} 120',
    'foyer_switch_up{switch="paris"} 1',
    'foyer_storage_unwritten_events 3',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

it('reports the delay of the event loop', async () => {
  const metrics = createMetrics({ snapshot: () => floor() });
  // The monitor needs a few turns of the event loop to have something to tell.
  for (let text = ''; !text.includes('foyer_event_loop_delay_seconds{quantile="0.99"}'); text = await metrics.text()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  metrics.close();
});

it.each([
  [{}, 'ok', []],
  [{ draining: true }, 'degraded', ['draining']],
  [{ unwritten: 5_001 }, 'degraded', ['storage-lag']],
  [{ storeFailing: true }, 'failing', ['storage']],
  [{ switches: [] }, 'failing', ['switch']],
] as const)('tells the health of the floor: %j is %s', (change, status, failing) => {
  expect(healthOf(floor(change as Partial<FloorSnapshot>))).toEqual({ status, failing });
});

it('is degraded while one of two switches is down or overloaded', () => {
  const [up] = floor().switches;
  if (up === undefined) throw new Error('the fixture has a switch');
  expect(healthOf(floor({ switches: [up, { ...up, up: false }] })).status).toBe('degraded');
  expect(healthOf(floor({ switches: [up, { ...up, overloaded: true }] })).status).toBe('degraded');
});
