import { useTranslation } from 'react-i18next';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';

/** Nothing is recorded, and that is said. */
export function RecordingStep({ onGo }: CampaignStepProps) {
  const { t } = useTranslation();
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        onGo('rehearsal');
      }}
    >
      <p>{t('campaigns.noRecording')}</p>
      <p className="muted">{t('campaigns.noRecordingMore')}</p>
      <StepButtons step="recording" onBack={onGo} />
    </form>
  );
}
