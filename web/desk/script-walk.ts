import type { AgentScript, AgentView } from '../../src/http/contract/index.ts';

export type Script = NonNullable<AgentScript['script']>;
export type ScriptStep = Script['steps'][number];
type Missing = NonNullable<AgentView['call']>['missingSteps'];

/** The step on the screen: the one said, else the first. */
export function stepOf(script: Script, id: string | null): ScriptStep | undefined {
  return script.steps.find((step) => step.id === id) ?? script.steps[0];
}

/** What the one "next" key does here: reads out a mandatory step, goes on, or nothing as yet. */
export type NextMove =
  | { readonly does: 'wait'; readonly until: number | null }
  | { readonly does: 'tick' }
  | { readonly does: 'go'; readonly to: string }
  | { readonly does: 'end' };

export function nextMove(step: ScriptStep, missing: Missing, said: string | null, now: number): NextMove {
  const own = missing.find((each) => each.step === step.id);
  if (own !== undefined) {
    // By the server's time: first it has to know of the step at all.
    if (said !== step.id) return { does: 'wait', until: null };
    if (own.enoughAt !== null && own.enoughAt > now) return { does: 'wait', until: own.enoughAt };
    if (!own.ticked) return { does: 'tick' };
  }
  return step.next === null ? { does: 'end' } : { does: 'go', to: step.next };
}

/** Whether the list of steps may be used to jump there: no mandatory step is passed over, a polite end is always near. */
export function mayJump(script: Script, to: ScriptStep, current: ScriptStep, missing: Missing): boolean {
  if (to.id === current.id || to.kind === 'goodbye') return to.id !== current.id;
  const first = script.steps.findIndex(({ id }) => missing.some((each) => each.step === id));
  return first === -1 || script.steps.indexOf(to) <= first;
}

export function stepBefore(script: Script, current: ScriptStep): ScriptStep | undefined {
  const index = script.steps.indexOf(current);
  return script.steps.find(({ next }) => next === current.id) ?? script.steps[index - 1];
}
