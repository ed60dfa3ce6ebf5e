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
export type AccountRow = typeof schema.accounts.$inferSelect;
export type CareSettingRow = typeof schema.careSettings.$inferSelect;
export type DonorAccessRow = typeof schema.donorAccesses.$inferSelect;

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
  readonly accounts: AccountRow;
  readonly donorAccesses: DonorAccessRow;
  readonly careSettings: CareSettingRow;
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
  accounts: 'userId',
  donorAccesses: 'accessId',
  careSettings: 'settingId',
} as const satisfies { readonly [T in TableName]: keyof Tables[T] };

/** Tables that hold nothing but projections: a rebuild empties them first. */
export const projectedTables = [
  'attempts',
  'legs',
  'objections',
  'agentSessions',
  'campaignCounts',
  'callerIdDays',
  'careSettings',
] as const satisfies readonly TableName[];
