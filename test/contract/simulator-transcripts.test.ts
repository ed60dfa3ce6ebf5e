import { describe, expect, test } from 'vitest';
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
  '93-server-sigterm': ({ clock, server }) => {
    clock.schedule(468, () => server.stop());
  },
};

const slowToNotice = new Set(['96-bridge-on-answer-job-says-cancel']);

/** Texts that tell of the machine or of the moment. */
const LOOSE = /^(UP |FreeSWITCH Version|uuid,direction|\{"row_count")/;

const names = Object.keys(recordings);

describe('the simulated switch does what the recorded one did', () => {
  test.each(names)('%s', (name) => {
    const recorded = recordings[name] ?? [];
    const options = { habits: { noticesAtOnce: slowToNotice.has(name) ? 0 : 1 }, ...(prepared[name] === undefined ? {} : { prepare: prepared[name] }) };
    const simulated = replay(recorded, options);
    const own = ownLegs(recorded);
    expect(replies(simulated)).toEqual(replies(recorded));
    expect(jobs(simulated)).toEqual(jobs(recorded));
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
  for (const step of steps) if (step[1] === '>') for (const [, uuid] of step[2].matchAll(/origination_uuid=([0-9a-f-]{36})/g)) own.add(uuid ?? '');
  return own;
}

function replies(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step[1] !== 'reply' && step[1] !== 'api' && step[1] !== 'frame') return [];
    const text = step[1] === 'frame' ? `${step[2]} ${step[3]}` : step[2];
    const loose = LOOSE.exec(text)?.[1];
    // Ids that the server made up itself.
    return [loose ?? text.replace(/^\+OK (Job-UUID: )?[0-9a-f-]{36}/, '+OK $1')];
  });
}

function jobs(steps: readonly Step[]): Record<string, string> {
  const given = new Map<string, string>();
  let made = 0;
  for (const step of steps) {
    if (step[1] !== 'job') continue;
    const text = LOOSE.exec(step[3])?.[1] ?? step[3];
    const id = step[2].startsWith('00000000-0000-4000') ? step[2] : `made ${made++}`;
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
