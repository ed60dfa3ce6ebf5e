import type { SessionView, SetUpChoices, SetUpView } from '../../src/http/contract/index.ts';
import type { WizardStep } from './wizard-steps.ts';

/** What every step is given. */
export interface StepProps {
  readonly who: SessionView;
  readonly choices: SetUpChoices;
  /** Undefined until the campaign has been made. */
  readonly campaign: SetUpView | undefined;
  /** Reads choices and campaign again. */
  readonly onChanged: () => void;
  readonly onGo: (step: WizardStep, campaignId?: string) => void;
}

/** A step about a campaign that is there. */
export interface CampaignStepProps extends Omit<StepProps, 'campaign'> {
  readonly campaign: SetUpView;
}
