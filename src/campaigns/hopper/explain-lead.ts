import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { Candidate } from '../contact.ts';
import type { Currency } from '../currency.ts';
import { type CallingOrder, expectedCents, standingOf } from './order.ts';

interface Words {
  readonly fr: string;
  readonly en: string;
}

export const leadReasons = [
  'callback',
  'needs-agent',
  'worth',
  'file-order',
  'segment-now',
  'segment-weight',
  'segment-closed',
  'patience',
  'attempts',
  'due',
  'not-due',
  'blocked',
] as const;

/** One reason for the place of a contact, and whether it speaks for calling it now. */
export interface LeadReason {
  readonly code: (typeof leadReasons)[number];
  readonly inFavour: boolean;
  readonly words: Words;
}

export interface LeadQuestion {
  readonly candidate: Candidate;
  readonly order: CallingOrder;
  readonly at: UtcMs;
  /** Whether ranks are worths: the campaign has a kind. */
  readonly byWorth: boolean;
  /** Of the worths; missing: euro. */
  readonly currency?: Currency;
  /** What else stands in the way, in words: a rule, a limit, a result. */
  readonly blocked: Words | undefined;
}

/** Why this one, and why now or not now: what the hopper compares contacts by, in its order. */
export function explainLead(question: LeadQuestion): readonly LeadReason[] {
  const { candidate, at, blocked } = question;
  const time = instant(candidate.dueAt);
  const due =
    candidate.dueAt <= at
      ? reason('due', true, `À appeler depuis le ${time.fr}.`, `Due since ${time.en}.`)
      : reason('not-due', false, `Pas avant le ${time.fr}.`, `Not before ${time.en}.`);
  return [
    ...(blocked === undefined ? [] : [reason('blocked', false, blocked.fr, blocked.en)]),
    due,
    ...ofPromise(candidate),
    ...ofSegment(question),
    ...ofWorth(question),
    ...ofPast(candidate),
  ];
}

function reason(code: LeadReason['code'], inFavour: boolean, fr: string, en: string): LeadReason {
  return { code, inFavour, words: { fr, en } };
}

function ofPromise({ askedForCall, agentRequired, ownerId }: Candidate): LeadReason[] {
  if (askedForCall === true) {
    const whose = ownerId === undefined ? { fr: 'l’équipe', en: 'the team' } : { fr: 'un conseiller', en: 'one agent' };
    return [
      reason(
        'callback',
        true,
        `Rappel promis par ${whose.fr} : il passe avant tous les autres.`,
        `A callback promised by ${whose.en}: it goes before all others.`,
      ),
    ];
  }
  if (!agentRequired) return [];
  return [
    reason(
      'needs-agent',
      true,
      'Appel abandonné auparavant : seulement avec un conseiller réservé.',
      'A call was abandoned before: only with an agent held for it.',
    ),
  ];
}

function ofSegment({ candidate: { segment = '' }, order }: LeadQuestion): LeadReason[] {
  const { open, weight, expected } = standingOf(order, segment);
  const name =
    segment === '' ? { fr: 'sans segment', en: 'without segment' } : { fr: `« ${segment} »`, en: `"${segment}"` };
  if (!open)
    return [
      reason(
        'segment-closed',
        false,
        `Segment ${name.fr} fermé : sa vague n’a pas commencé, ou son quota est atteint.`,
        `Segment ${name.en} is closed: its wave has not begun, or its quota is reached.`,
      ),
    ];
  const others = Object.entries(order.segments).filter(([other, own]) => other !== segment && own.open);
  if (others.length === 0) return [];
  if (weight !== null || others.some(([, own]) => own.weight !== null))
    return [
      reason(
        'segment-weight',
        true,
        `Segment ${name.fr} : poids ${weight ?? 1}, servi quand il est le plus en retard sur sa part.`,
        `Segment ${name.en}: weight ${weight ?? 1}, served when it is furthest behind its share.`,
      ),
    ];
  const better = others.filter(([, own]) => own.expected > expected).length;
  return [
    reason(
      'segment-now',
      better === 0,
      `Segment ${name.fr} : ${percent(expected, 'fr-FR')} attendus par appel à cette heure, ${better} segment(s) au-dessus.`,
      `Segment ${name.en}: ${percent(expected, 'en-GB')} expected of a dial in this hour, ${better} segment(s) above.`,
    ),
  ];
}

function ofWorth({ candidate, order, at, byWorth, currency }: LeadQuestion): LeadReason[] {
  if (!byWorth)
    return [
      reason(
        'file-order',
        true,
        'Dans l’ordre du fichier : la campagne n’a pas de type.',
        'In the order of the file: the campaign has no kind.',
      ),
    ];
  const { segment = '', rank, dueAt } = candidate;
  const cents = Math.max(1, -rank);
  const worth = reason(
    'worth',
    true,
    `Un entretien devrait rapporter ${money(cents, 'fr-FR', currency)}, ${money(expectedCents(order, { segment, rank, dueAt }, at), 'fr-FR', currency)} par appel à cette heure.`,
    `A talk is expected to bring ${money(cents, 'en-GB', currency)}, ${money(expectedCents(order, { segment, rank, dueAt }, at), 'en-GB', currency)} a dial in this hour.`,
  );
  const days = Math.floor((at - dueAt) / DAY_MS);
  if (days < 1) return [worth];
  return [
    worth,
    reason('patience', true, `Attend depuis ${days} jour(s) : il remonte.`, `Has waited for ${days} day(s): it rises.`),
  ];
}

function ofPast({ attempts }: Candidate): LeadReason[] {
  if (attempts === 0) return [];
  return [
    reason('attempts', false, `Déjà ${attempts} appel(s) sans résultat.`, `${attempts} call(s) without result so far.`),
  ];
}

/** Why that one goes before this one; undefined when nothing is known to be before it. */
export function whyBefore(
  that: Candidate,
  { candidate, order, at, byWorth, currency }: Omit<LeadQuestion, 'blocked'>,
): Words {
  if (that.agentRequired && !candidate.agentRequired)
    return { fr: 'Un rappel promis passe avant.', en: 'A promised callback goes before.' };
  const [segment = '', other = ''] = [candidate.segment, that.segment];
  if (segment === other)
    return byWorth
      ? {
          fr: `Même segment : ${money(Math.max(1, -that.rank), 'fr-FR', currency)} attendus contre ${money(Math.max(1, -candidate.rank), 'fr-FR', currency)}.`,
          en: `Same segment: ${money(Math.max(1, -that.rank), 'en-GB', currency)} expected against ${money(Math.max(1, -candidate.rank), 'en-GB', currency)}.`,
        }
      : { fr: 'Même segment : il vient plus tôt dans le fichier.', en: 'Same segment: it comes earlier in the file.' };
  if ([segment, other].some((name) => standingOf(order, name).weight !== null))
    return {
      fr: `Le segment « ${other} » est plus en retard sur sa part.`,
      en: `Segment "${other}" is further behind its share.`,
    };
  const cents = ({ segment: own = '', rank, dueAt }: Candidate) =>
    expectedCents(order, { segment: own, rank, dueAt }, at);
  return {
    fr: `Par appel à cette heure : ${money(cents(that), 'fr-FR', currency)} attendus contre ${money(cents(candidate), 'fr-FR', currency)}.`,
    en: `Of a dial in this hour: ${money(cents(that), 'en-GB', currency)} expected against ${money(cents(candidate), 'en-GB', currency)}.`,
  };
}

function money(cents: number, locale: string, currency: Currency = 'EUR'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}

function percent(share: number, zone: string): string {
  return new Intl.NumberFormat(zone, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

function instant(at: UtcMs): Words {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(zone, { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' }).format(at);
  return { fr: format('fr-FR'), en: `${format('en-GB')} (Paris)` };
}
