export { type Campaign, type CampaignStatus, campaignStatuses, type DialingMode, dialingModes } from './campaign.ts';
export { type Candidate, type ContactNumber, type ContactState, contactStates, type DonorId, type NumberId } from './contact.ts';
export { type DispositionCode, dispositionCodes, type Outcome, outcomes } from './disposition.ts';
