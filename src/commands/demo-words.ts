import type { Floor, FloorRuntime } from '../dialer/index.ts';
import type { DemoCredentials } from '../http/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { SECOND_MS, type UtcMs } from '../kernel/time.ts';
import type { LoadedLeads } from './import.ts';

const PROGRESS_MS = 2 * SECOND_MS;

const parisTime = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'full',
  timeStyle: 'medium',
});
const parisClock = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'medium' });

export interface Welcome {
  readonly address: string;
  readonly people: readonly DemoCredentials[];
  readonly leads: LoadedLeads;
  readonly startAt: UtcMs;
  readonly speed: number;
}

export function welcome({ address, people, leads, startAt, speed }: Welcome): string {
  const { counts, stored } = leads;
  const accounts = people.map(
    ({ login, password, role, displayName }) =>
      `    ${login.padEnd(12)} ${password.padEnd(22)} ${role.padEnd(11)} ${displayName}`,
  );
  return [
    '',
    `  Foyer   ${address}`,
    '',
    `  Fichier : ${counts.rows} lignes, ${stored.added - stored.suppressed} contacts, ${stored.suppressed} à ne pas appeler, ${counts.rejected} rejetées`,
    `  Horloge de démonstration : ${parisTime.format(startAt)} (× ${speed})`,
    '',
    '  Comptes (accounts):',
    ...accounts,
    '',
    '  Ctrl-C : arrêt en douceur (drains); deux fois : arrêt immédiat.',
    '',
    '',
  ].join('\n');
}

/** A line of figures every two seconds; returns what ends it. */
export function demoProgress(runtime: FloorRuntime, floor: Floor, clock: Clock): () => void {
  const counts = { placed: 0, answered: 0, bridged: 0, abandoned: 0 };
  const unsubscribe = runtime.subscribe((events) => {
    for (const { type } of events) {
      if (type === 'call.placed') counts.placed++;
      else if (type === 'call.answered') counts.answered++;
      else if (type === 'call.bridged') {
        counts.bridged++;
        if (counts.bridged === 1)
          process.stdout.write(
            `  ${parisClock.format(clock.now())}  premier appel mis en relation (first bridged call)\n`,
          );
      } else if (type === 'call.abandoned') counts.abandoned++;
    }
  });
  let stopped = false;
  const show = (): void => {
    if (stopped) return;
    process.stdout.write(`  ${parisClock.format(clock.now())}  ${figures(floor, counts)}\n`);
    systemClock.schedule(PROGRESS_MS, show);
  };
  systemClock.schedule(PROGRESS_MS, show);
  return () => {
    stopped = true;
    unsubscribe();
  };
}

function figures(
  floor: Floor,
  counts: { placed: number; answered: number; bridged: number; abandoned: number },
): string {
  const { agents, campaigns } = floor.snapshot();
  const talking = agents.filter(({ state }) => state === 'talking').length;
  const ready = agents.filter(({ state }) => state === 'ready').length;
  const ringing = campaigns.reduce((sum, { calls }) => sum + (calls.placed ?? 0) + (calls.ringing ?? 0), 0);
  const rate = counts.answered === 0 ? 0 : (100 * counts.abandoned) / counts.answered;
  return (
    `en ligne ${talking}, prêts ${ready} / ${agents.length} | sonneries ${ringing} | appels ${counts.placed}, ` +
    `décrochés ${counts.answered}, mis en relation ${counts.bridged}, abandons ${counts.abandoned} (${rate.toFixed(1)} %)`
  );
}
