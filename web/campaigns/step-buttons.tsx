import { useTranslation } from 'react-i18next';
import { stepBefore, type WizardStep } from './wizard-steps.ts';

interface StepButtonsProps {
  readonly step: WizardStep;
  readonly isBusy?: boolean;
  /** Missing: this step can only be gone through by its own act. */
  readonly onSkip?: (() => void) | undefined;
  readonly onBack: (step: WizardStep) => void;
  readonly submit?: string;
}

/** Back, skip, and on: the last one is the form's own act. */
export function StepButtons({ step, isBusy = false, onSkip, onBack, submit }: StepButtonsProps) {
  const { t } = useTranslation();
  const before = stepBefore(step);
  return (
    <div className="step-buttons">
      {/* Not disabled: that would take the focus away. */}
      <button type="submit" className="primary" aria-disabled={isBusy}>
        {t(isBusy ? 'campaigns.busy' : (submit ?? 'campaigns.next'))}
      </button>
      {onSkip !== undefined && (
        <button type="button" onClick={onSkip}>
          {t('campaigns.skip')}
        </button>
      )}
      {before !== undefined && (
        <button type="button" className="quiet" onClick={() => onBack(before)}>
          {t('campaigns.back')}
        </button>
      )}
    </div>
  );
}
