export { type Campaign, type CampaignStatus, campaignStatuses, type DialingMode, dialingModes } from './campaign.ts';
export {
  type Candidate,
  type ContactNumber,
  type ContactState,
  contactStates,
  type DonorId,
  type NumberId,
} from './contact.ts';
export {
  type Disposition,
  type DispositionCode,
  type DispositionEffect,
  dispositionCodes,
  dispositions,
  type Outcome,
  outcomes,
  systemDisposition,
} from './disposition.ts';
export {
  createHopper,
  HOPPER_MAXIMUM,
  HOPPER_REFILL_BELOW,
  HOPPER_STALE_MS,
  type Hopper,
  OWNER_WINDOW_MS,
} from './hopper.ts';
export {
  type AttemptResult,
  afterAttempt,
  defaultRetryPolicy,
  type Reschedule,
  type RetryPolicy,
} from './retry-policy.ts';
