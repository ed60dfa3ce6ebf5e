import type { ClientId, OrgId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { AccountChange } from './account.ts';
import type { Role } from './roles.ts';
import type { ApiKeyRow } from './rows.ts';

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
}

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

/** What an audited act writes; `recoveryHashes` take the place of those before. */
export interface FactorWrite {
  readonly userId: string;
  /** Null: there is none from now on. */
  readonly factor: SecondFactor | null;
  readonly recoveryHashes: readonly string[];
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
