import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../src/simulator/process.ts', import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.length = 0;
});

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function listening(child: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return (JSON.parse(text) as { listening: number }).listening;
}

test('says where it listens, and ends like FreeSWITCH on SIGTERM', async () => {
  const child = start(
    '--port',
    '0',
    '--password',
    'secret',
    '--speed',
    '20',
    '--scenario',
    'numbered',
    '--gateways',
    'one,two',
  );
  const socket = connect(await listening(child), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += String(chunk);
    if (received.includes('CHANNEL_PARK')) child.kill('SIGTERM');
  });
  socket.write(
    'auth secret\n\nevent plain CHANNEL_PARK CHANNEL_HANGUP SHUTDOWN\n\nbgapi originate sofia/gateway/two/1055501 &park()\n\n',
  );
  await once(socket, 'close');
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  expect(received.match(/Event-Name: \w+|SYSTEM_SHUTDOWN|The system is being shut down./g)).toEqual([
    'Event-Name: CHANNEL_PARK',
    'Event-Name: SHUTDOWN',
    'Event-Name: CHANNEL_HANGUP',
    'SYSTEM_SHUTDOWN',
    'The system is being shut down.',
  ]);
  expect(code).toBe(0);
});

test('ends with its parent', async () => {
  const child = start('--port', '0');
  await listening(child);
  child.stdin?.end();
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('names what is wrong with an argument', async () => {
  const child = start('--scenario', 'nowhere');
  let told = '';
  child.stderr?.on('data', (chunk) => {
    told += String(chunk);
  });
  expect((await once(child, 'close'))[0]).toBe(1);
  expect(told).toContain('scenario');
});
