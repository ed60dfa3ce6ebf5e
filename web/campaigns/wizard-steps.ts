/** The steps of a new campaign, in their order; from the file on, the campaign is there, stopped. */
export const wizardSteps = [
  'charity',
  'template',
  'number',
  'file',
  'suppression',
  'segments',
  'offer',
  'script',
  'results',
  'hours',
  'recording',
  'rehearsal',
  'go',
] as const;
export type WizardStep = (typeof wizardSteps)[number];

const FIRST_WITH_CAMPAIGN = wizardSteps.indexOf('file');

/** Whether a step can be opened: those after the third are about a campaign that has been made. */
export function isOpen(step: WizardStep, campaignId: string | undefined): boolean {
  return campaignId !== undefined || wizardSteps.indexOf(step) < FIRST_WITH_CAMPAIGN;
}

export function stepAfter(step: WizardStep): WizardStep {
  return wizardSteps[wizardSteps.indexOf(step) + 1] ?? 'go';
}

export function stepBefore(step: WizardStep): WizardStep | undefined {
  return wizardSteps[wizardSteps.indexOf(step) - 1];
}

export interface WizardPlace {
  readonly campaignId: string | undefined;
  readonly step: WizardStep;
}

/** Where the wizard stands, by the address: it can be gone back to, and sent to a colleague. */
export function placeOf(search: string): WizardPlace {
  const query = new URLSearchParams(search);
  const campaignId = query.get('campagne') ?? undefined;
  const asked = wizardSteps.find((step) => step === query.get('etape'));
  const first = campaignId === undefined ? 'charity' : 'file';
  return { campaignId, step: asked !== undefined && isOpen(asked, campaignId) ? asked : first };
}

export function addressOf({ campaignId, step }: WizardPlace): string {
  const query = new URLSearchParams(campaignId === undefined ? {} : { campagne: campaignId });
  query.set('etape', step);
  return `/campagnes/nouvelle?${query.toString()}`;
}
