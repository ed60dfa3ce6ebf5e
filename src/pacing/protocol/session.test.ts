import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../kernel/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { MAX_AT_MS } from './bounds.ts';
import { paceSession } from './session.ts';

interface Answer {
  readonly type: 'decision' | 'error';
  readonly [field: string]: unknown;
}

/** The answers to these lines, each told as an object or as the text of a line. */
function answers(lines: readonly (string | object)[]): Answer[] {
  return replies(lines).map((text) => JSON.parse(text) as Answer);
}

function replies(lines: readonly (string | object)[]): string[] {
  const session = paceSession();
  return lines.flatMap((line, index) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    return session.read({ number: index + 1, text: ok(text) }) ?? [];
  });
}

const settings = { type: 'settings', at: 0, limit: 0.03, window: 'day', mode: 'predictive', seed: 1 };
const agent = (name: string, state: string, at = 0, more: object = {}) => ({
  type: 'agent',
  at,
  agent: name,
  state,
  ...more,
});
const call = (name: string, state: string, at = 0, more: object = {}) => ({
  type: 'call',
  at,
  call: name,
  state,
  ...more,
});
const decide = (at: number, more: object = {}) => ({ type: 'decide', at, ...more });

describe('a decision', () => {
  it('answers each decide, and nothing else is answered', () => {
    const lines = [
      settings,
      agent('a1', 'ready'),
      agent('a2', 'ready'),
      decide(0),
      call('c1', 'placed'),
      '',
      '  ',
      decide(0),
    ];
    const told = answers(lines);
    expect(told).toMatchObject([
      { type: 'decision', at: 0, place: 2, cancel: [], mode: 'predictive', why: { readyAgents: 2 } },
      { type: 'decision', at: 0, place: 1 },
    ]);
    expect(Object.keys(told[0] ?? {})).toEqual(['type', 'at', 'place', 'cancel', 'mode', 'why', 'text']);
    for (const { why, text } of told) {
      expect(Object.values(why as object).every((figure) => Number.isFinite(figure))).toBe(true);
      expect(text).toMatch(/^\d+ lines?: /);
    }
  });

  it('speaks the language of the settings', () => {
    expect(answers([{ ...settings, language: 'fr' }, agent('a1', 'ready'), decide(0)])).toMatchObject([
      { text: expect.stringMatching(/^1 ligne : /) },
    ]);
  });

  it('is progressive by the settings, and again otherwise by a later line that says no more than that', () => {
    const later = { type: 'settings', at: 5, mode: 'progressive' };
    expect(answers([settings, agent('a1', 'ready'), decide(0), later, decide(5)])).toMatchObject([
      { mode: 'predictive' },
      { mode: 'progressive' },
    ]);
  });

  it.each([0, Date.UTC(2026, 10, 25, 9)])('is the same whether time starts at 0 or in a year of ours', (start) => {
    const hours = { zone: 'Europe/Paris', opensAt: '00:30', closesAt: 23 * HOUR_MS };
    const lines = [{ ...settings, ...hours }, agent('a1', 'ready'), decide(0), call('c1', 'placed'), decide(1)];
    const moved = lines.map((line) => ({ ...line, at: line.at + start }));
    expect(answers(moved)).toMatchObject([
      { place: 1, at: start },
      { place: 0, at: start + 1 },
    ]);
  });

  it('never has an agent dialed for who is away, at the last call or shared with no campaign', () => {
    for (const gone of [agent('a1', 'paused'), agent('a1', 'offline'), agent('a1', 'ready', 0, { campaigns: [] })])
      expect(answers([settings, agent('a1', 'ready'), gone, decide(0)])).toMatchObject([{ place: 0 }]);
  });
});

describe('several campaigns', () => {
  const two = [
    { ...settings, campaign: 'north' },
    { ...settings, campaign: 'south', mode: 'progressive' },
  ];

  it('are answered in one line, with each one’s part, or one of them alone', () => {
    const agents = ['a1', 'a2', 'a3'].map((name) => agent(name, 'ready'));
    const [all, north, south] = answers([
      ...two,
      ...agents,
      decide(0),
      decide(0, { campaign: 'north' }),
      decide(0, { campaign: 'south' }),
    ]);
    const parts = all?.['campaigns'] as Record<string, { place: number }>;
    expect(Object.keys(parts)).toEqual(['north', 'south']);
    expect(parts['south']).toMatchObject({ mode: 'progressive', cancel: [] });
    expect(all).toMatchObject({ place: 3, mode: 'predictive' });
    expect((parts['north']?.place ?? 0) + (parts['south']?.place ?? 0)).toBe(3);
    expect(north).toMatchObject({ campaign: 'north', place: 3, mode: 'predictive' });
    // 1:1 beside one that bets, it holds half of the agents at most.
    expect(south).toMatchObject({ campaign: 'south', place: 2, mode: 'progressive' });
    expect(north).not.toHaveProperty('campaigns');
  });

  it('asked for one by one each have their turn: the first leaves the others their share, the last may have all', () => {
    const agents = ['a1', 'a2', 'a3', 'a4'].map((name) => agent(name, 'ready'));
    const round = (at: number) => [decide(at, { campaign: 'north' }), decide(at, { campaign: 'south' })];
    const both = two.map((line) => ({ ...line, mode: 'predictive' }));
    const told = answers([...both, ...agents, ...round(0), ...round(1_000)]);
    expect(told.map(({ place }) => place)).toEqual([4, 4, 2, 4]);
    const alone = answers([...both, ...agents, ...round(0), decide(61_000, { campaign: 'north' })]);
    expect(alone.at(-1)).toMatchObject({ campaign: 'north', place: 4 });
  });

  it('share the agents who name none, also those who came before the campaign', () => {
    const [north, south] = two;
    const lines = [north ?? {}, agent('a1', 'ready'), south ?? {}, decide(0, { campaign: 'south' })];
    expect(answers(lines)).toMatchObject([{ campaign: 'south', place: 1 }]);
  });

  it('keep agents who name theirs to these, until they name others', () => {
    const lines = [
      ...two,
      agent('a1', 'ready', 0, { campaigns: ['north'] }),
      decide(0),
      agent('a1', 'paused', 1),
      agent('a1', 'ready', 2),
      decide(2),
      agent('a1', 'ready', 3, { campaigns: ['south'] }),
      decide(3),
    ];
    expect(answers(lines)).toMatchObject([
      { campaigns: { north: { place: 1 }, south: { place: 0 } } },
      { campaigns: { north: { place: 1 }, south: { place: 0 } } },
      { campaigns: { north: { place: 0 }, south: { place: 1 } } },
    ]);
  });

  it('want a call to name its campaign', () => {
    expect(answers([...two, call('c1', 'placed')])).toMatchObject([{ type: 'error', field: 'campaign' }]);
  });

  it('may be named as fields of objects are', () => {
    const names = ['constructor', 'toString', '1'];
    const lines = [...names.map((campaign) => ({ ...settings, campaign })), agent('a1', 'ready'), decide(0)];
    expect(Object.keys(answers(lines)[0]?.['campaigns'] as object).sort()).toEqual([...names].sort());
  });
});

/** Lines that are wrong wherever they stand, with the field that must be named. */
const wrong: [string, string | object][] = [
  ['line', '{'],
  ['line', 'null'],
  ['line', '[]'],
  ['line', '"decide"'],
  ['type', {}],
  ['type', { type: 'decides', at: MINUTE_MS }],
  ['type', { type: 7 }],
  ['at', { type: 'decide' }],
  ['at', { type: 'decide', at: '0' }],
  ['at', { type: 'decide', at: -1 }],
  ['at', '{"type":"decide","at":1e999}'],
  ['at', { type: 'decide', at: 1e16 }],
  ['now', { type: 'decide', at: MINUTE_MS, now: 1 }],
  ['campaign', { type: 'decide', at: MINUTE_MS, campaign: 'unknown' }],
  ['campaign', { ...settings, at: MINUTE_MS, campaign: '' }],
  ['campaign', { ...settings, at: MINUTE_MS, campaign: 'x'.repeat(257) }],
  ['campaign', { ...settings, at: MINUTE_MS, campaign: '__proto__' }],
  ['limit', { ...settings, at: MINUTE_MS, limit: 3 }],
  ['window', { ...settings, at: MINUTE_MS, window: 'week' }],
  ['zone', { ...settings, at: MINUTE_MS, zone: 'Europe/Lutetia' }],
  ['opensAt', { ...settings, at: MINUTE_MS, opensAt: '9 h' }],
  ['closesAt', { ...settings, at: MINUTE_MS, opensAt: '18:00', closesAt: '10:00' }],
  ['cps', { ...settings, at: MINUTE_MS, cps: 0 }],
  ['maxLines', { ...settings, at: MINUTE_MS, maxLines: 1.5 }],
  ['mode', { ...settings, at: MINUTE_MS, mode: null }],
  ['language', { ...settings, at: MINUTE_MS, language: 'de' }],
  ['state', agent('a1', 'busy', MINUTE_MS)],
  ['agent', agent('', 'ready', MINUTE_MS)],
  ['campaigns', agent('a1', 'ready', MINUTE_MS, { campaigns: 'default' })],
  ['campaigns[1]', agent('a1', 'ready', MINUTE_MS, { campaigns: ['default', 'unknown'] })],
  ['campaigns[0]', agent('a1', 'ready', MINUTE_MS, { campaigns: [7] })],
  ['lastCall', agent('a1', 'ready', MINUTE_MS, { lastCall: 'yes' })],
  ['call', call('unknown', 'ringing', MINUTE_MS)],
  ['call', call('c1', 'placed', MINUTE_MS)],
  ['state', call('c1', 'connected', MINUTE_MS)],
  ['state', call('c1', 'hung-up', MINUTE_MS)],
  ['outcome', call('c1', 'ended', MINUTE_MS, { outcome: 'machine' })],
  ['agent', call('c2', 'connected', MINUTE_MS, { agent: 'unknown' })],
];

/** Lines of a floor, with decisions between them; `c1` is connected and `c2` under way all the time. */
const told = [
  settings,
  ...['a1', 'a2', 'a3', 'a4'].map((name) => agent(name, 'ready')),
  call('c1', 'placed'),
  call('c1', 'connected', 0, { agent: 'a1' }),
  call('c2', 'placed'),
  decide(0),
  ...[1, 2, 3, 4, 5].flatMap((n) => [
    call(`d${n}`, 'placed', n * 900),
    decide(n * 900),
    call(`d${n}`, 'answered', n * 900 + 300),
    call(`d${n}`, n % 2 === 0 ? 'machine' : 'person', n * 900 + 400),
    ...(n % 2 === 0 ? [] : [call(`d${n}`, 'connected', n * 900 + 400, { agent: 'a2' })]),
    decide(n * 900 + 500),
    call(`d${n}`, 'ended', n * 900 + 600, { outcome: 'completed' }),
    agent('a2', 'ready', n * 900 + 700),
  ]),
  decide(9_000),
];

describe('a line that is wrong', () => {
  it.each(wrong)('is told by the field %s, with a remedy, and changes nothing: %j', (field, line) => {
    const whole = replies([...told, line, decide(9_000)]);
    expect(JSON.parse(whole.at(-2) ?? '')).toEqual({
      type: 'error',
      line: told.length + 1,
      field,
      message: expect.stringMatching(/\S/),
      remedy: expect.stringMatching(/\.$/),
    });
    expect(whole.filter((_, index) => index !== whole.length - 2)).toEqual(replies([...told, decide(9_000)]));
  });

  it('leaves every decision as it would have been, wherever it stands', () => {
    const undisturbed = replies(told);
    const anyWrong = fc.oneof(
      fc.constantFrom(...wrong.map(([, line]) => line)),
      fc.json().filter((text) => !text.startsWith('{"type"')),
      fc.string().map((text) => `#${text}`),
      fc.record({ type: fc.constantFrom('settings', 'agent', 'call', 'decide'), at: fc.constantFrom(-1, null, '1') }),
      fc.constantFrom(...told).chain((line) => fc.string().map((key) => ({ ...line, [`x${key}`]: 1 }))),
    );
    // The settled calls c1 and c2 must be there before a line can be wrong for their sake.
    const place = fc.integer({ min: 8, max: told.length });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, anyWrong), { maxLength: 20 }), (strewn) => {
        const lines = told.flatMap((line, index) => [
          ...strewn.filter(([at]) => at === index).map(([, bad]) => bad),
          line,
        ]);
        const said = replies([...lines, ...strewn.filter(([at]) => at === told.length).map(([, bad]) => bad)]);
        expect(said.filter((text) => text.startsWith('{"type":"decision"'))).toEqual(undisturbed);
        expect(said).toHaveLength(undisturbed.length + strewn.length);
      }),
    );
  });

  it('that goes back in time is refused, and the same instant again is not', () => {
    expect(answers([settings, decide(10), decide(9), decide(10)])).toMatchObject([
      { type: 'decision' },
      { type: 'error', field: 'at', line: 3 },
      { type: 'decision' },
    ]);
  });

  it('is answered to a decide before any settings', () => {
    expect(answers([decide(0)])).toMatchObject([{ type: 'error', field: 'campaign' }]);
  });
});

it('takes times of the day as text, as ms of the day and as instants', () => {
  const instant = Date.UTC(2026, 6, 1, 8, 30);
  for (const opensAt of ['10:30', 10.5 * HOUR_MS, instant]) {
    const [reply] = answers([
      { ...settings, zone: 'Europe/Paris', opensAt, closesAt: '10:30' },
      { ...settings, zone: 'Europe/Paris', opensAt, closesAt: '10:31' },
    ]);
    expect(reply).toMatchObject({ type: 'error', line: 1, field: 'closesAt' });
  }
  expect(answers([{ ...settings, opensAt: DAY_MS + 9 * HOUR_MS, closesAt: 2 * DAY_MS }, decide(0)])).toMatchObject([
    { type: 'decision' },
  ]);
});

const campaign = fc.constantFrom('default', 'north', 'south');
const anySettings = fc.record(
  {
    type: fc.constant('settings'),
    campaign,
    mode: fc.constantFrom('predictive', 'progressive'),
    limit: fc.constantFrom(0, 0.001, 0.03, 1),
    window: fc.constantFrom('none', 'day', '24h', '30d', 'month', 'campaign'),
    zone: fc.constantFrom('UTC', 'Europe/Paris', 'Pacific/Apia'),
    opensAt: fc.constantFrom(null, '09:00', 0),
    closesAt: fc.constantFrom(null, '20:00', DAY_MS),
    ringLimitMs: fc.integer({ min: 1, max: 60_000 }),
    connectLimitMs: fc.constantFrom(0, 2_000),
    maxLines: fc.constantFrom(null, 0, 3),
    cps: fc.constantFrom(null, 0.5, 10),
    cancelAfterMs: fc.constantFrom(null, 0, 15_000),
    occupancyCeiling: fc.constantFrom(null, 0.5, 1),
    restMs: fc.constantFrom(0, 60_000),
  },
  { requiredKeys: ['type'] },
);
const anyAgent = fc.record(
  {
    type: fc.constant('agent'),
    agent: fc.constantFrom('a1', 'a2', 'a3'),
    state: fc.constantFrom('ready', 'reserved', 'talking', 'wrap-up', 'paused', 'offline'),
    campaigns: fc.array(campaign, { maxLength: 3 }),
    step: fc.constantFrom('greeting', 'bank details'),
    lastCall: fc.boolean(),
    setupMs: fc.nat(5_000),
    leavesAt: fc.constantFrom(null, 0, HOUR_MS, MAX_AT_MS),
  },
  { requiredKeys: ['type', 'agent', 'state'] },
);
const anyCall = fc.record(
  {
    type: fc.constant('call'),
    call: fc.constantFrom('c1', 'c2', 'c3', 'c4'),
    state: fc.constantFrom('placed', 'ringing', 'answered', 'person', 'machine', 'connected', 'abandoned', 'ended'),
    campaign,
    agent: fc.constantFrom('a1', 'a2', 'a3'),
    reserved: fc.boolean(),
  },
  { requiredKeys: ['type', 'call', 'state'] },
);
const anyDecide = fc.record({ type: fc.constant('decide'), campaign }, { requiredKeys: ['type'] });
const afterMs = fc.oneof(
  { weight: 20, arbitrary: fc.nat(5_000) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(DAY_MS, 40 * DAY_MS, 1e14, MAX_AT_MS) },
);

it('answers every decide, whatever has been told, with lines that may be placed and calls that may be hung up', () => {
  const anyLines = fc.array(fc.tuple(afterMs, fc.oneof(anySettings, anyAgent, anyCall, anyDecide)), { maxLength: 80 });
  fc.assert(
    fc.property(anyLines, (steps) => {
      let at = 0;
      const lines = steps.map(([after, line]) => {
        at = Math.min(MAX_AT_MS, at + after);
        return { ...line, at };
      });
      const session = paceSession();
      for (const [index, line] of [{ type: 'settings', at: 0 }, ...lines].entries()) {
        const text = session.read({ number: index, text: ok(JSON.stringify(line)) });
        if (text === undefined) continue;
        const said = JSON.parse(text) as Answer;
        if (line.type !== 'decide') expect(said.type).toBe('error');
        if (said.type === 'error') continue;
        expect(said).toMatchObject({ at: line.at, cancel: expect.any(Array), text: expect.any(String) });
        expect(Number.isInteger(said['place']) && (said['place'] as number) >= 0).toBe(true);
        expect(Object.values(said['why'] as object).every((figure) => Number.isFinite(figure))).toBe(true);
      }
    }),
  );
});
