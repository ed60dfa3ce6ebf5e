import { statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberHealth } from '../campaigns/index.ts';
import { houseGate } from '../compliance/index.ts';
import { probeSwitch, type SwitchServer } from '../dialer/index.ts';
import { type CallerIdList, healthOfNumbers } from '../http/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Configuration } from '../ops/index.ts';
import { StorageError } from '../storage/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { Finding } from './doctor-finding.ts';
import { keyAndRegisters } from './doctor-keys.ts';
import { sealedTexts, vaultKey } from './doctor-vault.ts';
import { EXIT } from './exit-code.ts';
import { installedRules } from './installed-rules.ts';
import { makeFolder } from './make-folder.ts';
import { openStore, reason } from './open-store.ts';
import { getFromServer } from './running-server.ts';

/** Below this the database can't be trusted to take a day of calls. */
const LEAST_FREE_BYTES = 1024 ** 3;
const LEAST_NODE = 24;

/** Looks at everything a call needs, and says what to do about what is missing. */
export async function doctor(options: { readonly json?: true }): Promise<number> {
  const configuration = configurationOrExit();
  const findings = [
    runtime(),
    zones(),
    ...settings(configuration),
    await disk(configuration.dataFolder),
    ...(await keyAndRegisters(configuration.dataFolder, installedRules(configuration.dataFolder))),
    vaultKey({ env: process.env, dataFolder: configuration.dataFolder }),
    ...(await database(configuration)),
    ...(await switches(configuration.switches)),
  ];
  process.stdout.write(options.json === true ? `${JSON.stringify(findings)}\n` : findings.map(words).join(''));
  return findings.every(({ state }) => state !== 'failed') ? EXIT.ok : EXIT.findings;
}

function words({ check, state, detail, remedy }: Finding): string {
  const mark = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' }[state];
  return `${mark} ${check}: ${detail}${remedy === undefined ? '' : `\n        ${remedy}`}\n`;
}

function runtime(): Finding {
  const check = 'Node.js';
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= LEAST_NODE) return { check, state: 'ok', detail: process.version };
  return {
    check,
    state: 'failed',
    detail: process.version,
    remedy: `Foyer needs Node.js ${LEAST_NODE} or newer: run it through npm, or install it.`,
  };
}

function zones(): Finding {
  const check = 'clock';
  const now = new Date(systemClock.now());
  const paris = now.toLocaleString('en-GB', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' });
  return { check, state: 'ok', detail: `${now.toISOString()}, ${paris} in Paris; compare it with the true time` };
}

function settings(configuration: Configuration): Finding[] {
  const from = configuration.file ?? 'no configuration file, defaults and environment';
  const found = configuration.warnings.map(
    ({ setting, source, message, remedy }): Finding => ({
      check: `setting ${setting} (${source})`,
      state: 'warning',
      detail: message,
      remedy,
    }),
  );
  return [{ check: 'settings', state: 'ok', detail: from }, ...found];
}

async function disk(folder: string): Promise<Finding> {
  const check = 'data folder';
  try {
    await makeFolder(folder);
    const probe = join(folder, '.doctor');
    await writeFile(probe, 'ok');
    await unlink(probe);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const detail = `${folder}, ${(free / 1024 ** 3).toFixed(1)} GiB free`;
    if (free >= LEAST_FREE_BYTES) return { check, state: 'ok', detail };
    return { check, state: 'warning', detail, remedy: 'Free some space, or put FOYER_DATA on another disk.' };
  } catch (error) {
    return {
      check,
      state: 'failed',
      detail: `${folder}: ${reason(error)}`,
      remedy: 'Check FOYER_DATA and the rights of its folder.',
    };
  }
}

async function database(configuration: Configuration): Promise<Finding[]> {
  const check = 'database';
  try {
    const store = await openStore(configuration.dataFolder, systemClock);
    try {
      const numbers = await healthOfNumbers(store, houseGate(), systemClock.now());
      const sealed = await sealedTexts(store, { env: process.env, dataFolder: configuration.dataFolder });
      return [{ check, state: 'ok', detail: 'opens, at the newest version' }, ...sealed, ...numbers.flatMap(callerId)];
    } finally {
      await store.close();
    }
  } catch (error) {
    const detail = reason(error);
    if (error instanceof StorageError && error.code === 'locked')
      return [{ check, state: 'ok', detail: `in use: ${detail}` }, ...(await askRunning(configuration))];
    return [{ check, state: 'failed', detail, remedy: 'Foyer cannot start on it: see the message.' }];
  }
}

/** The Foyer that has the database knows how well the numbers are answered. */
async function askRunning(configuration: Configuration): Promise<Finding[]> {
  const answer = (await getFromServer(configuration, '/api/caller-ids')) as CallerIdList | undefined;
  return answer === undefined ? [] : answer.callerIds.flatMap(callerId);
}

function callerId({ callerId: number, words: warned }: Pick<NumberHealth, 'callerId' | 'words'>): Finding[] {
  if (warned === null) return [];
  return [
    {
      check: `caller id ${number}`,
      state: 'warning',
      detail: warned.en,
      remedy: 'Have the number looked up with the operators; rest it, or show another lawful one.',
    },
  ];
}

async function switches(servers: readonly SwitchServer[]): Promise<Finding[]> {
  if (servers.length === 0) {
    return [
      {
        check: 'switch',
        state: 'failed',
        detail: 'none is configured',
        remedy: 'Set FOYER_SWITCH=esl://:PASSWORD@HOST:8021, or "switches" in foyer.json; npm start needs none.',
      },
    ];
  }
  return (await Promise.all(servers.map(oneSwitch))).flat();
}

async function oneSwitch(server: SwitchServer): Promise<Finding[]> {
  const check = `switch ${server.id}`;
  const { host, port } = server.url;
  const probe = await probeSwitch(server, systemClock);
  if (!probe.reachable) {
    return [
      {
        check,
        state: 'failed',
        detail: `${host}:${port}: ${probe.end.reason}`,
        remedy: 'Compare address, password and access list with event_socket.conf.xml (docs/freeswitch.md).',
      },
    ];
  }
  const load = probe.status
    .split('\n')
    .filter((line) => /session/.test(line))
    .map((line) => line.trim())
    .slice(0, 3)
    .join('; ');
  const gateways = Object.entries(probe.gateways).map(([id, state]): Finding => {
    if (state === 'up') return { check: `gateway ${id}`, state: 'ok', detail: 'up' };
    const detail = state === 'down' ? 'down' : 'the switch does not know it';
    return {
      check: `gateway ${id}`,
      state: 'warning',
      detail,
      remedy: 'Its name must be the one in the sofia profile; `sofia status gateway` tells more.',
    };
  });
  return [
    {
      check,
      state: 'ok',
      detail: `${probe.version.split('\n')[0] ?? ''}, answers in ${probe.roundTripMs.toFixed(1)} ms; ${load}`,
    },
    ...gateways,
  ];
}
