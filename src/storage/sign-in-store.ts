import type { ClientId, OrgId } from '../kernel/id.ts';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import type { AccountChange } from './account.ts';
import type { Role, SignInWhat } from './roles.ts';
import type { ApiKeyRow, OpenSessionRow, PasskeyRow } from './rows.ts';

export interface SecondFactor {
  readonly userId: string;
  /** By the vault. */
  readonly sealedSecret: string;
  /** Null: enrolment has begun, and is not in force. */
  readonly confirmedAt: UtcMs | null;
  /** The newest time step whose code was used. */
  readonly lastStep: number;
}

export interface StoredSession {
  /** The hash of its token. */
  readonly sessionKey: string;
  readonly userId: string;
  readonly openedAt: UtcMs;
  readonly usedAt: UtcMs;
  readonly address: string;
  readonly program: string;
  /** The provider that let in says that it asked for a second factor. */
  readonly vouched: boolean;
}

/** A device of somebody that signs in for him or her (WebAuthn). */
export interface Passkey {
  readonly credentialId: string;
  readonly userId: string;
  /** In base64url, as the device gave it (COSE). */
  readonly publicKey: string;
  /** Of signatures; 0 for those that do not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly madeAt: UtcMs;
  readonly usedAt: UtcMs | null;
}

export interface SignInEvent {
  /** Ids rise with time: they are the order of the trail. */
  readonly eventId: string;
  readonly orgId: OrgId;
  readonly at: UtcMs;
  readonly what: SignInWhat;
  /** Null: no account has this login. */
  readonly userId: string | null;
  /** In the place of a login that nobody has. */
  readonly loginMark: string | null;
  readonly address: string;
  readonly program: string;
}

/** `signIns` gives at most so many. */
export const SIGN_INS_GIVEN = 200;
/** Kept of those that name an account, and of all others: guessing at random pushes out nothing that names somebody. */
export const SIGN_INS_KEPT = { ofAccounts: 50_000, ofNobody: 10_000 } as const;
/** However few there are: a year, the most that the CNIL's advice on logs allows without a special reason. */
export const SIGN_INS_KEPT_MS = 365 * DAY_MS;
/** The oldest go whenever so many more have come. */
export const SIGN_INS_PRUNED_EVERY = 1_000;

export interface ApiKey {
  readonly keyId: string;
  readonly orgId: OrgId;
  readonly keyHash: string;
  readonly name: string;
  readonly role: Role;
  readonly clientIds: readonly ClientId[];
  readonly readOnly: boolean;
  /** The user id of who made it. */
  readonly madeBy: string;
  readonly madeAt: UtcMs;
  readonly expiresAt: UtcMs | null;
  readonly revokedAt: UtcMs | null;
  readonly usedAt: UtcMs | null;
}

/** What an audited act writes; `recoveryHashes` take the place of those before, null leaves them. */
export interface FactorWrite {
  readonly userId: string;
  /** Null: there is none from now on. */
  readonly factor: SecondFactor | null;
  readonly recoveryHashes: readonly string[] | null;
  /** Null: enrolment has only begun. */
  readonly change: AccountChange | null;
}

/** How people and programs sign in, beside the password: second factors, sessions and keys. */
export interface SignInStore {
  factor(userId: string): Promise<SecondFactor | undefined>;
  /** With its recovery codes and its record in the audit: all or nothing. */
  writeFactor(write: FactorWrite): Promise<void>;
  /** Answers whether this step is newer than every one that was used; if so it is used from now on. */
  spendStep(userId: string, step: number): Promise<boolean>;
  /** Uses a recovery code up, with its record in the audit; false: there is no such code of this person. */
  spendRecoveryCode(userId: string, codeHash: string, change: AccountChange): Promise<boolean>;
  recoveryCodesLeft(userId: string): Promise<number>;
  /** User ids of those who have a second factor in force. */
  withFactor(): Promise<readonly string[]>;
  sessions(): Promise<readonly StoredSession[]>;
  putSessions(sessions: readonly StoredSession[]): Promise<void>;
  dropSessions(sessionKeys: readonly string[]): Promise<void>;
  apiKeyByHash(keyHash: string): Promise<ApiKey | undefined>;
  apiKeys(orgId: OrgId): Promise<readonly ApiKey[]>;
  putApiKey(key: ApiKey, change: AccountChange): Promise<void>;
  noteApiKeyUse(keyId: string, at: UtcMs): Promise<void>;
  passkey(credentialId: string): Promise<Passkey | undefined>;
  /** The oldest first. */
  passkeysOf(userId: string): Promise<readonly Passkey[]>;
  /** User ids of those who have one. */
  withPasskey(): Promise<readonly string[]>;
  /** With its record in the audit; `recoveryHashes` take the place of those before, null leaves them. */
  addPasskey(passkey: Passkey, recoveryHashes: readonly string[] | null, change: AccountChange): Promise<void>;
  /** False: this person has no such passkey. */
  dropPasskey(userId: string, credentialId: string, change: AccountChange): Promise<boolean>;
  /** Takes the counter when it is newer; false: it is not, or there is no such passkey. */
  notePasskeyUse(credentialId: string, counter: number, at: UtcMs): Promise<boolean>;
  noteSignIns(events: readonly SignInEvent[]): Promise<void>;
  /** The newest first; those before `before` when it is given. */
  signIns(orgId: OrgId, before?: string): Promise<readonly SignInEvent[]>;
}

export function passkeyRow({ transports, ...same }: Passkey): PasskeyRow {
  return { ...same, transports: JSON.stringify(transports) };
}

export function passkeyOf({ transports, ...row }: PasskeyRow): Passkey {
  return { ...row, transports: JSON.parse(transports) as string[] };
}

export function openSessionRow({ vouched, ...same }: StoredSession): OpenSessionRow {
  return { ...same, vouched: vouched ? 1 : 0 };
}

export function openSessionOf({ vouched, ...row }: OpenSessionRow): StoredSession {
  return { ...row, vouched: vouched === 1 };
}

export function apiKeyRow({ clientIds, readOnly, ...same }: ApiKey): ApiKeyRow {
  return { ...same, clientIds: JSON.stringify(clientIds), readOnly: readOnly ? 1 : 0 };
}

export function apiKeyOf({ clientIds, readOnly, ...row }: ApiKeyRow): ApiKey {
  return {
    ...row,
    orgId: row.orgId as OrgId,
    clientIds: JSON.parse(clientIds) as ClientId[],
    readOnly: readOnly === 1,
  };
}
