import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Desk } from './use-desk.ts';

interface MissingStepsProps {
  readonly agent: AgentView;
  readonly call: NonNullable<AgentView['call']>;
  readonly desk: Desk;
  readonly onGoToStep: ((step: string) => void) | undefined;
}

/** What has to be read out before an agreement stands, and the way there. */
export function MissingSteps({ agent, call, desk, onGoToStep }: MissingStepsProps) {
  const { t } = useTranslation();
  if (call.missingSteps.length === 0) return null;
  const isTalking = agent.state === 'talking';
  return (
    <div className="notice missing" role="status">
      <Icon name="alert" />
      <span>{t(isTalking ? 'promise.readFirst' : 'promise.notRead')}</span>
      {call.missingSteps.map(({ step }) =>
        isTalking && onGoToStep !== undefined ? (
          <button key={step} type="button" className="small" onClick={() => onGoToStep(step)}>
            {t('promise.goToStep', { step })}
          </button>
        ) : (
          <button
            key={step}
            type="button"
            className="small"
            onClick={() => void desk.act('/step', { step, ticked: true })}
          >
            {t('promise.wasRead', { step })}
          </button>
        ),
      )}
    </div>
  );
}
