import { membersOf } from '../../switch/conference.ts';
import { heardOn } from '../../switch/far-end.ts';
import { randomUuid, type SwitchModel } from '../../switch/switch-model.ts';
import { upTime, VERSION } from '../heartbeat.ts';
import { localText } from '../time-text.ts';
import { type ApiCommand, firstWord, quick } from './api-command.ts';
import { fsctl } from './fsctl.ts';
import { show } from './show.ts';
import { sofia } from './sofia.ts';

/** Longest `msleep`, as everything is bounded. */
const MAX_SLEEP_MS = 60_000;

export const serverCommands: Readonly<Record<string, ApiCommand>> = {
  version: quick(() => `FreeSWITCH Version ${VERSION} (git cc93a68 2026-08-21 14:10:14Z 64bit)\n`),
  status: quick(({ model }) => status(model)),
  show: quick(show),
  fsctl,
  sofia: quick(({ model }, argument) => sofia(model, argument)),
  msleep: ({ model }, argument, reply) => {
    model.clock.schedule(Math.min(Number(argument) || 0, MAX_SLEEP_MS), () => reply('+OK'));
  },
  uptime: quick(({ model }) => `${Math.floor((model.clock.now() - model.startedAt) / 1_000)}\n`),
  strepoch: quick(({ model }) => String(Math.floor(model.clock.now() / 1_000))),
  strftime: quick(({ model }) => localText(model.clock.now())),
  create_uuid: quick(({ model }) => randomUuid(model.random)),
  hostname: quick(({ model }) => model.name),
  switchname: quick(({ model }) => model.name),
  echo: quick((_context, argument) => argument),
  eval: quick(({ model }, argument) => argument.replace(/\$\{core_uuid\}|\$\$\{core_uuid\}/, model.coreUuid)),
  global_getvar: quick(({ model }, argument) => globals(model)[argument.trim()] ?? ''),
  reloadxml: quick(() => '+OK [Success]\n'),
  conference: quick(({ model }) => conferences(model)),
  sofia_contact: quick((_context, argument) => `sofia/internal/sip:${argument.replace(/@.*/, '')}@127.0.0.1:5061`),
  /** Not of FreeSWITCH: the times of the simulator's own clock, for benchmarks. */
  foyer_stamps: quick(({ stamps }) =>
    stamps === undefined ? '-ERR not recorded: start with --stamps\n' : JSON.stringify({ rows: stamps.rows() }),
  ),
  /** Not of FreeSWITCH: what is heard on an agent's line, for simulated agents: `silence`, `person`, `machine`, `person goodbye`. */
  foyer_hears: quick(({ model }, argument) => hears(model, argument.trim())),
};

function globals(model: SwitchModel): Readonly<Record<string, string>> {
  return {
    core_uuid: model.coreUuid,
    hostname: model.name,
    local_ip_v4: '127.0.0.1',
    sound_prefix: '/usr/share/freeswitch/sounds',
  };
}

function status(model: SwitchModel): string {
  const { limits, channels, sessions, peakSessions } = model;
  return (
    `UP ${upTime(model)}\nFreeSWITCH (Version 1.11.1-release git cc93a68 2026-08-21 14:10:14Z 64bit) is ready\n` +
    `${sessions} session(s) since startup\n${channels.size} session(s) - peak ${peakSessions}, last 5min ${peakSessions} \n` +
    `${limits.lastSecond} session(s) per Sec out of max ${limits.perSecond}, peak ${limits.peak}, last 5min ${limits.peak} \n` +
    `${limits.maxSessions} session(s) max\nmin idle cpu 0.00/90.00\nCurrent Stack Size/Max 240K/8192K\n`
  );
}

function conferences(model: SwitchModel): string {
  const names = new Set(
    [...model.channels.values()].flatMap((channel) => channel.variables.get('conference_name') ?? []),
  );
  if (names.size === 0) return '+OK No active conferences.\n';
  return [...names]
    .map((name) => `+OK Conference ${name} (${membersOf(model, name)} member rate: 8000 flags: running|answered)\n`)
    .join('');
}

/** By the leg's uuid, or by the address its line was dialed with. */
function hears(model: SwitchModel, address: string): string {
  const [wanted] = firstWord(address);
  for (const channel of model.channels.values()) {
    const { user, host, text } = channel.destination;
    if (![channel.uuid, user, text, `${user}@${host}`, `${user}%${host}`].includes(wanted)) continue;
    if (channel.callee.conduct.party !== 'line') continue;
    const heard = heardOn(channel);
    if (heard === undefined) return 'silence';
    return heard.over ? `${heard.party} goodbye` : heard.party;
  }
  return '-ERR no such line\n';
}
