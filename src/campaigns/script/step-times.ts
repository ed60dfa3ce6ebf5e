import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { CampaignScript } from './campaign-script.ts';

/** A step of the script on the screen of the agent, by the server's time. */
export interface StepVisit {
  readonly step: string;
  readonly at: UtcMs;
  /** The agent says that it was read out. */
  readonly ticked: boolean;
}

export interface StepTime {
  readonly step: string;
  readonly shownMs: DurationMs;
  readonly visits: number;
  readonly ticked: boolean;
}

/** A mandatory step that does not stand yet, and what of it does. */
export interface MissingStep {
  readonly step: string;
  readonly leastMs: DurationMs;
  readonly shownMs: DurationMs;
  readonly ticked: boolean;
}

/** How long each step was on the screen: from its visit to the next one, the last until `until`. */
export function stepTimes(visits: readonly StepVisit[], until: UtcMs): readonly StepTime[] {
  const times = new Map<string, StepTime>();
  for (const [index, { step, at, ticked }] of visits.entries()) {
    const end = visits[index + 1]?.at ?? Math.max(at, until);
    const known = times.get(step) ?? { step, shownMs: 0, visits: 0, ticked: false };
    const again = visits[index - 1]?.step === step;
    times.set(step, {
      step,
      shownMs: known.shownMs + (end - at),
      visits: known.visits + (again ? 0 : 1),
      ticked: known.ticked || ticked,
    });
  }
  return [...times.values()];
}

/** The mandatory steps that were not shown for their time, or not ticked: no agreement stands without them. */
export function missingSteps(
  script: CampaignScript | undefined,
  visits: readonly StepVisit[],
  until: UtcMs,
): readonly MissingStep[] {
  if (script === undefined || script.mandatory.length === 0) return [];
  const times = stepTimes(visits, until);
  return script.mandatory
    .map(({ step, leastMs }) => {
      const { shownMs = 0, ticked = false } = times.find((time) => time.step === step) ?? {};
      return { step, leastMs, shownMs, ticked };
    })
    .filter(({ leastMs, shownMs, ticked }) => !ticked || shownMs < leastMs);
}

/** The asks that were made, in their order, each once: the last is the one that an agreement answers. */
export function asksMade(script: CampaignScript | undefined, visits: readonly StepVisit[]): readonly number[] {
  const made = visits.flatMap(({ step }) => script?.asks.find((ask) => ask.step === step)?.ask ?? []);
  return [...new Set(made)];
}
