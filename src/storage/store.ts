import type {
  CampaignChange,
  FigureGroup,
  FiguresQuestion,
  PromiseQuestion,
  PromiseTally,
  ReasonFigure,
  ReasonQuestion,
} from '../campaigns/figures/index.ts';
import type {
  ArmRow,
  CallerIdDay,
  Campaign,
  ContactStanding,
  DonorId,
  ImportStore,
  NewDonor,
  Outcome,
  PromiseStore,
  ReadRecords,
  ScriptStore,
  SentMessages,
  WebhookStore,
} from '../campaigns/index.ts';
import type { FloorStore } from '../dialer/index.ts';
import type { AgentId, CampaignId, ClientId, ContactId, OrgId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { Account, AccountChange } from './account.ts';
import type { ConsentChange, ConsentReport } from './consent/consent-change.ts';
import type { DonorAccess, DonorRecord, ErasureReport, IdleQuestion, OldCall } from './erasure/donor-record.ts';
import type { FloorNoteStore } from './floor-note.ts';
import type { ErasedLedger, ErasedPerson } from './ledger/ledger-tables.ts';
import type { LineQualityStore } from './line-minute.ts';
import type { PacingTrialStore } from './pacing-trial-store.ts';
import type { Placement } from './replace-contact.ts';
import type { SignInStore } from './sign-in-store.ts';

export type {
  AgentSession,
  EventPage,
  KnownNumber,
  ObjectionPage,
  OpenAttempt,
  OpenWrapUp,
} from '../dialer/index.ts';

export interface CampaignCounts {
  readonly campaignId: CampaignId;
  readonly placed: number;
  readonly answered: number;
  readonly bridged: number;
  readonly abandoned: number;
  readonly ended: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

export interface AnsweredCounts {
  readonly connected: number;
  readonly abandoned: number;
}

export interface ContactTally {
  readonly ready: number;
  readonly due: number;
  readonly dialing: number;
  readonly callback: number;
  readonly closed: number;
  readonly held: number;
  readonly suppressed: number;
}

/** What the screen shows of a donor to the agent who has the call: the only way personal data leaves storage. */
export interface DonorCard {
  readonly contactId: ContactId;
  readonly donorCode: string;
  readonly civility: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly lastGiftCents: number | null;
  readonly lastGiftOn: string | null;
  readonly totalGiftsCents: number | null;
  readonly giftCount: number | null;
  readonly comment: string | null;
}

export type { NewDonor } from '../campaigns/index.ts';

export interface ImportReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly suppressed: number;
}

/** Contacts in one page of `contactPage`: asking the gate about so many holds the loop some milliseconds. */
export const CONTACT_PAGE = 100;

/** Length of the secret under which numbers are known after their erasure. */
export const SECRET_BYTES = 32;

/** `readEvents` gives at most so many events a page, whatever is asked, so that taking one over stays a few milliseconds. */
export const READ_EVENTS_MAXIMUM = 1_000;

/**
 * Durable storage. Every operation rejects with a `StorageError`.
 * Everything is asynchronous and assumes nothing of SQLite; a PostgreSQL adapter will pass the same suite. */
export interface Store extends FloorStore {
  /** Recomputes every projection from the log; the rows must come out the same. */
  rebuild(): Promise<void>;

  putCampaign(campaign: Campaign): Promise<void>;
  /**
   * Places the contacts of a list anew, by its campaign's plan as it is: their order, and, before the first call, the arm
   * that each is drawn into. A list of a million takes some seconds, in steps between which others may write.
   */
  placeContacts(campaignId: CampaignId, at: UtcMs): Promise<Placement>;
  /**
   * Idempotent by (client, donor code): never resets attempts or objections, and never lifts a suppression.
   * At most `IMPORT_MAXIMUM` donors a call, in one transaction; `added` counts contacts that are new in this campaign,
   * `suppressed` those of the call whose donor may not be called, whatever else they are counted as.
   */
  importDonors(
    orgId: OrgId,
    clientId: ClientId,
    campaignId: CampaignId,
    donors: readonly NewDonor[],
    at: UtcMs,
  ): Promise<ImportReport>;

  /**
   * Removes the clear inputs and salts of these people from the evidence ledger, by the ids of their contacts and numbers.
   * The chains stay valid; what the records committed to can never be opened again.
   */
  eraseLedgerInputs(of: ErasedPerson): Promise<ErasedLedger>;

  donorCard(contactId: ContactId): Promise<DonorCard | undefined>;
  donors: DonorStore;
  imports: ImportStore;
  contactTally(campaignId: CampaignId, at: UtcMs): Promise<ContactTally>;
  /** The contacts of a campaign in the order of their ids, those after `after` (begin without it), at most `CONTACT_PAGE`. */
  contactPage(campaignId: CampaignId, after?: ContactId): Promise<readonly ContactStanding[]>;

  campaignCounts(): Promise<readonly CampaignCounts[]>;
  /** Calls answered by a person since an instant: put through, and abandoned. */
  answeredSince(campaignId: CampaignId, since: UtcMs): Promise<AnsweredCounts>;
  /** The counts of a period, for `figures`; groups in the order of their keys. */
  figures(question: FiguresQuestion): Promise<readonly FigureGroup[]>;
  /** Breaks or refusals of a period by their reasons. */
  reasons(question: ReasonQuestion): Promise<readonly ReasonFigure[]>;
  /** Promises that were agreed in a period, gross and net; groups in the order of their keys. */
  promiseTallies(question: PromiseQuestion): Promise<readonly PromiseTally[]>;
  /** The records of a campaign, with what came of each. */
  records: ReadRecords;
  /** The arms of a campaign by segment, with those of whom a later file of the charity has told a gift. */
  holdOutArms(campaignId: CampaignId): Promise<readonly ArmRow[]>;
  /** The last changes of a campaign's pace and objectives, the newest first; at most `CHANGES_GIVEN`. */
  campaignChanges(campaignId: CampaignId): Promise<readonly CampaignChange[]>;
  /** By the number shown, from this day on (UTC, days since 1970). */
  callerIdDays(since: number): Promise<readonly CallerIdDay[]>;

  promises: PromiseStore;
  /** Programs of clients that are told of events. */
  webhooks: WebhookStore;
  sentMessages: SentMessages;
  scripts: ScriptStore;
  accounts: AccountStore;
  signIn: SignInStore;
  /** How agents' lines were. */
  lines: LineQualityStore;
  trials: PacingTrialStore;
  floorNotes: FloorNoteStore;
  /** Copies the database while in use; the copy opens by itself. */
  backup(toPath: string): Promise<void>;
  close(): Promise<void>;
}

/** The personal data of one person at one charity: to be given out and erased; either leaves a trace. */
export interface DonorStore {
  /** Ids of the donors of a client with this code, or with this E.164 number. */
  find(clientId: ClientId, by: { readonly code: string } | { readonly number: string }): Promise<readonly DonorId[]>;
  record(donorId: DonorId): Promise<DonorRecord | undefined>;
  noteAccess(donorId: DonorId, access: DonorAccess): Promise<void>;
  /** Records or withdraws a consent, and who did it. Undefined when there is no such donor, or no more. */
  changeConsent(donorId: DonorId, change: ConsentChange, access: DonorAccess): Promise<ConsentReport | undefined>;
  /**
   * Erases the person from every table, and the clear inputs from the evidence ledger. Objections go on under their
   * keys; the log, which never held personal data, stays. Undefined when there is no such donor.
   */
  erase(donorId: DonorId, access: DonorAccess): Promise<ErasureReport | undefined>;
  /** Of whom nothing has been heard for too long. */
  idle(question: IdleQuestion): Promise<readonly DonorId[]>;
  /** Calls that ended before an instant, of which it is still known whom they were made to; by the called numbers. */
  oldCalls(question: IdleQuestion): Promise<readonly OldCall[]>;
  /**
   * Takes from these calls whom they were made to, and from the evidence ledger the clear inputs of what happened before
   * that instant at their numbers; times and results stay. Returns how many records of the ledger were closed for ever.
   */
  severCalls(calls: readonly OldCall[], before: UtcMs, at: UtcMs): Promise<ErasedLedger>;
}

export type { Account, AccountChange, AccountFacts } from './account.ts';
export {
  type ConsentChange,
  type ConsentReport,
  consentSources,
  type FreedContact,
} from './consent/consent-change.ts';
export type { DonorAccess, DonorRecord, ErasureReport, IdleQuestion, OldCall } from './erasure/donor-record.ts';
export type { FloorNote } from './floor-note.ts';
export type { LineMinute } from './line-minute.ts';
export { type AccountAct, accountActs, type Role, roles, type SignInWhat, signInWhats } from './roles.ts';
export {
  type ApiKey,
  type Passkey,
  type SecondFactor,
  SIGN_INS_GIVEN,
  type SignInEvent,
  type SignInStore,
  type StoredSession,
} from './sign-in-store.ts';

/** A one-time link to set a password, kept as the hash of its secret. */
export interface AccountLink {
  readonly linkHash: string;
  readonly userId: string;
  readonly expiresAt: UtcMs;
}

/** `changes` gives at most so many. */
export const ACCOUNT_CHANGES_GIVEN = 200;

export interface AccountStore {
  byLogin(login: string): Promise<Account | undefined>;
  byId(userId: string): Promise<Account | undefined>;
  all(orgId: OrgId): Promise<readonly Account[]>;
  put(account: Account): Promise<void>;
  /** The account as it is from now on, with the record of what was changed: both or neither. */
  change(account: Account, change: AccountChange): Promise<void>;
  /** The newest first; those before `before` when it is given. */
  changes(orgId: OrgId, before?: string): Promise<readonly AccountChange[]>;
  /** Takes the place of every earlier link of this account. */
  putLink(link: AccountLink): Promise<void>;
  /** The id of the account of a link that can be used at `at`; it stays usable. */
  linkOwner(linkHash: string, at: UtcMs): Promise<string | undefined>;
  /** Uses a link up. The id of its account; undefined when there is no such link, no more, or it has expired at `at`. */
  takeLink(linkHash: string, at: UtcMs): Promise<string | undefined>;
}
