import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { IdSource, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Log } from '../../ops/index.ts';
import type { Account, AccountAct, AccountChange, AccountStore, Passkey, SignInStore } from '../../storage/index.ts';
import type { PasskeyAnswer, PasskeyMade } from '../contract/index.ts';
import { type Principal, principalOf } from '../principal.ts';
import { Problem } from '../problem.ts';
import { type Because, factsOf } from './account-facts.ts';
import { Challenges } from './challenges.ts';
import type { PasskeySite } from './passkey-site.ts';
import { freshRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import type { SecondFactors } from './second-factors.ts';

/** Of one person. */
export const MAX_PASSKEYS = 10;

export interface PasskeysOptions {
  readonly orgId: OrgId;
  readonly organisation: string;
  readonly accounts: Pick<AccountStore, 'byId'>;
  readonly store: SignInStore;
  readonly factors: SecondFactors;
  readonly ids: IdSource;
  readonly now: () => UtcMs;
  readonly log: Log;
}

/** Who it was, as far as that is known, for the trail. */
type PasskeyOutcome =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly userId: string | undefined };

/**
 * Passkeys (WebAuthn level 2): a device that has seen its owner's finger, face or PIN signs for this site alone, so that
 * no copied page can use what it gets. One of them is sign-in and second factor at once.
 */
export class Passkeys {
  readonly #options: PasskeysOptions;
  readonly #challenges: Challenges;

  constructor(options: PasskeysOptions) {
    this.#options = options;
    this.#challenges = new Challenges(options.now);
  }

  of(userId: string): Promise<readonly Passkey[]> {
    return this.#options.store.passkeysOf(userId);
  }

  /** What the browser needs to make one. @throws Problem `not-possible` when there are ten already */
  async begin(userId: string, { rpId }: PasskeySite) {
    const account = await this.#account(userId);
    const known = await this.#roomFor(userId);
    return generateRegistrationOptions({
      rpName: this.#options.organisation || 'Foyer',
      rpID: rpId,
      userID: new TextEncoder().encode(userId),
      userName: account.login,
      userDisplayName: account.displayName,
      challenge: this.#challenges.make(`add ${userId}`),
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** The recovery codes are shown this once; none are made where some are left. @throws Problem `bad-request` */
  async add(userId: string, name: string, made: PasskeyMade, site: PasskeySite): Promise<readonly string[]> {
    const { store, factors, now } = this.#options;
    const account = await this.#account(userId);
    await this.#roomFor(userId);
    const { credential, challenge } = await this.#verified(userId, made, site);
    if (!this.#challenges.spend(challenge) || (await store.passkey(credential.id)) !== undefined) throw unfit();
    const isFirst = (await factors.recoveryCodesLeft(userId)) === 0;
    const codes = isFirst ? freshRecoveryCodes() : [];
    const hashes = codes.flatMap((code) => recoveryHash(userId, code) ?? []);
    const passkey: Passkey = {
      credentialId: credential.id,
      userId,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: made.transports,
      name,
      madeAt: now(),
      usedAt: null,
    };
    const change = this.#change(account, 'passkey-added', { actor: userId, reason: `added by its owner: ${name}` });
    await store.addPasskey(passkey, isFirst ? hashes : null, change);
    factors.passkeyAdded(userId);
    return codes;
  }

  /** @throws Problem `not-found` */
  async drop(userId: string, credentialId: string, because: Because): Promise<void> {
    const account = await this.#account(userId);
    const change = this.#change(account, 'passkey-removed', because);
    if (!(await this.#options.store.dropPasskey(userId, credentialId, change)))
      throw new Problem('not-found', 'There is no such passkey.');
    await this.#options.factors.passkeysChanged(userId);
  }

  /** For somebody who has not said who it is: the device knows. */
  ask({ rpId }: PasskeySite) {
    return generateAuthenticationOptions({
      rpID: rpId,
      challenge: this.#challenges.make('sign-in'),
      userVerification: 'required',
      allowCredentials: [],
    });
  }

  /** Whose device answered. */
  async signIn(answer: PasskeyAnswer, site: PasskeySite): Promise<PasskeyOutcome> {
    const { store, accounts, orgId, now } = this.#options;
    const passkey = await store.passkey(answer.id);
    const account = passkey === undefined ? undefined : await accounts.byId(passkey.userId);
    if (passkey === undefined || account === undefined || account.orgId !== orgId)
      return { ok: false, userId: undefined };
    const refused = { ok: false, userId: account.userId } as const;
    const checked = await this.#answered(passkey, answer, site);
    if (checked === undefined || account.disabledAt !== undefined) return refused;
    if (!this.#challenges.spend(checked.challenge)) return refused;
    // A counter that goes back: two devices have the same key.
    if (!(await store.notePasskeyUse(passkey.credentialId, checked.counter, now()))) return refused;
    return { ok: true, principal: principalOf(account) };
  }

  async #verified(userId: string, { id, clientDataJSON, attestationObject }: PasskeyMade, site: PasskeySite) {
    let challenge = '';
    const isOpen = (sent: string): boolean => {
      challenge = sent;
      return this.#challenges.isOpen(`add ${userId}`, sent);
    };
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: {
          id,
          rawId: id,
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge: isOpen,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
      });
      if (verified) return { credential: registrationInfo.credential, challenge };
    } catch (error) {
      this.#options.log.info({ why: String(error) }, 'a passkey was not taken');
    }
    throw unfit();
  }

  async #answered(passkey: Passkey, answer: PasskeyAnswer, site: PasskeySite) {
    const { id, clientDataJSON, authenticatorData, signature } = answer;
    let challenge = '';
    const isOpen = (sent: string): boolean => {
      challenge = sent;
      return this.#challenges.isOpen('sign-in', sent);
    };
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: {
          id,
          rawId: id,
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON, authenticatorData, signature },
        },
        expectedChallenge: isOpen,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: passkey.counter,
        },
      });
      return verified ? { challenge, counter: authenticationInfo.newCounter } : undefined;
    } catch (error) {
      this.#options.log.info({ why: String(error) }, 'a passkey was refused');
      return undefined;
    }
  }

  async #roomFor(userId: string): Promise<readonly Passkey[]> {
    const known = await this.of(userId);
    if (known.length < MAX_PASSKEYS) return known;
    throw new Problem('not-possible', `There are ${MAX_PASSKEYS} passkeys, the most one may have: remove one first.`);
  }

  async #account(userId: string): Promise<Account> {
    const account = await this.#options.accounts.byId(userId);
    if (account !== undefined && account.orgId === this.#options.orgId) return account;
    throw new Problem('not-found', 'There is no such account.');
  }

  #change(account: Account, act: AccountAct, because: Because): AccountChange {
    const { ids, orgId, now } = this.#options;
    const facts = factsOf(account);
    const { userId } = account;
    return { changeId: ids.next<'change'>(), orgId, userId, at: now(), act, ...because, before: facts, after: facts };
  }
}

function unfit(): Problem {
  const message = 'does not fit what was asked for: begin again, within five minutes';
  return new Problem('bad-request', `The request does not fit: passkey ${message}.`, {
    errors: [{ field: 'passkey', message }],
  });
}
