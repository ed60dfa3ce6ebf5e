import { createHash } from 'node:crypto';
import type { ClientId, IdSource, OrgId, UserId } from '../../kernel/id.ts';
import { freshSecret } from '../../kernel/system-random.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { AccountAct, AccountFacts, ApiKey, Role, SignInStore } from '../../storage/index.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import type { Because } from './account-facts.ts';

/** So that a key can be told from a session, and found where it should not be. */
export const API_KEY_PREFIX = 'foyer_key_';
/** In force at one time, of one organisation. */
export const MAX_API_KEYS = 200;
const KEY_BYTES = 32;
/** Its last use is written down this often at most. */
const USE_NOTED_MS = HOUR_MS;

export interface ApiKeysOptions {
  readonly orgId: OrgId;
  readonly store: Pick<SignInStore, 'apiKeyByHash' | 'apiKeys' | 'putApiKey' | 'noteApiKeyUse'>;
  readonly ids: IdSource;
  readonly now: () => UtcMs;
  readonly log: Log;
}

export interface NewApiKey {
  readonly name: string;
  readonly role: Role;
  readonly clientIds: readonly ClientId[];
  readonly readOnly: boolean;
  readonly expiresAt: UtcMs | null;
}

/** Keys of programs: each has a role, the charities it sees, and may be for reading alone. */
export class ApiKeys {
  readonly #options: ApiKeysOptions;
  /** Ids of keys that live streams hang on; gone from here, the stream ends. */
  readonly #open = new Map<string, UtcMs | null>();
  readonly #revoked = new Set<string>();

  constructor(options: ApiKeysOptions) {
    this.#options = options;
  }

  /** The newest first, those that were revoked too. */
  async all(): Promise<readonly ApiKey[]> {
    return [...(await this.#options.store.apiKeys(this.#options.orgId))].reverse();
  }

  /** The secret is in this answer and nowhere else. */
  async make(wanted: NewApiKey, because: Because): Promise<{ readonly key: ApiKey; readonly secret: string }> {
    const { orgId, store, ids, now } = this.#options;
    const inForce = (await store.apiKeys(orgId)).filter(({ revokedAt }) => revokedAt === null);
    if (inForce.length >= MAX_API_KEYS)
      throw new Problem('not-possible', `${MAX_API_KEYS} keys are in force, the most there may be: revoke some.`);
    const secret = `${API_KEY_PREFIX}${Buffer.from(freshSecret(KEY_BYTES)).toString('base64url')}`;
    const key: ApiKey = {
      ...wanted,
      keyId: ids.next<'user'>(),
      orgId,
      keyHash: hashOf(secret),
      madeBy: because.actor,
      madeAt: now(),
      revokedAt: null,
      usedAt: null,
    };
    await this.#store(undefined, key, 'key-made', because);
    return { key, secret };
  }

  /** In force at once. @throws Problem `not-found` */
  async revoke(keyId: string, because: Because): Promise<ApiKey> {
    const key = (await this.all()).find((each) => each.keyId === keyId);
    if (key === undefined) throw new Problem('not-found', 'There is no such key.');
    if (key.revokedAt !== null) return key;
    const revoked = { ...key, revokedAt: this.#options.now() };
    await this.#store(key, revoked, 'key-revoked', because);
    this.#revoked.add(keyId);
    this.#open.delete(keyId);
    return revoked;
  }

  /** Whoever holds this key; undefined when it opens nothing, or no more. */
  async find(secret: string): Promise<{ readonly principal: Principal; readonly key: ApiKey } | undefined> {
    const { store, now, orgId } = this.#options;
    const key = await store.apiKeyByHash(hashOf(secret));
    if (key === undefined || key.orgId !== orgId || key.revokedAt !== null) return undefined;
    // It may have been revoked while it was read.
    if (this.#revoked.has(key.keyId)) return undefined;
    if (key.expiresAt !== null && key.expiresAt <= now()) return undefined;
    this.#open.set(key.keyId, key.expiresAt);
    if (key.usedAt === null || now() - key.usedAt >= USE_NOTED_MS) this.#noteUse(key);
    return { principal: principalOfKey(key), key };
  }

  /** For live streams: whether the key they were opened with is in force. */
  isOpen(keyId: string): boolean {
    const expiresAt = this.#open.get(keyId);
    return expiresAt === null || (expiresAt !== undefined && expiresAt > this.#options.now());
  }

  #noteUse(key: ApiKey): void {
    const { store, now, log } = this.#options;
    store
      .noteApiKeyUse(key.keyId, now())
      .catch((error: unknown) => log.error({ error }, 'the use of a key could not be noted'));
  }

  async #store(before: ApiKey | undefined, after: ApiKey, act: AccountAct, because: Because): Promise<void> {
    const { store, ids, now, orgId } = this.#options;
    await store.putApiKey(after, {
      changeId: ids.next<'change'>(),
      orgId,
      userId: after.keyId,
      at: now(),
      act,
      ...because,
      before: before === undefined ? null : factsOfKey(before),
      after: factsOfKey(after),
    });
  }
}

function principalOfKey({ keyId, name, role, orgId, clientIds }: ApiKey): Principal {
  const nobody = { agentId: null, skills: [], campaignIds: [] };
  return { ...nobody, userId: keyId as UserId, login: `key:${keyId}`, displayName: name, role, orgId, clientIds };
}

function factsOfKey({ keyId, name, role, clientIds, readOnly, revokedAt }: ApiKey): AccountFacts {
  const nobody = { agentId: null, skills: [], campaignIds: [] };
  return { ...nobody, login: `key:${keyId}`, displayName: name, role, clientIds, readOnly, disabledAt: revokedAt };
}

/** The secret has 256 bits of its own: a plain hash is enough. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
