import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptId } from '../../kernel/id.ts';
import { applyDelta } from '../model/apply-delta.ts';
import { pacingModel } from '../model/state.ts';
import type { PacingDelta } from '../pacing-port.ts';
import { MAX_FINISHED_CALLS } from './bounds.ts';
import { type PaceFloor, paceFloor } from './floor.ts';
import { type CallLine, paceCallOutcomes, paceCallStates } from './line-schema.ts';
import { readAgent } from './read-agent.ts';
import { readCall } from './read-call.ts';
import { readSettings } from './read-settings.ts';

const CONNECT_LIMIT_MS = 2_000;

function floor(): PaceFloor {
  const made = paceFloor();
  readSettings(made, { type: 'settings', at: 0, connectLimitMs: CONNECT_LIMIT_MS });
  for (const agent of ['a1', 'a2']) readAgent(made, { type: 'agent', at: 0, agent, state: 'ready' });
  return made;
}

const line = (at: number, state: CallLine['state'], more: Partial<CallLine> = {}): CallLine => ({
  type: 'call',
  at,
  call: 'c1',
  state,
  ...more,
});

/** What the model is told of a call, one word each. */
function told(...lines: readonly CallLine[]): string[] {
  const on = floor();
  return lines.flatMap((one) => {
    const taken = readCall(on, one);
    if (!taken.ok) return [`refused:${taken.error.field}`];
    return taken.value.map((delta) => {
      if (delta.type === 'ended') return delta.as;
      return delta.type === 'agent' ? `${delta.agentId} ${delta.state}` : delta.type;
    });
  });
}

describe('a call', () => {
  const steps: [string, CallLine[], string[]][] = [
    [
      'with every step',
      [
        line(0, 'placed'),
        line(1, 'ringing'),
        line(5, 'answered'),
        line(6, 'person'),
        line(7, 'connected', { agent: 'a1' }),
        line(90, 'ended', { outcome: 'completed' }),
      ],
      ['placed', 'ringing', 'answered', 'person', 'a1 talking', 'bridged', 'person'],
    ],
    [
      'with the fewest steps',
      [line(0, 'placed'), line(7, 'connected'), line(90, 'ended')],
      ['placed', 'person', 'bridged', 'person'],
    ],
    [
      'of a machine',
      [line(0, 'placed'), line(5, 'answered'), line(6, 'machine'), line(6, 'ended')],
      ['placed', 'answered', 'machine'],
    ],
    [
      'of a machine that an agent was given',
      [
        line(0, 'placed'),
        line(6, 'machine'),
        line(6, 'connected', { agent: 'a1' }),
        line(9, 'ended', { outcome: 'completed' }),
      ],
      ['placed', 'machine', 'a1 talking'],
    ],
    [
      'of a machine that only the agent heard',
      [
        line(0, 'placed'),
        line(6, 'connected', { agent: 'a1' }),
        line(8, 'machine'),
        line(9, 'ended', { outcome: 'completed' }),
      ],
      ['placed', 'person', 'a1 talking', 'bridged', 'machine'],
    ],
    [
      'of a person taken for a machine',
      [
        line(0, 'placed'),
        line(5, 'answered'),
        line(6, 'machine'),
        line(7, 'person'),
        line(9, 'abandoned'),
        line(9, 'ended'),
      ],
      ['placed', 'answered', 'machine', 'placed', 'person', 'abandoned'],
    ],
    [
      'abandoned, then ended: once',
      [line(0, 'placed'), line(5, 'person'), line(7, 'abandoned'), line(20, 'ended', { outcome: 'completed' })],
      ['placed', 'person', 'abandoned'],
    ],
    [
      'abandoned with no word of a person',
      [line(0, 'placed'), line(7, 'abandoned')],
      ['placed', 'person', 'abandoned'],
    ],
    [
      'of a person who hangs up before the connect limit',
      [line(0, 'placed'), line(5_000, 'person'), line(6_999, 'ended')],
      ['placed', 'person', 'person'],
    ],
    [
      'of a person whom the connect limit passed',
      [line(0, 'placed'), line(5_000, 'person'), line(7_000, 'ended', { outcome: 'completed' })],
      ['placed', 'person', 'abandoned'],
    ],
    [
      'of a person whom the dialer hung up on',
      [line(0, 'placed'), line(5_000, 'person'), line(5_001, 'ended', { outcome: 'cancelled' })],
      ['placed', 'person', 'abandoned'],
    ],
    [
      'answered by nobody knows whom',
      [line(0, 'placed'), line(5, 'answered'), line(6, 'ended')],
      ['placed', 'answered', 'machine'],
    ],
    [
      'lost while it was not known who answered',
      [line(0, 'placed'), line(5, 'answered'), line(6, 'ended', { outcome: 'failed' })],
      ['placed', 'answered', 'failed'],
    ],
    ['that just ends', [line(0, 'placed'), line(25, 'ended')], ['placed', 'no-answer']],
    ...(['busy', 'no-answer', 'failed', 'cancelled'] as const).map((outcome): [string, CallLine[], string[]] => [
      `that ends as ${outcome}`,
      [line(0, 'placed'), line(1, 'ringing'), line(2, 'ended', { outcome })],
      ['placed', 'ringing', outcome],
    ]),
    [
      'placed again once it is over',
      [line(0, 'placed'), line(2, 'ended'), line(3, 'placed')],
      ['placed', 'no-answer', 'placed'],
    ],
  ];
  it.each(steps)('%s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  const refused: [string, CallLine[], string][] = [
    ['never placed', [line(0, 'answered')], 'call'],
    ['placed twice', [line(0, 'placed'), line(1, 'placed')], 'call'],
    ['over', [line(0, 'placed'), line(1, 'ended'), line(2, 'ended')], 'call'],
    [
      'connected twice',
      [line(0, 'placed'), line(1, 'connected', { agent: 'a1' }), line(2, 'connected', { agent: 'a1' })],
      'state',
    ],
    ['abandoned twice', [line(0, 'placed'), line(1, 'abandoned'), line(2, 'abandoned')], 'state'],
    ['abandoned although an agent had it', [line(0, 'placed'), line(1, 'connected'), line(2, 'abandoned')], 'state'],
    ['connected although it was abandoned', [line(0, 'placed'), line(1, 'abandoned'), line(2, 'connected')], 'state'],
    ['ringing after the answer', [line(0, 'placed'), line(1, 'answered'), line(2, 'ringing')], 'state'],
    ['completed without an answer', [line(0, 'placed'), line(1, 'ended', { outcome: 'completed' })], 'outcome'],
    ['with an outcome before its end', [line(0, 'placed', { outcome: 'busy' })], 'outcome'],
    ['reserved too late', [line(0, 'placed'), line(1, 'connected', { reserved: true })], 'reserved'],
    ['of an unknown agent', [line(0, 'placed'), line(1, 'connected', { agent: 'a9' })], 'agent'],
    [
      'of another agent',
      [line(0, 'placed'), line(1, 'connected', { agent: 'a1' }), line(2, 'ended', { agent: 'a2' })],
      'agent',
    ],
    ['of an unknown campaign', [line(0, 'placed', { campaign: 'x' })], 'campaign'],
    ['of another campaign', [line(0, 'placed'), line(1, 'ringing', { campaign: 'x' })], 'campaign'],
  ];
  it.each(refused)('that is %s is refused by the name of the field', (_, lines, field) => {
    expect(told(...lines).at(-1)).toBe(`refused:${field}`);
  });

  it('is not given to an agent who is offline', () => {
    const on = floor();
    readAgent(on, { type: 'agent', at: 0, agent: 'a1', state: 'offline' });
    readCall(on, line(0, 'placed'));
    expect(readCall(on, line(1, 'connected', { agent: 'a1' }))).toMatchObject({ ok: false, error: { field: 'agent' } });
  });

  it('that is abandoned is remembered for its end, up to a bound', () => {
    const on = floor();
    for (let n = 0; n <= MAX_FINISHED_CALLS; n++) {
      readCall(on, line(n, 'placed', { call: `c${n}` }));
      readCall(on, line(n, 'abandoned', { call: `c${n}` }));
    }
    expect(on.finished.size).toBe(MAX_FINISHED_CALLS);
    expect(on.finished.has('c0' as AttemptId)).toBe(false);
    expect(on.calls.size).toBe(0);
  });
});

const anyLine = fc.record({
  call: fc.constantFrom('c1', 'c2', 'c3'),
  state: fc.constantFrom(...paceCallStates),
  agent: fc.option(fc.constantFrom('a1', 'a2', 'a9'), { nil: undefined, freq: 3 }),
  outcome: fc.option(fc.constantFrom(...paceCallOutcomes), { nil: undefined, freq: 3 }),
  afterMs: fc.nat(3_000),
});

describe('calls told in any order', () => {
  it('count each person once, and a refused line for nothing', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 60 }), (lines) => {
        const on = floor();
        const model = pacingModel();
        const deltas: PacingDelta[] = [];
        let at = 0;
        for (const { afterMs, agent, outcome, ...rest } of lines) {
          at += afterMs;
          const before = structuredClone(on);
          const taken = readCall(on, {
            type: 'call',
            at,
            ...rest,
            ...(agent === undefined ? {} : { agent }),
            ...(outcome === undefined ? {} : { outcome }),
          });
          if (!taken.ok) expect(on).toEqual(before);
          else deltas.push(...taken.value);
        }
        for (const delta of deltas) applyDelta(model, delta);
        for (const callId of ['c1', 'c2', 'c3'])
          wellTold(deltas.filter((delta) => 'callId' in delta && delta.callId === callId));
      }),
    );
  });
});

/** Placed, at most one person, at most one end; then it may be placed again. */
function wellTold(deltas: readonly PacingDelta[]): void {
  let state = 'over';
  let person = false;
  for (const { type, ...rest } of deltas) {
    if (type === 'placed') {
      expect(state).toBe('over');
      person = false;
    } else expect(state).toBe('under way');
    if (type === 'person') {
      expect(person).toBe(false);
      person = true;
    }
    if ('as' in rest && (rest.as === 'person' || rest.as === 'abandoned')) expect(person).toBe(true);
    state = type === 'ended' ? 'over' : 'under way';
  }
}
