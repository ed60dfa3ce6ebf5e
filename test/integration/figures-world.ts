import type { DispositionCode } from '../../src/campaigns/index.ts';
import type { EventDataOf, EventType, FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, CampaignId } from '../../src/kernel/id.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { agentLogIn, agentState, attemptEvents, EventMaker, type Target } from '../contract/store-world.ts';

/*
 * A campaign of which every count is known by hand (golden fixture G1): 1,000 callable records, 3,400 dials, ten agents
 * for six hours each, one lunch of half an hour, 76 calls of 160 s and 30 s of wrap-up each.
 */
const CAMPAIGN = 'campaign-a' as CampaignId;
const AGENTS = 10;
const CALLS_EACH = 76;
const SLOT_MS = 260 * SECOND_MS;
const TALK_MS = 160 * SECOND_MS;
const WRAP_UP_MS = 30 * SECOND_MS;
const SHIFT_MS = 6 * HOUR_MS;
const LUNCH_MS = 30 * MINUTE_MS;
const DIALS = 3_400;
const ABANDONED = 12;

/** Results of the 760 calls that were put through. */
const results: readonly (readonly [DispositionCode, number])[] = [
  ['PA', 48],
  ['DON', 66],
  ['IND', 40],
  ['REF', 286],
  ['RAC', 60],
  ['OPP', 25],
  ['VUL', 5],
  ['LNG', 5],
  ['FN', 70],
  ['DEM', 10],
  ['DCD', 5],
  ['TIE', 140],
];

const refusals = ['budget', 'not-now', 'too-many-calls'] as const;

type Later = readonly [at: number, make: () => FloorEvent];

/** The events of the campaign in the order of their time, for records that were imported before `start`. */
export function goldenEvents(records: readonly Target[], start: number): readonly FloorEvent[] {
  const events = new EventMaker();
  const later: Later[] = [];
  const mixed = results.flatMap(([code, count]) => Array.from({ length: count }, () => code));
  // Any order will do, as long as agents have some of each.
  const codes = mixed.map((_, i) => mixed[(i * 317) % mixed.length] as DispositionCode);
  for (let agent = 0; agent < AGENTS; agent++) later.push(...shift(events, `agent-${agent}`, start));
  for (const [index, code] of codes.entries()) {
    const agent = `agent-${index % AGENTS}`;
    const place = codes.slice(0, index).filter((each) => each === code).length;
    later.push(...talk(events, { index, agent, code, place, target: at(records, index) }, start));
  }
  for (let index = codes.length; index < DIALS; index++)
    later.push(...unmet(events, index, at(records, index), start + index * SECOND_MS));
  later.push(...fulfilment(events, start));
  later.sort(([a], [b]) => a - b);
  return later.map(([when, make]) => {
    events.at = when;
    return make();
  });
}

function at(records: readonly Target[], index: number): Target {
  return records[index % records.length] as Target;
}

function shift(events: EventMaker, agent: string, start: number): readonly Later[] {
  const noon = start + (CALLS_EACH / 2) * SLOT_MS;
  const paused = () => {
    const event = agentState(events, agent, 'ready', 'paused') as Extract<FloorEvent, { type: 'agent.state-changed' }>;
    return { ...event, data: { ...event.data, reason: 'lunch' } } as FloorEvent;
  };
  return [
    [start, () => agentLogIn(events, agent)],
    [start, () => agentState(events, agent, 'offline', 'connecting')],
    [start, () => agentState(events, agent, 'connecting', 'not-ready')],
    [start, () => agentState(events, agent, 'not-ready', 'ready')],
    [noon, paused],
    [noon + LUNCH_MS, () => agentState(events, agent, 'paused', 'ready')],
    [start + SHIFT_MS, () => agentState(events, agent, 'ready', 'offline')],
  ];
}

interface Talk {
  readonly index: number;
  readonly agent: string;
  readonly code: DispositionCode;
  /** How many had this result before. */
  readonly place: number;
  readonly target: Target;
}

function talk(events: EventMaker, of: Talk, start: number): readonly Later[] {
  const { index, agent, code, place, target } = of;
  const slot = Math.floor(index / AGENTS);
  const begin = start + slot * SLOT_MS + (slot >= CALLS_EACH / 2 ? LUNCH_MS : 0) + 5 * SECOND_MS;
  const call = attemptEvents(events, `golden-${index}`, target, CAMPAIGN);
  const agentId = agent as AgentId;
  const own = <T extends EventType>(type: T, data: EventDataOf<T>) => events.make(type, data, { campaignId: CAMPAIGN });
  const { attemptId } = call;
  const hungUp = begin + TALK_MS;
  const done = hungUp + WRAP_UP_MS;
  const objection = { numberId: target.numberId, scope: 'client', source: 'agent', attemptId } as const;
  return [
    [begin - 4 * SECOND_MS, call.planned],
    [begin - 4 * SECOND_MS, () => call.placed()],
    [begin - 3 * SECOND_MS, call.ringing],
    [begin, call.answered],
    [begin, () => own('call.bridged', { attemptId, agentId, waitedMs: 0 })],
    [begin, () => agentState(events, agent, 'ready', 'talking', attemptId)],
    [hungUp, () => call.ended('answered', agentId)],
    [hungUp, () => agentState(events, agent, 'talking', 'wrap-up', attemptId)],
    ...promised(events, of, hungUp),
    ...(code === 'OPP' ? ([[hungUp, () => own('objection.recorded', objection)]] as const) : []),
    [
      done,
      () =>
        own('call.disposed', {
          attemptId,
          contactId: target.contactId,
          disposition: code,
          agentId,
          callbackAt: null,
          ...(code === 'REF' ? { refusalReason: refusals[place % refusals.length] ?? 'budget' } : {}),
        }),
    ],
    [done, () => agentState(events, agent, 'wrap-up', 'ready')],
  ];
}

/** 30 x EUR 10, 12 x 15 and 6 x 20 a month; one-off gifts of EUR 3,300 together. */
function centsOf(code: DispositionCode, place: number): number | null {
  if (code === 'PA') return place < 30 ? 1_000 : place < 42 ? 1_500 : 2_000;
  return code === 'DON' ? 5_000 : null;
}

const kinds = { PA: 'monthly', DON: 'one-off', IND: 'undetermined' } as const;
function promised(events: EventMaker, { index, agent, code, place, target }: Talk, when: number): readonly Later[] {
  if (code !== 'PA' && code !== 'DON' && code !== 'IND') return [];
  const data: EventDataOf<'promise.agreed'> = {
    promiseId: `${code}-${place}`,
    contactId: target.contactId,
    attemptId: `attempt-golden-${index}` as never,
    agentId: agent as AgentId,
    kind: kinds[code],
    amountCents: centsOf(code, place),
    currency: 'EUR',
    askStep: 1,
    frequency: code === 'PA' ? 'monthly' : 'once',
    channel: null,
    state: 'agreed',
    held: null,
    actKey: `agreed-${index}`,
    debitDay: null,
    donorNamed: false,
    nextReminderAt: null,
  };
  return [
    [when, () => events.make('promise.agreed', data, { campaignId: CAMPAIGN, stream: `promise:${data.promiseId}` })],
  ];
}

/** Signed: 21 of EUR 10, 9 of 15, 4 of 20; paid: 42 gifts of EUR 52 each. */
function fulfilment(events: EventMaker, start: number): readonly Later[] {
  const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
  const signed = [...range(0, 21), ...range(30, 9), ...range(42, 4)];
  const about = (promiseId: string, kind: 'monthly' | 'one-off', amountCents: number) => ({
    promiseId,
    contactId: 'any' as never,
    attemptId: null,
    agentId: null,
    kind,
    amountCents,
    currency: 'EUR',
    askStep: 1,
    frequency: kind === 'monthly' ? ('monthly' as const) : ('once' as const),
    channel: 'sms' as const,
    held: null,
    actKey: `act-${promiseId}`,
  });
  const soon = start + 8 * HOUR_MS;
  return [
    ...signed.map((place, i): Later => {
      const promiseId = `PA-${place}`;
      const data = {
        ...about(promiseId, 'monthly', centsOf('PA', place) ?? 0),
        state: 'signed' as const,
        mandateId: 'm',
      };
      const make = () => events.make('promise.signed', data, { campaignId: CAMPAIGN, stream: `promise:${promiseId}` });
      return [soon + i * HOUR_MS, make];
    }),
    ...range(0, 42).map((place, i): Later => {
      const promiseId = `DON-${place}`;
      const money = { cents: 5_200, source: 'card' as const, paidCents: 5_200 };
      const data = { ...about(promiseId, 'one-off', 5_000), state: 'paid' as const, ...money };
      const make = () => events.make('promise.paid', data, { campaignId: CAMPAIGN, stream: `promise:${promiseId}` });
      return [soon + i * HOUR_MS, make];
    }),
  ];
}

/** A dial that no agent gets: some are abandoned, the others meet nobody. */
function unmet(events: EventMaker, index: number, target: Target, when: number): readonly Later[] {
  const call = attemptEvents(events, `golden-${index}`, target, CAMPAIGN);
  const abandoned = index < 760 + ABANDONED;
  const met: readonly Later[] = abandoned
    ? [
        [when + 4_000, call.answered],
        [when + 6_000, call.abandoned],
        [when + 9_000, () => call.ended('abandoned')],
      ]
    : [[when + 25_000, () => call.ended('no-answer')]];
  return [
    [when, call.planned],
    [when, () => call.placed()],
    [when + 1_000, call.ringing],
    ...met,
    [when + 26_000, () => systemResult(events, index, target, abandoned ? 'ABD' : 'NA')],
  ];
}

function systemResult(events: EventMaker, index: number, target: Target, disposition: DispositionCode): FloorEvent {
  const attemptId = `attempt-golden-${index}` as never;
  const data = { attemptId, contactId: target.contactId, disposition, agentId: null, callbackAt: null };
  return events.make('call.disposed', data, { campaignId: CAMPAIGN });
}

/** 1,000 good rows, 60 without a usable number, 25 that repeat a donor, 15 that may not be called. */
export function goldenFile(): Uint8Array {
  const phone = (index: number) =>
    `01 99 00 ${String(Math.floor(index / 100)).padStart(2, '0')} ${String(index % 100).padStart(2, '0')}`;
  const row = (code: string, number: string, stop: string) => `${code};Donatrice ${code};${number};${stop}`;
  const good = Array.from({ length: 1_000 }, (_, i) => row(`D${i}`, phone(i), ''));
  const invalid = Array.from({ length: 60 }, (_, i) => row(`X${i}`, '0', ''));
  const twice = good.slice(0, 25);
  const stopped = Array.from({ length: 15 }, (_, i) => row(`S${i}`, phone(2_000 + i), 'oui'));
  const text = ['Code donateur;Nom;Téléphone;Ne pas appeler', ...good, ...invalid, ...twice, ...stopped].join('\r\n');
  return new TextEncoder().encode(`${text}\r\n`);
}
