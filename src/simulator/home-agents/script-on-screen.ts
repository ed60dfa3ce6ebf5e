import { z } from 'zod';
import { scriptStepKinds } from '../../campaigns/index.ts';

const step = z.object({
  id: z.string(),
  kind: z.enum(scriptStepKinds),
  next: z.string().nullable(),
  branches: z.array(z.object({ label: z.string(), to: z.string() })),
  ask: z.int().nullable(),
  mandatory: z.object({ leastSeconds: z.int() }).nullable(),
});
export type ScreenStep = z.infer<typeof step>;

/** What an agent reads of the script for the donor on the line. */
export const scriptOnScreen = z.object({
  steps: z.array(step),
  protectedClosing: z.string().nullable(),
  objections: z.array(z.object({ key: z.int(), to: z.string().nullable() })),
});
export type ScriptOnScreen = z.infer<typeof scriptOnScreen>;

export const scriptAnswer = z.object({ script: scriptOnScreen.nullable() });

/** The step after this one when nobody branches off; undefined at the end. */
export function stepAfter({ steps }: ScriptOnScreen, step: ScreenStep): ScreenStep | undefined {
  if (step.next !== null) return steps.find(({ id }) => id === step.next);
  return step.kind === 'goodbye' ? undefined : steps[steps.indexOf(step) + 1];
}

/** The steps from the first one to the first that fits, which is the last given; as far as the script goes. */
export function stepsUntil(
  script: ScriptOnScreen,
  from: ScreenStep | undefined,
  fits: (step: ScreenStep) => boolean,
): readonly ScreenStep[] {
  const path: ScreenStep[] = [];
  for (let step = from; step !== undefined && !path.includes(step); step = stepAfter(script, step)) {
    path.push(step);
    if (fits(step)) break;
  }
  return path;
}

/** Where a yes to this ask leads. */
export function afterYes(script: ScriptOnScreen, ask: ScreenStep): ScreenStep | undefined {
  const targets = ask.branches.map(({ to }) => script.steps.find(({ id }) => id === to));
  return targets.find((step) => step?.kind === 'legal') ?? script.steps.find(({ kind }) => kind === 'legal');
}
