import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/commands/open-store.ts';
import { withStore } from './floor-world.ts';
import { foyer, type Place, startFoyer, temporaryPlace } from './foyer-cli.ts';
import { type SwitchProcess, startSwitch } from './switch-process.ts';

/** README, "Exit status". */
const FINDINGS = 1;
const USAGE = 2;
const UNAVAILABLE = 3;

let place: Place;
beforeAll(() => {
  place = temporaryPlace();
});
afterAll(() => place.remove());

/** A file of this text in the test's own folder. */
function written(name: string, text: string | Uint8Array): string {
  writeFileSync(place.file(name), text);
  return place.file(name);
}

async function listening(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(onSocket);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { server, port: address.port };
}

describe('settings', () => {
  const cases: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    ['an unknown variable', { FOYER_DAT: 'x' }, ['FOYER_DAT', 'FOYER_DATA']],
    ['a port that is no number', { PORT: 'http' }, ['PORT', 'PORT=8080']],
    ['a switch address of another kind', { FOYER_SWITCH: 'http://10.0.0.1' }, ['FOYER_SWITCH', 'esl://']],
    [
      'a configuration file that is not there',
      { FOYER_CONFIG: '/nowhere/foyer.json' },
      ['FOYER_CONFIG', '/nowhere/foyer.json'],
    ],
  ];
  test.concurrent.each(cases)('%s', async (_, settings, words) => {
    const data = place.file('never');
    const run = await foyer(['start'], { FOYER_DATA: data, ...settings });
    expect(run).toMatchObject({ code: USAGE, stdout: '' });
    for (const word of words) expect(run.stderr).toContain(word);
    expect(run.stderr).not.toContain('    at ');
    expect(existsSync(data)).toBe(false);
  });

  test.concurrent('an unknown setting in the configuration file', async () => {
    const file = written('unknown.json', '{"prot": 8080}');
    const run = await foyer(['doctor'], { FOYER_CONFIG: file });
    expect(run).toMatchObject({ code: USAGE, stdout: '' });
    expect(run.stderr).toContain(`${file}: prot: there is no such setting. Did you mean "port"?`);
  });

  test.concurrent('no switch at all', async () => {
    const run = await foyer(['start'], { FOYER_DATA: place.file('never') });
    expect(run).toMatchObject({ code: USAGE, stdout: '' });
    expect(run.stderr).toContain('FOYER_SWITCH=esl://');
  });
});

describe('places', () => {
  test.concurrent('a port in use: it says which, and ends without dialing on', async () => {
    const { server, port } = await listening((socket) => socket.destroy());
    const settings = { FOYER_DATA: place.file('port'), FOYER_SWITCH: 'esl://:p@127.0.0.1:1', PORT: `${port}` };
    const run = await foyer(['start'], settings);
    server.close();
    expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
    expect(run.stderr).toContain(`Port ${port} is in use on 127.0.0.1`);
    expect(run.stderr).toContain(`PORT=${port + 1}`);
  });

  test.concurrent('a data folder that is a file', async () => {
    const file = written('a-file', 'x');
    const run = await foyer(['backup', place.file('copy')], { FOYER_DATA: file });
    expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
    expect(run.stderr).toMatch(new RegExp(`${file}.*FOYER_DATA`));
  });

  test.concurrent.each(['/sys/foyer', '/proc/foyer/deeper'])('a data folder that may not be made: %s', async (data) => {
    const run = await foyer(['import', 'examples/donateurs-secours-des-rivages.csv', '--campaign', 'c'], {
      FOYER_DATA: data,
    });
    expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
    expect(run.stderr).toContain(data);
    expect(run.stderr).toContain('FOYER_DATA');
  });

  test.concurrent('a database that another Foyer uses', async () => {
    const data = place.file('locked');
    await withStore(data, async () => {
      const run = await foyer(['backup', place.file('copy')], { FOYER_DATA: data });
      expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
      expect(run.stderr).toContain(`in use by process ${process.pid}. Stop that Foyer first`);
      const doctor = await foyer(['doctor', '--json'], { FOYER_DATA: data });
      expect(JSON.parse(doctor.stdout)).toContainEqual(expect.objectContaining({ check: 'database', state: 'ok' }));
    });
    expect(existsSync(place.file('copy'))).toBe(false);
  });

  test.concurrent('a database that is none', async () => {
    const data = place.file('damaged');
    await withStore(data, () => Promise.resolve());
    writeFileSync(`${data}/${DATABASE_FILE}`, randomBytes(8_192));
    const run = await foyer(['backup', place.file('copy')], { FOYER_DATA: data });
    expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
    expect(run.stderr).toContain('restore the last backup');
    const doctor = await foyer(['doctor', '--json'], { FOYER_DATA: data });
    expect(doctor.code).toBe(FINDINGS);
    expect(JSON.parse(doctor.stdout)).toContainEqual(expect.objectContaining({ check: 'database', state: 'failed' }));
  });
});

describe('lead files', () => {
  const files: readonly (readonly [string, string | Uint8Array | undefined, string])[] = [
    ['binary', randomBytes(4_000), 'not a text file'],
    ['empty', '', 'empty'],
    ['one-column', 'x\n1\n2\n', 'code_donateur, nom, prenom, tel_fixe'],
    ['missing', undefined, 'name an existing CSV or Excel'],
  ];
  test.concurrent.each(files)('%s: says what to do, and stores nothing', async (name, text, words) => {
    const file = text === undefined ? place.file(name) : written(`${name}.csv`, text);
    const data = place.file(`data-${name}`);
    const run = await foyer(['import', file, '--campaign', 'c'], { FOYER_DATA: data });
    expect(run).toMatchObject({ code: UNAVAILABLE, stdout: '' });
    expect(run.stderr).toContain(file);
    expect(run.stderr).toContain(words);
    expect(existsSync(data)).toBe(false);
  });

  test.concurrent('options that can’t be are refused before anything is stored', async () => {
    const data = place.file('options');
    const args = ['import', 'examples/donateurs-secours-des-rivages.csv', '--campaign', 'c'];
    const callerId = await foyer([...args, '--caller-id', '0162'], { FOYER_DATA: data });
    const gateway = await foyer([...args, '--gateway', 'a b'], { FOYER_DATA: data });
    expect([callerId.code, gateway.code]).toEqual([USAGE, USAGE]);
    expect(callerId.stderr).toContain('+33162000000');
    expect(gateway.stderr).toContain('"a b"');
    expect(existsSync(data)).toBe(false);
  });
});

describe('switches', () => {
  let network: SwitchProcess;
  beforeAll(async () => {
    network = await startSwitch('demo', 1, 1);
  });
  afterAll(() => network.close());

  /** Starts Foyer, waits until it complains about its switch, and stops it: it has gone on trying, and ends well. */
  async function complaint(url: string, data: string): Promise<string> {
    const running = startFoyer(['start'], { FOYER_DATA: place.file(data), FOYER_SWITCH: url, PORT: '0' });
    await running.untilSaid('no connection to the switch');
    await running.untilSaid('Foyer is ready');
    running.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Premier administrateur \(.*\): http:\/\/\S+\n$/);
    expect(stderr).not.toContain('secret-word');
    return stderr;
  }

  test.concurrent('one that is not there', async () => {
    const said = await complaint('esl://:secret-word@127.0.0.1:1', 'absent');
    expect(said).toContain('"host":"127.0.0.1","port":1,"kind":"unreachable"');
    expect(said).toContain('is FreeSWITCH running');
  });

  test.concurrent('a wrong password', async () => {
    const said = await complaint(network.url.replace(':secret@', ':secret-word@'), 'password');
    expect(said).toContain('"kind":"wrong-password"');
    expect(said).toContain('event_socket.conf.xml');
  });

  test.concurrent('one that speaks another language', async () => {
    const garbage = [
      randomBytes(2_000),
      'SSH-2.0-OpenSSH_9.6\r\n',
      'Content-Type: auth/request\n\nContent-Length: 99999999999\n\n',
      '\n\n%%%\n\n',
    ];
    const { server, port } = await listening((socket) => {
      socket.on('error', () => undefined);
      for (const part of garbage) socket.write(part);
    });
    const said = await complaint(`esl://:secret-word@127.0.0.1:${port}`, 'garbage');
    server.close();
    expect(said).toContain(`"port":${port},"kind":"malformed"`);
    expect(said).toContain('is this the event socket of a FreeSWITCH');
  });
});
