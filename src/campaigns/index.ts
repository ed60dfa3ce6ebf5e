export { actOfBankFact } from './banking/act-of-bank-fact.ts';
export { addDays, isDay } from './banking/bank-day.ts';
export { type BankFact, type BankFile, bankFactStatuses } from './banking/bank-fact.ts';
export { MAX_BANK_FILE_BYTES } from './banking/bank-xml.ts';
export { debitsWritten, type WrittenDebit } from './banking/begun-file.ts';
export type { DueCollection, RefusedCollection } from './banking/collection.ts';
export { dayIn, dueCollection } from './banking/due-collection.ts';
export { mandateOfEndToEndId } from './banking/end-to-end-id.ts';
export { collectionFiles, MAX_FILE_COLLECTIONS, writePain008 } from './banking/pain-008.ts';
export { planCollections } from './banking/plan-collections.ts';
export { readBankFile } from './banking/read-bank-file.ts';
export { type BlockedContacts, countBlocked, type PlanCalls } from './blocked/blocked-contacts.ts';
export { type BlockedCause, type BlockedRow, blockedCauses } from './blocked/blocked-reason.ts';
export { type CallablePreview, countCallable } from './blocked/callable-preview.ts';
export { LOOK_LIMIT_MS, type Looked, lookAtContacts } from './blocked/look-at-contacts.ts';
export { type CallBasis, callBasis, saidToGate, usualBasis } from './call-basis.ts';
export { type CallbackState, callbackState, callbackStates, isMissed, MAX_CALLBACKS } from './callback/callback.ts';
export { type CallbackProblem, type CallbackWindow, callbackProblems } from './callback/callback-window.ts';
export { MAX_SPOKEN_TIME, spokenTime } from './callback/spoken-time.ts';
export { type Campaign, type CampaignStatus, campaignStatuses, type DialingMode, dialingModes } from './campaign.ts';
export { type CampaignKind, campaignKinds } from './campaign-kind.ts';
export { type CampaignPacing, campaignPacing } from './campaign-pacing.ts';
export { campaignPlan, type PlanChange, type PlanProblem, planChange } from './campaign-plan.ts';
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
export { type Currency, currencies, currencyOf } from './currency.ts';
export {
  type Disposition,
  type DispositionCode,
  type DispositionEffect,
  dispositionCodes,
  dispositions,
  isAgreement,
  type Outcome,
  outcomes,
  systemDisposition,
} from './disposition.ts';
export { type CampaignRecord, RECORD_PAGE, type ReadRecords } from './export/record.ts';
export { recordLayout } from './export/record-layout.ts';
export {
  type CallerIdDay,
  type HealthWarning,
  healthWarnings,
  type NumberHealth,
  numberHealth,
  PAST_DAYS,
  RECENT_DAYS,
} from './figures/number-health.ts';
export { objectives } from './figures/objective.ts';
export { promiseGroupings } from './figures/promise-figures.ts';
export { reasonKinds } from './figures/reason-count.ts';
export { type FundraisingEventData, type FundraisingEventType, fundraisingEventData } from './fundraising-event.ts';
export type { SegmentPlan } from './hopper/calling-order.ts';
export { type End, endsReached, endWords, reachedBy } from './hopper/end-reached.ts';
export { explainLead, leadReasons, whyBefore } from './hopper/explain-lead.ts';
export { type Arm, type ArmCount, armOf, arms, type Effect, effectOf, type HoldOut } from './hopper/hold-out.ts';
export { type ArmRow, effectWords, type HoldOutEffect, holdOutEffect } from './hopper/hold-out-effect.ts';
export {
  createHopper,
  HOPPER_MAXIMUM,
  HOPPER_REFILL_BELOW,
  HOPPER_STALE_MS,
  type Hopper,
  OWNER_WINDOW_MS,
} from './hopper/hopper.ts';
export type { CallingOrder } from './hopper/order.ts';
export { type CampaignPlan, planOf, withPlan } from './hopper/plan.ts';
export { noStopRules, type StopReason, type StopRules, stopReasons } from './hopper/stop-rule.ts';
export { worth } from './hopper/worth.ts';
export type { CallableWeek } from './import/callable-week.ts';
export { type CheckOptions, type CheckReport, checkLeadFile, type RefusalCount } from './import/check-lead-file.ts';
export { type LeadColumn, leadColumns } from './import/column.ts';
export { type Encoding, encodings } from './import/file-text.ts';
export {
  type ImportBatch,
  type ImportCounts,
  type ImportSettings,
  type ImportState,
  importStates,
  type KeptBecause,
  keptReasons,
  type UndoCounts,
} from './import/import-batch.ts';
export {
  type ImportActName,
  ImportDesk,
  type ImportDeskOptions,
  type ImportJob,
} from './import/import-desk.ts';
export type {
  ImportMapping,
  ImportMove,
  ImportStore,
  KeptDonor,
  NewImportBatch,
  PackedDonors,
  UndoStep,
} from './import/import-store.ts';
export {
  applyImport,
  beginImport,
  type ImportFiles,
  type ImportParts,
  type ImportProgress,
  LeadFault,
  type LookedUpload,
  lookAtUpload,
  previewImport,
  setReading,
  undoImport,
} from './import/imports.ts';
export { type IssueCode, issueCodes, type LeadIssue, type Severity } from './import/issue.ts';
export type { ColumnMapping, Layout } from './import/layout.ts';
export { type LeadReading, lookAtLeads, readLeads } from './import/lead-reader.ts';
export type { LeadOutcome, LeadRow } from './import/lead-row.ts';
export { type OpenedLeadFile, openLeads } from './import/lead-source.ts';
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
  type LeadChunk,
  type LeadFileShape,
  type LeadPlace,
  type LeadReport,
  type LookedLeadFile,
  MAX_LEAD_BYTES,
} from './import/reading.ts';
export { LeadRefusal } from './import/refusal.ts';
export {
  type Ask,
  type AskRefusal,
  defaultGridCents,
  type Giving,
  type LadderKind,
  ladder,
  ladderKinds,
  refuseSaid,
} from './ladder.ts';
export { type CampaignDraft, newCampaign } from './new-campaign.ts';
export { type Offer, type OfferTaken, takeOffer } from './offer.ts';
export type { MessageClaim, SentMessages } from './outgoing/sent-messages.ts';
export {
  nextTryAt,
  type OutgoingEvent,
  WAITING_MAXIMUM,
  type Webhook,
  type WebhookFailure,
  type WebhookStanding,
  type WebhookStore,
} from './outgoing/webhook.ts';
export {
  comeBack,
  type PacingTrial,
  TRIAL_MINUTES,
  type TrialOutcome,
  trialLengthMs,
  trialOutcomes,
  triedOf,
} from './pacing-trial.ts';
export { checkPlan, type PlanFact, type PlanParts, type PlanResult, planCampaign } from './plan-campaign.ts';
export type { AgreedTerms } from './promise/agree-promise.ts';
export { type BankAccount, type IbanProblem, maskedIban, readIban } from './promise/bank-account.ts';
export type { CardAsked, CardLink, CardLinks } from './promise/card-port.ts';
export { type Creditor, isCreditorId } from './promise/creditor.ts';
export { erasureObstacles } from './promise/erasure-obstacles.ts';
export { type MandatePaper, mandatePdf } from './promise/mandate-pdf.ts';
export { type MandateState, mandateStates, moveMandate } from './promise/mandate-state.ts';
export { mandateText } from './promise/mandate-text.ts';
export type { Message, MessageChannel, MessageSent, Messages } from './promise/message-port.ts';
export { noMessages } from './promise/message-port.ts';
export { monthlyCents } from './promise/money.ts';
export type { PromiseAct, PromiseRefusal } from './promise/promise-act.ts';
export {
  createPromiseDesk,
  type PromiseActor,
  type PromiseDesk,
  type PromiseDeskParts,
} from './promise/promise-desk.ts';
export type { PromiseFact } from './promise/promise-fact.ts';
export {
  createPromiseHouse,
  type PromiseHouse,
  type PromiseHouseParts,
  type PromisePorts,
} from './promise/promise-house.ts';
export {
  type CancelCause,
  cancelCauses,
  type DebitDay,
  debitDays,
  type FreezeCause,
  type Frequency,
  frequencies,
  type MoneySource,
  type PromiseChannel,
  type PromiseKind,
  promiseChannels,
  promiseKinds,
} from './promise/promise-kind.ts';
export {
  type MandateRecord,
  PROMISE_PAGE,
  type PromiseDetails,
  type PromiseRecord,
  type PromisesAsked,
  type ReminderCandidate,
  type ReminderStop,
  type SignatureMethod,
} from './promise/promise-record.ts';
export { movePromise, type PromiseState, promiseStates } from './promise/promise-state.ts';
export type { PromisePerson, PromiseStore } from './promise/promise-store.ts';
export { giftWords, type Language as DonorLanguage, promisedWords } from './promise/promise-words.ts';
export { ibanPlace, MAX_FIELD } from './promise/signing-desk.ts';
export type { OpenSigning, Signing, SigningProblem, SigningView } from './promise/signing-page-view.ts';
export { type RefusalReason, refusalReasons, refusalWords } from './refusal-reason.ts';
export {
  type AttemptResult,
  afterAttempt,
  defaultRetryPolicy,
  type Reschedule,
  type RetryPolicy,
} from './retry-policy.ts';
export { type CampaignScript, campaignScript, scriptForFloor, scriptSkill } from './script/campaign-script.ts';
export { readScript, type ScriptProblem } from './script/check-script.ts';
export { protectedScript, type RenderedScript, renderScript, type ScriptCall } from './script/render-script.ts';
export { type DiffLine, scriptDiff } from './script/script-diff.ts';
export {
  QUIZ_QUESTIONS,
  type ScriptDocument,
  type ScriptState,
  scriptDocument,
  scriptStates,
  scriptStepKinds,
} from './script/script-document.ts';
export {
  type CallbackRecord,
  type CallStep,
  type Certification,
  type ProtectionRecord,
  SCRIPT_PAGE,
  SCRIPT_VERSIONS,
  type ScriptStore,
  type ScriptVersion,
  scriptState,
  type UsefulContactRecord,
} from './script/script-store.ts';
export {
  asksMade,
  type MissingStep,
  missingSteps,
  type StepTime,
  type StepVisit,
  stepTimes,
} from './script/step-times.ts';
export { type CallFacts, suggestDisposition } from './suggest-disposition.ts';
export type { CampaignTemplate } from './templates/template.ts';
export { campaignTemplate, campaignTemplates, retryPolicyOf } from './templates/templates.ts';
export { type NotUsefulReason, notUsefulReasons, usefulContact } from './useful-contact.ts';
export { COOL_DOWN_MS, type CoolDownCause, coolDownCause, coolDownCauses } from './vulnerable/cool-down.ts';
export { type ProtectionOutcome, protectionOutcomes, protects } from './vulnerable/protection.ts';
export { type Employment, employments } from './working-time/index.ts';
