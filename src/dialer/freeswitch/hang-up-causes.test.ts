import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../test/contract/transcript.ts';
import type { Outcome } from '../../campaigns/index.ts';
import { field, numberField } from './esl-event.ts';
import { outcomeOf } from './hang-up-causes.ts';

/** How the transcript's unanswered legs ended, with what was seen of them before. */
function endsIn(name: string, end = 'CHANNEL_HANGUP') {
  const rang = new Set<string>();
  return eventsOf(name).flatMap((event) => {
    const leg = field(event, 'Unique-ID') ?? '';
    const kind = field(event, 'Event-Name') ?? '';
    if (kind.startsWith('CHANNEL_PROGRESS')) rang.add(leg);
    if (kind !== end || event['Caller-Channel-Answered-Time'] !== '0') return [];
    const cause = field(event, 'Hangup-Cause') ?? '';
    return [
      { cause, sipStatus: numberField(event, 'variable_sip_term_status'), rang: rang.has(leg), cancelledByUs: false },
    ];
  });
}

/** Cause of a job that failed alone, without an event of its channel. */
function jobErrorsIn(name: string): string[] {
  const jobs = eventsOf(name).filter((event) => event['Event-Name'] === 'BACKGROUND_JOB');
  return jobs.flatMap((event) => /^-ERR (\w+)/.exec(event['_body'] ?? '')?.[1] ?? []);
}

const recorded: readonly [transcript: string, outcome: Outcome, mayFailOver: boolean][] = [
  ['11-originate-busy-486', 'busy', false],
  ['12-originate-timeout-no-answer', 'no-answer', false],
  ['13-carrier-480-cause19', 'no-answer', false],
  ['14-rejected-603', 'rejected', false],
  ['15-unallocated-404', 'invalid-number', false],
  ['16-congestion-503', 'congestion', true],
  ['17-404-with-reason-q850', 'invalid-number', false],
  ['20-dead-port-direct', 'congestion', true],
  ['21-blackhole-no-sip-reply', 'network-failure', false],
  ['24-early-media-then-busy-ignored', 'busy', false],
];

describe('outcomeOf', () => {
  test.each(recorded)('transcript %s is %s', (transcript, outcome, mayFailOver) => {
    const ends = endsIn(transcript);
    expect(ends.map(outcomeOf)).toEqual(ends.map(() => expect.objectContaining({ outcome, mayFailOver })));
    expect(ends.length).toBeGreaterThan(0);
  });

  test.each([
    [402, 'network-failure', true],
    [403, 'network-failure', true],
    [404, 'invalid-number', false],
    [408, 'network-failure', true],
    [410, 'invalid-number', false],
    [480, 'no-answer', false],
    [484, 'invalid-number', false],
    [486, 'busy', false],
    [487, 'cancelled', false],
    [488, 'network-failure', true],
    [500, 'congestion', true],
    [503, 'congestion', true],
    [600, 'busy', false],
    [603, 'rejected', false],
  ] as const)('SIP %i, with the cause FreeSWITCH made of it, is %s (transcript 85)', (status, outcome, mayFailOver) => {
    const ends = endsIn('85-sip-status-matrix', 'CHANNEL_HANGUP_COMPLETE').filter(
      ({ sipStatus }) => sipStatus === status,
    );
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(outcomeOf(end)).toMatchObject({ outcome, mayFailOver });
  });

  test.each([
    ['18-gateway-ping-down', 'network-failure', true],
    ['19-gateway-not-existing', 'network-failure', true],
    ['36-duplicate-origination-uuid', 'congestion', false],
    ['68-fsctl-pause', 'congestion', false],
  ] as const)('a job error alone says nothing about the number (T5): %s', (transcript, outcome, mayFailOver) => {
    const [cause = ''] = jobErrorsIn(transcript);
    expect(outcomeOf({ cause, sipStatus: undefined, rang: false, cancelledByUs: false })).toEqual({
      outcome,
      about: 'network',
      mayFailOver,
    });
  });

  test('our own cancel is not a fact about the number, whatever cause we gave (T13)', () => {
    const ends = endsIn('58-uuid_kill-ringing-call');
    expect(ends.map(({ cause }) => cause)).toEqual(['ORIGINATOR_CANCEL', 'NORMAL_CLEARING']);
    for (const end of ends)
      expect(outcomeOf({ ...end, cancelledByUs: true })).toMatchObject({ outcome: 'cancelled', mayFailOver: false });
  });

  test('what the network said while our cancel was on its way still counts for the number', () => {
    expect(outcomeOf({ cause: 'USER_BUSY', sipStatus: 486, rang: false, cancelledByUs: true })).toMatchObject({
      outcome: 'busy',
    });
    expect(
      outcomeOf({ cause: 'NORMAL_TEMPORARY_FAILURE', sipStatus: 503, rang: false, cancelledByUs: true }),
    ).toMatchObject({ outcome: 'cancelled', mayFailOver: false });
  });

  test('no other gateway after ringing', () => {
    expect(
      outcomeOf({ cause: 'NORMAL_TEMPORARY_FAILURE', sipStatus: 503, rang: true, cancelledByUs: false }),
    ).toMatchObject({ outcome: 'congestion', mayFailOver: false });
  });

  test('an unknown cause is a failure of the network, and no second gateway is tried', () => {
    for (const cause of ['SOMETHING_NEW', '', 'constructor', '__proto__']) {
      expect(outcomeOf({ cause, sipStatus: undefined, rang: false, cancelledByUs: false })).toEqual({
        outcome: 'network-failure',
        about: 'network',
        mayFailOver: false,
      });
    }
    expect(outcomeOf({ cause: 'SOMETHING_NEW', sipStatus: 486, rang: false, cancelledByUs: false })).toMatchObject({
      outcome: 'busy',
    });
  });
});
