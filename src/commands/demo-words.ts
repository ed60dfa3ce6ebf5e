import type { Floor } from '../dialer/index.ts';
import type { DemoCredentials } from '../http/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { SECOND_MS, type UtcMs } from '../kernel/time.ts';
import type { DemoFigures } from './demo-figures.ts';
import type { DemoFile } from './demo-file.ts';
import type { DemoTally } from './demo-tally.ts';

const PROGRESS_MS = 2 * SECOND_MS;
/** Every so many lines of calls comes one of what they bring. */
const CALL_LINES = 5;
/** Reasons of rejection that are shown. */
const REASONS = 4;

const parisTime = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'full',
  timeStyle: 'medium',
});
const parisClock = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'medium' });

export interface Welcome {
  readonly address: string;
  readonly people: readonly DemoCredentials[];
  readonly file: DemoFile;
  readonly heldOut: number;
  /** What is never called, as a share. */
  readonly heldOutShare: number;
  readonly startAt: UtcMs;
  readonly speed: number;
}

export function welcome({ address, people, file, heldOut, heldOutShare, startAt, speed }: Welcome): string {
  const accounts = people.map(
    ({ login, password, role, displayName }) =>
      `    ${login.padEnd(12)} ${password.padEnd(22)} ${role.padEnd(11)} ${displayName}`,
  );
  const reasons = file.rejectedBecause
    .slice(0, REASONS)
    .map(([code, count]) => `${reasonWords[code] ?? code} ${count}`);
  return [
    '',
    `  Foyer   ${address}`,
    '',
    `  Fichier : ${file.rows} lignes, ${file.contacts} contacts, ${file.suppressed} à ne pas appeler, ${file.rejected} rejetées (rejected rows)`,
    `    Motifs : ${reasons.join(', ')} ; lignes et motifs (campagne) : ${address}/api/imports/${file.batchId}/rejects`,
    `  Groupe témoin (hold-out) : ${heldOut} contacts jamais appelés, tirés au sort (${(100 * heldOutShare).toFixed(0)} %)`,
    `  Horloge de démonstration : ${parisTime.format(startAt)} (× ${speed})`,
    '',
    '  Où regarder (where to look):',
    `    ${address}/plateau      le plateau : conseillers et appels (superviseur, responsable)`,
    `    ${address}/poste        votre poste : script, promesse, signature en direct (conseiller)`,
    `    ${address}/api/outbox   les SMS partis pour les donateurs, liens et codes (admin)`,
    `    ${address}/rapports     les chiffres, bruts et nets (responsable)`,
    '',
    '  Comptes (accounts):',
    ...accounts,
    '',
    '  Ctrl-C : arrêt en douceur (drains); deux fois : arrêt immédiat.',
    '',
    '',
  ].join('\n');
}

const reasonWords: Readonly<Record<string, string>> = {
  'duplicate-donor': 'doublons',
  'no-number': 'sans numéro',
  'donor-code-damaged': 'code donateur abîmé',
};

/** A line of figures every two seconds, and what happens for the first time; returns what ends it. */
export function demoProgress(tally: Readonly<DemoTally>, floor: Floor, clock: Clock): () => void {
  let stopped = false;
  let lines = 0;
  const told = new Set<string>();
  const say = (text: string) => process.stdout.write(`  ${parisClock.format(clock.now())}  ${text}\n`);
  const show = (): void => {
    if (stopped) return;
    for (const [what, least, words] of milestones) {
      if (told.has(words) || tally[what] < least) continue;
      told.add(words);
      say(words);
    }
    say(callFigures(floor, tally));
    if (++lines % CALL_LINES === 0) say(giftFigures(tally));
    systemClock.schedule(PROGRESS_MS, show);
  };
  systemClock.schedule(PROGRESS_MS, show);
  return () => {
    stopped = true;
  };
}

const milestones: readonly (readonly [keyof DemoTally, number, string])[] = [
  ['bridged', 1, 'premier appel mis en relation (first bridged call)'],
  ['promises', 1, 'première promesse (first promise), le lien part par SMS'],
  ['signed', 1, 'premier mandat signé (first signed mandate)'],
  ['signed', 3, 'trois mandats signés (three signed mandates)'],
  ['objections', 1, 'une opposition (opt-out) : en vigueur pour l’appel suivant'],
  ['vulnerable', 1, 'une personne fragile (vulnerable): plus de demande, quelqu’un regardera'],
];

function giftFigures({ promises, signed, objections, dialedAfterObjection, vulnerable }: DemoTally): string {
  return (
    `promesses ${promises}, mandats signés ${signed} | oppositions ${objections} ` +
    `(appels ensuite : ${dialedAfterObjection}) | personnes fragiles ${vulnerable}`
  );
}

function callFigures(floor: Floor, { placed, answered, bridged, abandoned }: DemoTally): string {
  const { agents, campaigns } = floor.snapshot();
  const talking = agents.filter(({ state }) => state === 'talking').length;
  const ready = agents.filter(({ state }) => state === 'ready').length;
  const ringing = campaigns.reduce((sum, { calls }) => sum + (calls.placed ?? 0) + (calls.ringing ?? 0), 0);
  const rate = answered === 0 ? 0 : (100 * abandoned) / answered;
  return (
    `en ligne ${talking}, prêts ${ready} / ${agents.length} | sonneries ${ringing} | appels ${placed}, ` +
    `décrochés ${answered}, mis en relation ${bridged}, abandons ${abandoned} (${rate.toFixed(1)} %)`
  );
}

export interface Farewell {
  readonly tally: Readonly<DemoTally>;
  readonly figures: DemoFigures;
  readonly file: DemoFile;
  readonly heldOut: number;
}

/** What the campaign came to, gross and net. */
export function farewell({ tally, figures, file, heldOut }: Farewell): string {
  const count = (id: string) => String(figures.get(id) ?? 0);
  const euros = (id: string) => `${((figures.get(id) ?? 0) / 100).toFixed(2).replace('.', ',')} €`;
  const rows: readonly (readonly [string, string])[] = [
    ['Lignes rejetées (rejected rows)', `${file.rejected} / ${file.rows}`],
    ['Groupe témoin (hold-out arm)', `${heldOut} contacts jamais appelés`],
    ['Appels, mis en relation (dials, connected)', `${count('dials')}, ${count('connected')}`],
    ['Contacts utiles (useful contacts)', count('useful')],
    ['Promesses (promises)', String(tally.promises)],
    ['  dont prélèvements, dons (monthly, one-off)', `${count('monthlyPromises')}, ${count('oneOffPromises')}`],
    ['Mandats signés (signed mandates)', count('signed')],
    ['Oppositions (opt-outs)', `${tally.objections}, appels ensuite (later dials): ${tally.dialedAfterObjection}`],
    ['Personnes fragiles (vulnerable)', String(tally.vulnerable)],
    ['Collecte brute : promise, sur un an (gross)', euros('promisedYearCents')],
    ['Collecte nette : signée, sur un an (net)', euros('signedYearCents')],
    ['Coût, à 33 € de l’heure (cost)', euros('costCents')],
  ];
  return ['', '  Bilan (summary)', ...rows.map(([label, value]) => `  ${label.padEnd(46)} ${value}`), '', ''].join(
    '\n',
  );
}
