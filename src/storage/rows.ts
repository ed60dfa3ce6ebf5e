import type * as schema from './sqlite/schema.ts';

export type DonorRow = typeof schema.donors.$inferSelect;
export type ConsentRow = typeof schema.consents.$inferSelect;
export type NumberRow = typeof schema.numbers.$inferSelect;
/** Without the columns that are computed from the others. */
export type ContactRow = Omit<typeof schema.contacts.$inferSelect, 'state' | 'dueSlot'>;
export type CampaignRow = typeof schema.campaigns.$inferSelect;
export type AttemptRow = typeof schema.attempts.$inferSelect;
export type LegRow = typeof schema.legs.$inferSelect;
export type ObjectionRow = typeof schema.objections.$inferSelect;
export type AgentSessionRow = typeof schema.agentSessions.$inferSelect;
export type CampaignCountRow = typeof schema.campaignCounts.$inferSelect;
export type CallerIdDayRow = typeof schema.callerIdDays.$inferSelect;
export type HourRow = typeof schema.hours.$inferSelect;
export type HourReasonRow = typeof schema.hourReasons.$inferSelect;
export type AgentTimeRow = typeof schema.agentTimes.$inferSelect;
export type CountedPromiseRow = typeof schema.countedPromises.$inferSelect;
export type ScriptRow = typeof schema.scripts.$inferSelect;
export type CertificationRow = typeof schema.certifications.$inferSelect;
export type StepVisitRow = typeof schema.stepVisits.$inferSelect;
export type UsefulContactRow = typeof schema.usefulContacts.$inferSelect;
export type CallbackRow = typeof schema.callbacks.$inferSelect;
export type ProtectionRow = typeof schema.protections.$inferSelect;
export type CampaignChangeRow = typeof schema.campaignChanges.$inferSelect;
export type AccountRow = typeof schema.accounts.$inferSelect;
export type AccountLinkRow = typeof schema.accountLinks.$inferSelect;
export type AccountChangeRow = typeof schema.accountChanges.$inferSelect;
export type SecondFactorRow = typeof schema.secondFactors.$inferSelect;
export type RecoveryCodeRow = typeof schema.recoveryCodes.$inferSelect;
export type OpenSessionRow = typeof schema.openSessions.$inferSelect;
export type PasskeyRow = typeof schema.passkeys.$inferSelect;
export type SignInEventRow = typeof schema.signInEvents.$inferSelect;
export type ApiKeyRow = typeof schema.apiKeys.$inferSelect;
export type PacingTrialRow = typeof schema.pacingTrials.$inferSelect;
export type FloorNoteRow = typeof schema.floorNotes.$inferSelect;
export type LineMinuteRow = typeof schema.lineMinutes.$inferSelect;
export type CareSettingRow = typeof schema.careSettings.$inferSelect;
export type DonorAccessRow = typeof schema.donorAccesses.$inferSelect;
export type ImportBatchRow = typeof schema.importBatches.$inferSelect;
export type ImportChangeRow = typeof schema.importChanges.$inferSelect;
export type ImportMappingRow = typeof schema.importMappings.$inferSelect;

/** The tables beside the log: what imports put there, and what is projected from the log. */
export interface Tables {
  readonly campaigns: CampaignRow;
  readonly donors: DonorRow;
  readonly consents: ConsentRow;
  readonly numbers: NumberRow;
  readonly contacts: ContactRow;
  readonly attempts: AttemptRow;
  readonly legs: LegRow;
  readonly objections: ObjectionRow;
  readonly agentSessions: AgentSessionRow;
  readonly campaignCounts: CampaignCountRow;
  readonly callerIdDays: CallerIdDayRow;
  readonly hours: HourRow;
  readonly hourReasons: HourReasonRow;
  readonly agentTimes: AgentTimeRow;
  readonly countedPromises: CountedPromiseRow;
  readonly campaignChanges: CampaignChangeRow;
  readonly promises: typeof schema.promises.$inferSelect;
  readonly mandates: typeof schema.mandates.$inferSelect;
  readonly promiseActs: typeof schema.promiseActs.$inferSelect;
  readonly promiseDetails: typeof schema.promiseDetails.$inferSelect;
  readonly creditors: typeof schema.creditors.$inferSelect;
  readonly scripts: ScriptRow;
  readonly certifications: CertificationRow;
  readonly stepVisits: StepVisitRow;
  readonly usefulContacts: UsefulContactRow;
  readonly callbacks: CallbackRow;
  readonly protections: ProtectionRow;
  readonly accounts: AccountRow;
  readonly accountChanges: AccountChangeRow;
  readonly accountLinks: AccountLinkRow;
  readonly secondFactors: SecondFactorRow;
  readonly recoveryCodes: RecoveryCodeRow;
  readonly openSessions: OpenSessionRow;
  readonly apiKeys: ApiKeyRow;
  readonly passkeys: PasskeyRow;
  readonly signInEvents: SignInEventRow;
  readonly lineMinutes: LineMinuteRow;
  readonly pacingTrials: PacingTrialRow;
  readonly floorNotes: FloorNoteRow;
  readonly donorAccesses: DonorAccessRow;
  readonly careSettings: CareSettingRow;
  readonly importBatches: ImportBatchRow;
  readonly importChanges: ImportChangeRow;
  readonly importMappings: ImportMappingRow;
}
export type TableName = keyof Tables;

export const keyOf = {
  campaigns: 'campaignId',
  donors: 'donorId',
  consents: 'consentId',
  numbers: 'numberId',
  contacts: 'contactId',
  attempts: 'attemptId',
  legs: 'legId',
  objections: 'objectionId',
  agentSessions: 'agentId',
  campaignCounts: 'counterId',
  callerIdDays: 'counterId',
  hours: 'counterId',
  hourReasons: 'counterId',
  agentTimes: 'agentId',
  countedPromises: 'promiseId',
  campaignChanges: 'changeId',
  promises: 'promiseId',
  mandates: 'mandateId',
  promiseActs: 'actKey',
  promiseDetails: 'promiseId',
  creditors: 'clientId',
  scripts: 'scriptId',
  certifications: 'certificationId',
  stepVisits: 'visitId',
  usefulContacts: 'attemptId',
  callbacks: 'contactId',
  protections: 'contactId',
  accounts: 'userId',
  accountChanges: 'changeId',
  accountLinks: 'linkHash',
  secondFactors: 'userId',
  recoveryCodes: 'codeHash',
  openSessions: 'sessionKey',
  apiKeys: 'keyId',
  passkeys: 'credentialId',
  signInEvents: 'eventId',
  lineMinutes: 'lineMinuteId',
  pacingTrials: 'trialId',
  floorNotes: 'noteId',
  donorAccesses: 'accessId',
  careSettings: 'settingId',
  importBatches: 'batchId',
  importChanges: 'changeId',
  importMappings: 'mappingId',
} as const satisfies { readonly [T in TableName]: keyof Tables[T] };

/** Tables that hold nothing but projections: a rebuild empties them first. */
export const projectedTables = [
  'attempts',
  'legs',
  'objections',
  'agentSessions',
  'campaignCounts',
  'callerIdDays',
  'hours',
  'hourReasons',
  'agentTimes',
  'countedPromises',
  'campaignChanges',
  'pacingTrials',
  'promises',
  'mandates',
  'promiseActs',
  'scripts',
  'certifications',
  'stepVisits',
  'usefulContacts',
  'callbacks',
  'protections',
  'careSettings',
] as const satisfies readonly TableName[];
