import { describe, expect, test } from 'vitest';
import { hangUpAll, receiveKeys } from '../../src/simulator/switch/commands.ts';
import { type Bench, recordings, replay, type Step } from './simulator-replay.ts';

/** Settings of the recorded server, or of another client of it, that the recording itself does not show. */
const prepared: Readonly<Record<string, (bench: Bench) => void>> = {
  '66-sps-limit-exceeded': ({ model }) => {
    model.limits.perSecond = 3;
  },
  '67-max-sessions-exceeded': ({ model }) => {
    model.limits.maxSessions = 2;
  },
  '68-fsctl-pause': ({ model }) => {
    model.paused = true;
  },
  // The agent's phone had been frozen: its network is gone without a word.
  '46-agent-leg-media-timeout': ({ clock, model }) => {
    clock.schedule(2_735, () => {
      for (const channel of model.channels.values()) {
        if (channel.variables.has('media_timeout'))
          model.acts.hangUp(channel, {
            cause: 'MEDIA_TIMEOUT',
            by: 'switch',
            sipStatus: undefined,
            disposition: 'send_bye',
          });
      }
    });
  },
  // Another client sent a key, and ended the leg.
  '74-inbound-divert-linger-myevents-uuid': ({ clock, model }) => {
    clock.schedule(904, () => {
      for (const channel of model.channels.values()) receiveKeys(model, channel, '7');
    });
    clock.schedule(1_204, () => hangUpAll(model, 'NORMAL_CLEARING'));
  },
  '93-server-sigterm': ({ clock, server }) => {
    clock.schedule(468, () => server.stop());
  },
  '96-bridge-on-answer-job-says-cancel': (bench) => {
    hangUpLeg(bench, 924, '07');
    hangUpLeg(bench, 985, '01');
  },
};

function hangUpLeg({ clock, model }: Bench, atMs: number, ending: string): void {
  clock.schedule(atMs, () => {
    const channel = model.channels.get(`00000000-0000-4000-8000-0000000000${ending}`);
    if (channel !== undefined)
      model.acts.hangUp(channel, {
        cause: 'NORMAL_CLEARING',
        by: 'switch',
        sipStatus: undefined,
        disposition: 'send_bye',
      });
  });
}

const slowToNotice = new Set(['96-bridge-on-answer-job-says-cancel']);

/** Texts that tell of the machine or of the moment. */
const LOOSE = /^(UP |FreeSWITCH Version|uuid,direction|\{"row_count")/;

const names = Object.keys(recordings);

describe('the simulated switch does what the recorded one did', () => {
  test.each(names)('%s', (name) => {
    const recorded = recordings[name] ?? [];
    const options = {
      habits: { noticesAtOnce: slowToNotice.has(name) ? 0 : 1 },
      ...(prepared[name] === undefined ? {} : { prepare: prepared[name] }),
    };
    const simulated = replay(recorded, options);
    const own = ownLegs(recorded);
    const named = namedJobs(recorded);
    expect(replies(simulated)).toEqual(replies(recorded));
    expect(jobs(simulated, named)).toEqual(jobs(recorded, named));
    expect(legs(simulated, own)).toEqual(legs(recorded, own));
  });

  test('at about the same time', () => {
    const late: string[] = [];
    for (const name of names) {
      const recorded = recordings[name] ?? [];
      const simulated = replay(recorded, { ...(prepared[name] === undefined ? {} : { prepare: prepared[name] }) });
      const own = ownLegs(recorded);
      const [a, b] = [times(recorded, own), times(simulated, own)];
      for (const [key, at] of a) {
        const offMs = Math.abs((b.get(key) ?? Number.NaN) - at);
        if (!(offMs <= 65)) late.push(`${name} ${key}: recorded at ${at}, simulated at ${b.get(key)}`);
      }
    }
    expect(late).toEqual([]);
  });
});

/** Legs the recorded client made itself; others are left-overs of the recording before. */
function ownLegs(steps: readonly Step[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const step of steps)
    if (step[1] === '>')
      for (const [, uuid] of step[2].matchAll(/origination_uuid=([0-9a-f-]{36})/g)) own.add(uuid ?? '');
  return own;
}

function replies(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step[1] !== 'reply' && step[1] !== 'api' && step[1] !== 'frame') return [];
    const text = step[1] === 'frame' ? `${step[2]} ${step[3]}` : step[2];
    const loose = LOOSE.exec(text)?.[1];
    // Ids that the server made up itself.
    if (text.length >= 130 && loose === undefined) return [text.slice(0, 40)];
    return [loose ?? text.replace(/^\+OK (Job-UUID: )?[0-9a-f-]{36}/, '+OK $1')];
  });
}

/** Jobs whose id the client gave itself. */
function namedJobs(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) =>
    step[1] === '>' ? [...step[2].matchAll(/Job-UUID: ([0-9a-f-]{36})/g)].map(([, id]) => id ?? '') : [],
  );
}

function jobs(steps: readonly Step[], named: readonly string[]): Record<string, string> {
  const given = new Map<string, string>();
  let made = 0;
  for (const step of steps) {
    if (step[1] !== 'job') continue;
    const text = LOOSE.exec(step[3])?.[1] ?? step[3];
    const id = named.includes(step[2]) ? step[2] : `made ${made++}`;
    given.set(given.has(id) ? `${id} again` : id, text);
  }
  return Object.fromEntries([...given].sort(([a], [b]) => a.localeCompare(b)));
}

/** Each leg's events in order; between legs, and between a leg and its job, the order is free. */
function legs(steps: readonly Step[], own: ReadonlySet<string>): Record<string, string[]> {
  const byLeg: Record<string, string[]> = {};
  for (const step of steps) {
    if (step[1] !== 'event' || !own.has(step[3])) continue;
    const [, , name, uuid, fields] = step;
    const shown = Object.entries(relevant(name, fields)).map(([key, value]) => `${key}=${value}`);
    byLeg[uuid] ??= [];
    byLeg[uuid].push([name, ...shown.sort()].join(' '));
  }
  return byLeg;
}

const SHOWN: Readonly<Record<string, readonly string[]>> = {
  HANGUP: ['cause', 'sip', 'by', 'answer'],
  HANGUP_COMPLETE: ['cause', 'sip', 'by', 'answer', 'q850', 'call'],
  ANSWER: ['call', 'answer'],
  PROGRESS: ['call', 'answer'],
  CREATE: ['campaign', 'answer'],
};

function relevant(name: string, fields: Record<string, string>): Record<string, string> {
  const shown = SHOWN[name] ?? ['a', 'b', 'digit', 'answer'];
  return Object.fromEntries(Object.entries(fields).filter(([key]) => shown.includes(key)));
}

function times(steps: readonly Step[], own: ReadonlySet<string>): Map<string, number> {
  const at = new Map<string, number>();
  for (const step of steps) {
    if (step[1] !== 'event' || !own.has(step[3])) continue;
    const key = `${step[2]} of ${step[3].slice(-2)}`;
    let nth = 1;
    while (at.has(`${key} ${nth}`)) nth++;
    at.set(`${key} ${nth}`, step[0]);
  }
  return at;
}
