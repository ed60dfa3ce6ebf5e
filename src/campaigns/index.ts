export { type BlockedContacts, countBlocked, type PlanCalls } from './blocked/blocked-contacts.ts';
export { type BlockedCause, type BlockedRow, blockedCauses } from './blocked/blocked-reason.ts';
export { type CallablePreview, countCallable } from './blocked/callable-preview.ts';
export { LOOK_LIMIT_MS, type Looked, lookAtContacts } from './blocked/look-at-contacts.ts';
export { type CallBasis, callBasis, saidToGate, usualBasis } from './call-basis.ts';
export { type Campaign, type CampaignStatus, campaignStatuses, type DialingMode, dialingModes } from './campaign.ts';
export { type CampaignPacing, campaignPacing } from './campaign-pacing.ts';
export { type ConsentGiven, type ConsentMeans, consentMeans, MAX_EVIDENCE } from './consent.ts';
export {
  type Candidate,
  type ContactNumber,
  type ContactStanding,
  type ContactState,
  contactStates,
  type DonorId,
  type NumberId,
  type PersonKnown,
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
  type CallerIdDay,
  type HealthWarning,
  healthWarnings,
  type NumberHealth,
  numberHealth,
  PAST_DAYS,
  RECENT_DAYS,
} from './figures/number-health.ts';
export { type FundraisingEventData, type FundraisingEventType, fundraisingEventData } from './fundraising-event.ts';
export {
  createHopper,
  HOPPER_MAXIMUM,
  HOPPER_REFILL_BELOW,
  HOPPER_STALE_MS,
  type Hopper,
  OWNER_WINDOW_MS,
} from './hopper.ts';
export type { CallableWeek } from './import/callable-week.ts';
export { type CheckOptions, type CheckReport, checkLeadFile, type RefusalCount } from './import/check-lead-file.ts';
export { type LeadColumn, leadColumns } from './import/column.ts';
export { type Encoding, encodings } from './import/file-text.ts';
export { type IssueCode, issueCodes, type LeadIssue, type Severity } from './import/issue.ts';
export type { ColumnMapping, Layout } from './import/layout.ts';
export type { LeadOutcome, LeadRow } from './import/lead-row.ts';
export {
  createLeadTally,
  DONOR_BATCH,
  donorBatches,
  type IssueCount,
  type LeadCounts,
  type LeadTally,
} from './import/lead-tally.ts';
export type { NewDonor } from './import/new-donor.ts';
export {
  type LeadFile,
  type LeadFileOptions,
  type LeadSource,
  MAX_LEAD_ROWS,
  readLeadFile,
} from './import/read-lead-file.ts';
export {
  type AttemptResult,
  afterAttempt,
  defaultRetryPolicy,
  type Reschedule,
  type RetryPolicy,
} from './retry-policy.ts';
