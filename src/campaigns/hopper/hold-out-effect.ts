import { type Effect, effectOf } from './hold-out.ts';

/** Of a segment and an arm: its donors, and those who gave since they came into the list. */
export interface ArmRow {
  readonly segment: string;
  readonly arm: 'called' | 'held-out';
  readonly donors: number;
  readonly gave: number;
}

export interface HoldOutEffect extends Effect {
  /** Donors of segments that have both arms; the others say nothing of a difference. */
  readonly compared: number;
}

const none = { donors: 0, gave: 0 };

/**
 * What calling changed, by intention: who was drawn to be called counts as called, reached or not, or the willing would
 * be compared with the average. Drawn by segment, the differences are weighed by the segments' sizes and their intervals
 * joined (MOVER; Zou and Donner 2008).
 */
export function holdOutEffect(rows: readonly ArmRow[], stratum: 'none' | 'segment'): HoldOutEffect {
  const strata = [...Map.groupBy(rows, ({ segment }) => (stratum === 'none' ? '' : segment)).values()].map((own) => ({
    called: sum(own, 'called'),
    heldOut: sum(own, 'held-out'),
  }));
  const compared = strata.filter(({ called, heldOut }) => called.donors > 0 && heldOut.donors > 0);
  const [only] = compared;
  const whole = effectOf(sum(rows, 'called'), sum(rows, 'held-out'));
  const donors = compared.reduce((all, { called, heldOut }) => all + called.donors + heldOut.donors, 0);
  if (only === undefined || compared.length === 1)
    return { ...(only === undefined ? whole : effectOf(only.called, only.heldOut)), compared: donors };
  let [difference, below, above] = [0, 0, 0];
  for (const { called, heldOut } of compared) {
    const weight = (called.donors + heldOut.donors) / donors;
    const effect = effectOf(called, heldOut);
    const own = effect.difference ?? 0;
    difference += weight * own;
    below += (weight * (own - effect.low)) ** 2;
    above += (weight * (effect.high - own)) ** 2;
  }
  const [low, high] = [difference - Math.sqrt(below), difference + Math.sqrt(above)];
  return { ...whole, difference, low, high, significant: low > 0 || high < 0, compared: donors };
}

function sum(rows: readonly ArmRow[], of: ArmRow['arm']): { readonly donors: number; readonly gave: number } {
  return rows
    .filter(({ arm }) => arm === of)
    .reduce((all, { donors, gave }) => ({ donors: all.donors + donors, gave: all.gave + gave }), none);
}

/** One sentence for a report. */
export function effectWords({ called, heldOut, difference, low, high, significant }: HoldOutEffect): {
  readonly fr: string;
  readonly en: string;
} {
  const counts = (arm: Effect['called']) => `${arm.part}/${arm.whole}`;
  if (difference === null)
    return {
      fr: 'Effet des appels : l’un des deux groupes est vide, rien ne peut être comparé.',
      en: 'Effect of calling: one of the two arms is empty, nothing can be compared.',
    };
  const points = (value: number, zone: string) =>
    new Intl.NumberFormat(zone, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'always' }).format(
      value * 100,
    );
  const interval = (zone: string) => `[${points(low, zone)} ; ${points(high, zone)}]`;
  return {
    fr: `Effet des appels : ${counts(called)} appelés et ${counts(heldOut)} témoins ont donné, soit ${points(difference, 'fr-FR')} points ${interval('fr-FR')}${significant ? '' : ' : rien de significatif'}.`,
    en: `Effect of calling: ${counts(called)} of the called and ${counts(heldOut)} of the held out gave, ${points(difference, 'en-GB')} points ${interval('en-GB')}${significant ? '' : ': not beyond chance'}.`,
  };
}
