import { describe, expect, test } from 'vitest';
import { framesOf, rawTranscript } from '../../../test/contract/transcript.ts';
import { takeSnapshot } from './snapshot.ts';

const bodies = framesOf(rawTranscript('62-show-status-dump')).flatMap(({ body }) =>
  body.startsWith('{"row_count"') ? [body] : [],
);
const calls = bodies.find((body) => body.includes('"b_uuid"')) ?? '';
const channels = bodies.find((body) => body.includes('"row_count":2') && !body.includes('"b_uuid"')) ?? '';
const none = '{"row_count": 0}\n';

function asked(shown: string, bridged: string, role: (uuid: string) => string) {
  return {
    api: (line: string) => Promise.resolve(role(line.split(' ')[1] ?? '')),
    job: (line: string) =>
      Promise.resolve({ text: line === 'show channels as json' ? shown : bridged, coreUuid: 'core' }),
  };
}

describe('takeSnapshot', () => {
  test('a recorded bridge: both legs answered, each with the other (transcript 62)', async () => {
    const { channels: live, coreUuid } = await takeSnapshot(asked(channels, calls, () => 'donor'));
    expect(coreUuid).toBe('core');
    expect(live).toHaveLength(2);
    const [first, second] = live;
    expect(first).toMatchObject({ state: 'answered', role: 'donor', bridgedTo: second?.legId });
    expect(second).toMatchObject({ state: 'answered', role: 'donor', bridgedTo: first?.legId });
  });

  test('no channel: there is no `rows` at all', async () => {
    expect(await takeSnapshot(asked(none, none, () => ''))).toEqual({ coreUuid: 'core', channels: [] });
  });

  test('stale partners of `show channels` are not believed (T33); others’ channels have no role; gone ones are left out', async () => {
    const uuid = (n: number): string => `018f0000-0000-7000-8000-00000000000${n}`;
    const row = (n: number, callstate: string) => ({
      uuid: uuid(n),
      callstate,
      application: 'uuid_bridge',
      application_data: uuid(9),
    });
    const shown = JSON.stringify({
      row_count: 4,
      rows: [row(1, 'ACTIVE'), row(2, 'RINGING'), row(3, 'ACTIVE'), row(4, 'HANGUP')],
    });
    const roles: Readonly<Record<string, string>> = {
      [uuid(1)]: 'agent',
      [uuid(2)]: '_undef_',
      [uuid(3)]: '-ERR No such channel!\n',
    };
    const { channels: live } = await takeSnapshot(asked(shown, none, (id) => roles[id] ?? ''));
    expect(live).toEqual([
      { legId: uuid(1), state: 'answered', bridgedTo: undefined, role: 'agent' },
      { legId: uuid(2), state: 'ringing', bridgedTo: undefined, role: undefined },
    ]);
  });

  test.each(['not json', '[]', '{"rows": [{"uuid": 5}]}', '-ERR'])(
    'an answer that is no list, %j, is an error that names the question',
    async (text) => {
      await expect(takeSnapshot(asked(text, none, () => ''))).rejects.toThrow('show channels');
    },
  );
});
