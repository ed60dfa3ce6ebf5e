import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView, DonorCard } from '../../src/http/contract/index.ts';
import type { DispositionList } from './answers.ts';
import type { DeskPanel, DraftOfCall } from './call-draft.ts';
import { CallbackPicker } from './callback-picker.tsx';
import { PromisePanel } from './promise-panel.tsx';
import { ScriptPanel } from './script-panel.tsx';
import { StatePanel } from './state-panel.tsx';
import type { Desk } from './use-desk.ts';
import { useKey, useSingleKey } from './use-key.ts';
import { usePromises } from './use-promises.ts';
import { useScript } from './use-script.ts';
import { useStep } from './use-step.ts';
import { WrapUpForm } from './wrap-up-form.tsx';

interface DeskCentreProps {
  readonly agent: AgentView;
  readonly desk: Desk;
  readonly card: DonorCard | null;
  readonly choices: DispositionList;
  readonly draft: DraftOfCall;
  /** A script that is still to be learnt; shown while nobody is on the line. */
  readonly briefing: ReactNode;
  readonly lineTooBad: boolean;
}

/** The call: its state, what is read out, what is agreed, and in the end its result. */
export function DeskCentre({ agent, desk, card, choices, draft, briefing, lineTooBad }: DeskCentreProps) {
  const { t } = useTranslation();
  const { call, state } = agent;
  const script = useScript(agent, desk.isLive);
  const promises = usePromises(agent, desk);
  const steps = useStep(agent, script, desk, draft);
  const isDonor = call !== null && (state === 'talking' || state === 'wrap-up');
  // To a protected person only the kind end is read out.
  const panel = isDonor && !call.vulnerable ? (draft.draft.panel ?? 'script') : 'script';
  usePanelKeys(isDonor && !call.vulnerable, panel, draft);
  const goToStep = (step: string) => {
    draft.change({ panel: 'script' });
    steps.go(step);
  };
  const isBefore = agent.preview !== null || (state === 'reserved' && call !== null);
  return (
    <div className="desk-centre" data-panel={panel}>
      <StatePanel agent={agent} desk={desk} card={card} lineTooBad={lineTooBad} />
      {!isDonor && !isBefore && briefing}
      {script != null && (state === 'talking' || isBefore) && (
        <ScriptPanel agent={agent} script={script} steps={steps} asks={promises.found?.asks} desk={desk} />
      )}
      {isDonor && panel === 'promise' && (
        <PromisePanel
          key={`promise ${call.attemptId}`}
          agent={agent}
          call={call}
          desk={desk}
          promises={promises}
          draft={draft}
          onGoToStep={script == null ? undefined : goToStep}
        />
      )}
      {state === 'talking' && panel === 'callback' && (
        <section className="panel callback-panel" aria-label={t('callback.title')}>
          <h2>{t('callback.title')}</h2>
          <CallbackPicker draft={draft} focus />
        </section>
      )}
      {state === 'wrap-up' && call !== null && (
        <WrapUpForm
          key={`result ${call.attemptId}`}
          agent={agent}
          desk={desk}
          choices={choices}
          draft={draft}
          promiseCount={promises.found?.promises.length ?? 0}
        />
      )}
    </div>
  );
}

/** F6 the promise, F7 the callback; the same key puts it away, what was typed in it stays. */
function usePanelKeys(isOn: boolean, panel: DeskPanel, { change }: DraftOfCall): void {
  const toggle = (to: DeskPanel) => (isOn ? () => change({ panel: panel === to ? 'script' : to }) : undefined);
  useKey('F6', toggle('promise'));
  useKey('F7', toggle('callback'));
  useSingleKey('E', toggle('promise'));
  useSingleKey('R', toggle('callback'));
}
