import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { IdSource, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Vault } from '../../kernel/vault.ts';
import type {
  Account,
  AccountAct,
  AccountChange,
  AccountStore,
  Role,
  SecondFactor,
  SignInStore,
} from '../../storage/index.ts';
import { watchers } from '../policy.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { type Because, factsOf } from './account-facts.ts';
import { freshRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import { freshTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** Wrong codes of one person before every further one has to wait. */
export const FAILURES_PER_PERSON = 5;
const WINDOW_S = 15 * 60;

export interface SecondFactorsOptions {
  readonly orgId: OrgId;
  readonly organisation: string;
  readonly accounts: Pick<AccountStore, 'byId'>;
  readonly store: SignInStore;
  /** Missing: no second factor can be kept here. */
  readonly vault: Vault | undefined;
  readonly ids: IdSource;
  readonly now: () => UtcMs;
  /** Whether those who run the floor need one. */
  readonly required: boolean;
}

/** `owed`: nothing can be done before one is set up. */
export type FactorState = 'on' | 'off' | 'owed';

/** Where the vault has the secret of a person's second factor. */
export function secondFactorPlace(userId: string): string {
  return `second-factor:${userId}`;
}

/** Codes from an application (RFC 6238), and recovery codes for when it is lost. */
export class SecondFactors {
  readonly #options: SecondFactorsOptions;
  readonly #failures = new RateLimiterMemory({ points: FAILURES_PER_PERSON, duration: WINDOW_S });
  /** User ids of those who have one. */
  readonly #on = new Set<string>();
  /** User ids of those who have a passkey, which is one as well. */
  readonly #withPasskey = new Set<string>();
  readonly #loaded: Promise<void>;

  constructor(options: SecondFactorsOptions) {
    this.#options = options;
    this.#loaded = this.#load();
    // Whoever asks is told; nobody is let in meanwhile.
    this.#loaded.catch(() => undefined);
  }

  async stateOf({ userId, role }: { readonly userId: string; readonly role: Role }): Promise<FactorState> {
    await this.#loaded;
    if (this.#on.has(userId) || this.#withPasskey.has(userId)) return 'on';
    return this.#options.required && watchers.includes(role) ? 'owed' : 'off';
  }

  /** Of the application alone, whether there are passkeys or not. */
  async applicationStateOf(person: { readonly userId: string; readonly role: Role }): Promise<FactorState> {
    const state = await this.stateOf(person);
    return state === 'on' && !this.#on.has(person.userId) ? 'off' : state;
  }

  passkeyAdded(userId: string): void {
    this.#withPasskey.add(userId);
  }

  async passkeysChanged(userId: string): Promise<void> {
    if ((await this.#options.store.passkeysOf(userId)).length === 0) this.#withPasskey.delete(userId);
  }

  /** Too many codes of this person were wrong. */
  async isLocked(userId: string): Promise<boolean> {
    return ((await this.#failures.get(userId))?.consumedPoints ?? 0) >= FAILURES_PER_PERSON;
  }

  recoveryCodesLeft(userId: string): Promise<number> {
    return this.#options.store.recoveryCodesLeft(userId);
  }

  /** At sign-in, after the password. @throws Problem `second-factor-needed`, `wrong-code` or `too-many-attempts` */
  async admit(principal: Principal, code: string | undefined): Promise<void> {
    if ((await this.stateOf(principal)) !== 'on') return;
    if (code === undefined)
      throw new Problem(
        'second-factor-needed',
        this.#on.has(principal.userId)
          ? 'The password is right: send the code of the second factor with it.'
          : 'The password is right: sign in with your passkey, or send a recovery code with it.',
      );
    await this.check(principal.userId, code);
  }

  /** A code of the application, or one of the recovery codes, which is used up. @throws Problem */
  async check(userId: string, code: string): Promise<void> {
    await this.#limited(userId, async () => {
      const isFresh = this.#on.has(userId) && (await this.#isFresh(userId, code));
      return isFresh || this.#isRecovery(userId, code);
    });
  }

  /** Begins enrolment: what the application needs. In force only once `confirm` has seen a code. */
  async begin(userId: string): Promise<{ readonly secret: string; readonly uri: string }> {
    const { store, organisation } = this.#options;
    const account = await this.#account(userId);
    if ((await this.applicationStateOf(account)) === 'on')
      throw new Problem('not-possible', 'There is a second factor already: remove it first.');
    const secret = freshTotpSecret();
    const sealedSecret = this.#vault().seal(secondFactorPlace(userId), secret);
    const factor = { userId, sealedSecret, confirmedAt: null, lastStep: 0 };
    await store.writeFactor({ userId, factor, recoveryHashes: null, change: null });
    return { secret, uri: totpUri(secret, organisation, account.login) };
  }

  /** Puts it in force. The recovery codes are shown this once. */
  async confirm(userId: string, code: string): Promise<readonly string[]> {
    const { store, now } = this.#options;
    const account = await this.#account(userId);
    const pending = await store.factor(userId);
    if (pending === undefined || pending.confirmedAt !== null)
      throw new Problem('not-possible', 'No second factor waits to be confirmed: begin with a new one.');
    await this.#limited(userId, () => this.#isFresh(userId, code));
    const lastStep = (await store.factor(userId))?.lastStep ?? pending.lastStep;
    const factor = { ...pending, confirmedAt: now(), lastStep };
    const because = { actor: userId, reason: 'set up by its owner' };
    const codes = await this.#write(account, factor, 'second-factor-on', because);
    this.#on.add(userId);
    return codes;
  }

  /** New recovery codes in the place of those before. */
  async renewCodes(userId: string, code: string): Promise<readonly string[]> {
    const account = await this.#account(userId);
    await this.#limited(userId, () => this.#isFresh(userId, code));
    const factor = await this.#options.store.factor(userId);
    if (factor === undefined) throw new Problem('not-possible', 'There is no second factor.');
    return this.#write(account, factor, 'recovery-codes-made', { actor: userId, reason: 'asked for by its owner' });
  }

  /** Takes it away; whoever needs one sets up another before anything else. */
  async remove(userId: string, because: Because): Promise<void> {
    const account = await this.#account(userId);
    await this.#options.store.writeFactor({
      userId,
      factor: null,
      recoveryHashes: this.#withPasskey.has(userId) ? null : [],
      change: this.#change(account, 'second-factor-off', because),
    });
    this.#on.delete(userId);
    await this.#failures.delete(userId);
  }

  /** For whoever has lost everything: the passkeys go too. */
  async reset(userId: string, because: Because): Promise<void> {
    const { store } = this.#options;
    const account = await this.#account(userId);
    for (const { credentialId } of await store.passkeysOf(userId))
      await store.dropPasskey(userId, credentialId, this.#change(account, 'passkey-removed', because));
    this.#withPasskey.delete(userId);
    await this.remove(userId, because);
  }

  async #write(account: Account, factor: SecondFactor, act: AccountAct, because: Because): Promise<readonly string[]> {
    const { userId } = account;
    const codes = freshRecoveryCodes();
    const recoveryHashes = codes.flatMap((code) => recoveryHash(userId, code) ?? []);
    const change = this.#change(account, act, because);
    await this.#options.store.writeFactor({ userId, factor, recoveryHashes, change });
    return codes;
  }

  /** A code of the application that was not used before, nor any after it. */
  async #isFresh(userId: string, code: string): Promise<boolean> {
    const { store, now } = this.#options;
    const factor = await store.factor(userId);
    if (factor === undefined) return false;
    const secret = this.#vault().open(secondFactorPlace(userId), factor.sealedSecret);
    if (!secret.ok)
      throw new Problem(
        'storage-unavailable',
        `The second factor cannot be opened (${secret.error}): put the key that sealed it back, or reset the second factor.`,
      );
    const step = stepOfCode(secret.value, code.replaceAll(/\s/g, ''), now());
    return step !== undefined && store.spendStep(userId, step);
  }

  async #isRecovery(userId: string, code: string): Promise<boolean> {
    const codeHash = recoveryHash(userId, code);
    if (codeHash === undefined) return false;
    const because = { actor: userId, reason: 'signed in with a recovery code' };
    const change = this.#change(await this.#account(userId), 'recovery-code-used', because);
    return this.#options.store.spendRecoveryCode(userId, codeHash, change);
  }

  /** The attempt counts before it is looked at, so that many at once are not free. */
  async #limited(userId: string, isRight: () => Promise<boolean>): Promise<void> {
    try {
      await this.#failures.consume(userId);
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      const retryAfter = rejected.msBeforeNext / 1_000;
      const wait = `try again in ${Math.ceil(retryAfter / 60)} minutes`;
      throw new Problem('too-many-attempts', `Too many wrong codes: ${wait}.`, { retryAfter });
    }
    if (!(await isRight()))
      throw new Problem('wrong-code', 'This code is wrong, or was used before: wait for the next one.');
    await this.#failures.delete(userId);
  }

  #change(account: Account, act: AccountAct, because: Because): AccountChange {
    const { ids, orgId, now } = this.#options;
    const facts = factsOf(account);
    const { userId } = account;
    return { changeId: ids.next<'change'>(), orgId, userId, at: now(), act, ...because, before: facts, after: facts };
  }

  #vault(): Vault {
    const { vault } = this.#options;
    if (vault === undefined) throw new Problem('not-possible', 'There is no vault here to keep a second factor in.');
    return vault;
  }

  async #account(userId: string): Promise<Account> {
    const account = await this.#options.accounts.byId(userId);
    if (account !== undefined && account.orgId === this.#options.orgId) return account;
    throw new Problem('not-found', 'There is no such account.');
  }

  async #load(): Promise<void> {
    const { store } = this.#options;
    for (const userId of await store.withFactor()) this.#on.add(userId);
    for (const userId of await store.withPasskey()) this.#withPasskey.add(userId);
  }
}
