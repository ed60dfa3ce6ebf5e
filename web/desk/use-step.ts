import { useCallback, useEffect, useEffectEvent } from 'react';
import type { AgentView } from '../../src/http/contract/index.ts';
import type { CallDraft, DraftOfCall } from './call-draft.ts';
import { type Script, type ScriptStep, stepOf } from './script-walk.ts';
import type { Desk } from './use-desk.ts';

export interface Steps {
  readonly current: ScriptStep | undefined;
  readonly go: (step: string) => void;
  readonly tick: () => void;
  readonly answer: (objection: number) => void;
}

/** The step on the screen: shown at once, told to the server, told again when the line to it was down. */
export function useStep(
  agent: AgentView,
  script: Script | null | undefined,
  desk: Desk,
  { draft, change }: DraftOfCall,
): Steps {
  const { call } = agent;
  const said = call?.step ?? null;
  const unsent = draft.step;
  const current = script == null ? undefined : stepOf(script, unsent ?? said);
  const isTalking = agent.state === 'talking' && call !== null;
  const id = current?.id;

  useEffect(() => {
    if (unsent !== undefined && unsent === said) change(without(said));
  }, [unsent, said, change]);

  // What stands on the screen is told, the first step too, and after a lost connection once more.
  const tell = useEffectEvent(async (step: string) => {
    if (await desk.act('/step', { step })) return;
    if (desk.isLive) change(without(step));
  });
  useEffect(() => {
    if (isTalking && desk.isLive && !desk.readOnly && id !== undefined && id !== said) void tell(id);
  }, [isTalking, desk.isLive, desk.readOnly, id, said]);

  const go = useCallback((step: string) => change({ step }), [change]);
  const tick = () => void (id !== undefined && desk.act('/step', { step: id, ticked: true }));
  const answer = (objection: number) => void (id !== undefined && desk.act('/step', { step: id, objection }));
  return { current, go, tick, answer };
}

/** The step is the server's now; one that was gone to meanwhile is not. */
function without(step: string) {
  return (was: CallDraft): CallDraft => (was.step === step ? { step: undefined } : {});
}
