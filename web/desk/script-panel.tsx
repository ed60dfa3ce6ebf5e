import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { AgentPromises } from './answers.ts';
import { AskLadder } from './ask-ladder.tsx';
import { ObjectionKeys } from './objection-keys.tsx';
import { StepKeys } from './script-keys.tsx';
import { mayJump, type Script, type ScriptStep } from './script-walk.ts';
import type { Desk } from './use-desk.ts';
import type { Steps } from './use-step.ts';

interface ScriptPanelProps {
  readonly agent: AgentView;
  readonly script: Script;
  readonly steps: Steps;
  readonly asks: AgentPromises['asks'] | undefined;
  readonly desk: Desk;
}

/** What is read out now, in big type; where the talk may go from here; the answers to objections on their keys. */
export function ScriptPanel({ agent, script, steps, asks, desk }: ScriptPanelProps) {
  const { t } = useTranslation();
  const { current } = steps;
  const [objection, setObjection] = useState<number>();
  if (current === undefined) return null;
  const isTalking = agent.state === 'talking';
  const missing = agent.call?.missingSteps ?? [];
  const answered = script.objections.find(({ key }) => key === objection);
  const goOn = (to: string) => {
    setObjection(undefined);
    steps.go(to);
  };
  return (
    <section className="panel script" data-step={current.id} aria-label={t('script.title')}>
      <header>
        <StepList script={script} current={current} missing={missing} isTalking={isTalking} onGo={goOn} />
        {agent.call?.vulnerable !== true && (
          <AskLadder asks={asks} made={agent.call?.asks ?? []} current={current.ask} />
        )}
      </header>
      <p className="script-kind">
        {t(`script.kinds.${current.kind}`)}
        {current.ask !== null && <strong>{t('script.askOf', { ask: current.ask })}</strong>}
        {current.mandatory !== null && (
          <span className="mandatory">
            <Icon name="alert" />
            {t('script.mandatory')}
          </span>
        )}
      </p>
      <p className="script-text" lang={script.language} aria-live="polite">
        {answered === undefined ? current.text : answered.answer}
      </p>
      {answered !== undefined && <p className="script-answering">{t('script.answering', { label: answered.label })}</p>}
      {isTalking && (
        <StepKeys
          script={script}
          step={current}
          missing={missing}
          said={agent.call?.step ?? null}
          now={desk.clock.now()}
          answered={answered}
          onGo={goOn}
          onTick={steps.tick}
          onAnswered={() => setObjection(undefined)}
        />
      )}
      {isTalking && script.objections.length > 0 && (
        <ObjectionKeys
          objections={script.objections}
          shown={objection}
          heard={agent.call?.objections ?? []}
          language={script.language}
          onAnswer={(key) => {
            setObjection(key);
            steps.answer(key);
          }}
        />
      )}
    </section>
  );
}

interface StepListProps {
  readonly script: Script;
  readonly current: ScriptStep;
  readonly missing: NonNullable<AgentView['call']>['missingSteps'];
  readonly isTalking: boolean;
  readonly onGo: (to: string) => void;
}

/** Where we are, and a way to any step that may be gone to: one list, so that it costs one stop of the tab key. */
function StepList({ script, current, missing, isTalking, onGo }: StepListProps) {
  const { t } = useTranslation();
  const index = script.steps.indexOf(current) + 1;
  const first = script.steps.find(({ id }) => missing.some(({ step }) => step === id));
  return (
    <label className="step-list">
      <span>{t('script.step', { index, count: script.steps.length })}</span>
      <select value={current.id} disabled={!isTalking} onChange={({ target }) => onGo(target.value)}>
        {script.steps.map((step, place) => {
          const isOpen = step.id === current.id || mayJump(script, step, current, missing);
          return (
            <option key={step.id} value={step.id} disabled={!isOpen}>
              {place + 1}. {t(`script.kinds.${step.kind}`)}
              {step.ask === null ? '' : ` ${step.ask}`}
              {isOpen || first === undefined
                ? ''
                : ` (${t('script.after', { kind: t(`script.kinds.${first.kind}`) })})`}
            </option>
          );
        })}
      </select>
    </label>
  );
}
