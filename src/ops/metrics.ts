import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FloorEvent, FloorSnapshot } from '../dialer/index.ts';
import { watchEventLoop } from './event-loop-delay.ts';

export interface MetricsOptions {
  /** Asked at each scrape. */
  readonly snapshot: () => FloorSnapshot;
}

export interface Metrics {
  /** To be given every event of the floor, in order. */
  take(events: readonly FloorEvent[]): void;
  observeRequest(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  setLiveStreams(open: number): void;
  readonly contentType: string;
  /** The Prometheus text format. */
  text(): Promise<string>;
  close(): void;
}

/** Counters start at 0 with the process, as Prometheus expects; rates and totals over restarts are its work. */
export function createMetrics({ snapshot }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 });
  const take = callCounters(registers);
  let scraped: FloorSnapshot | undefined;
  floorGauges(registers, () => scraped ?? snapshot());
  const loop = watchEventLoop(registers);
  const requests = new Histogram({
    name: 'foyer_http_request_seconds',
    help: 'Time to answer an HTTP request, live streams left out',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  const streams = new Gauge({ name: 'foyer_http_live_streams', help: 'Live streams open', registers });
  return {
    take,
    observeRequest: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    setLiveStreams: (open) => streams.set(open),
    contentType: registry.contentType,
    text: () => {
      scraped = snapshot();
      return registry.metrics();
    },
    close: () => loop.close(),
  };
}

type Registers = Registry[];
type CallCounter = Counter<'campaign'>;

function callCounters(registers: Registers): Metrics['take'] {
  const counter = (name: string, help: string): CallCounter =>
    new Counter({ name, help, labelNames: ['campaign'], registers });
  const byType: Partial<Record<FloorEvent['type'], CallCounter>> = {
    'call.placed': counter('foyer_calls_placed_total', 'Originates that left'),
    'call.answered': counter('foyer_calls_answered_total', 'Calls answered, by a person or a machine'),
    'call.bridged': counter('foyer_calls_bridged_total', 'Answered calls put through to an agent'),
    'call.abandoned': counter(
      'foyer_calls_abandoned_total',
      'Calls answered by a person, with no agent within the limit',
    ),
    'compliance.refused': counter('foyer_calls_refused_total', 'Calls the rules did not allow'),
    'objection.recorded': counter('foyer_objections_total', 'Objections recorded'),
    'pacing.late': counter('foyer_pacing_late_total', 'Pacing answers that came too late or not at all'),
    'switch.disconnected': counter('foyer_switch_disconnects_total', 'Connections to a switch that were lost'),
  };
  const ended = new Counter({
    name: 'foyer_calls_ended_total',
    help: 'Calls ended, by outcome',
    labelNames: ['campaign', 'outcome'],
    registers,
  });
  const waits = new Histogram({
    name: 'foyer_answer_to_bridge_seconds',
    help: 'Time a person who answered waited for an agent',
    labelNames: ['campaign'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  return (events) => {
    for (const event of events) {
      const campaign = event.campaignId ?? 'none';
      byType[event.type]?.inc({ campaign });
      if (event.type === 'call.ended') ended.inc({ campaign, outcome: event.data.outcome });
      else if (event.type === 'call.bridged') waits.observe({ campaign }, event.data.waitedMs / 1_000);
    }
  };
}

/** What a scrape reads off the floor as it is. */
function floorGauges(registers: Registers, snapshot: MetricsOptions['snapshot']): void {
  const gauge = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    set: (gauge: Gauge<L>, floor: FloorSnapshot) => void,
  ) =>
    new Gauge<L>({
      name,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        set(this, snapshot());
      },
    });
  gauge('foyer_agents', 'Agents logged in, by state', ['state'], (agents, floor) => {
    for (const { state } of floor.agents) agents.inc({ state });
  });
  gauge('foyer_calls_in_flight', 'Calls in flight, by campaign and state', ['campaign', 'state'], (calls, floor) => {
    for (const each of floor.campaigns) {
      for (const [state, count] of Object.entries(each.calls)) calls.set({ campaign: each.campaignId, state }, count);
    }
  });
  gauge('foyer_hopper_contacts', 'Contacts in memory, ready to be dialed', ['campaign'], (hopper, floor) => {
    for (const each of floor.campaigns) hopper.set({ campaign: each.campaignId }, each.hopper);
  });
  gauge('foyer_campaign_info', 'The names of the campaigns', ['campaign', 'name', 'mode', 'status'], (info, floor) => {
    for (const each of floor.campaigns)
      info.set({ campaign: each.campaignId, name: each.name, mode: each.mode, status: each.status }, 1);
  });
  gauge('foyer_switch_up', 'Whether a switch is connected', ['switch'], (up, floor) => {
    for (const each of floor.switches) up.set({ switch: each.switchId }, Number(each.up));
  });
  gauge(
    'foyer_switch_event_age_seconds',
    'Age of the events of a switch at their arrival',
    ['switch'],
    (age, floor) => {
      for (const each of floor.switches) age.set({ switch: each.switchId }, each.eventAgeMs / 1_000);
    },
  );
  gauge('foyer_storage_unwritten_events', 'Events of the log that are not on disk yet', [], (unwritten, floor) =>
    unwritten.set(floor.unwritten),
  );
  gauge('foyer_storage_failing', 'Whether storage refuses writes', [], (failing, floor) =>
    failing.set(Number(floor.storeFailing)),
  );
}
