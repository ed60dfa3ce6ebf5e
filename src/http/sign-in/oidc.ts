import { createHmac } from 'node:crypto';
import * as client from 'openid-client';
import type { OrgId } from '../../kernel/id.ts';
import { freshSecret } from '../../kernel/system-random.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Log, OidcSettings } from '../../ops/index.ts';
import type { Account, AccountStore } from '../../storage/index.ts';
import { type Principal, principalOf } from '../principal.ts';
import { Challenges } from './challenges.ts';
import type { SecondFactors } from './second-factors.ts';

/** Where the provider sends people back to. */
export const OIDC_RETURN_PATH = '/api/session/oidc/return';
const TIMEOUT_S = 10;
/** RFC 8176: more than one factor was asked for. */
const MULTI_FACTOR = 'mfa';

export interface OidcOptions {
  readonly settings: OidcSettings;
  /** What people type: the provider knows the address to send them back to. */
  readonly publicUrl: string;
  readonly orgId: OrgId;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly factors: SecondFactors;
  readonly now: () => UtcMs;
  readonly log: Log;
}

/** Why somebody who came back from the provider does not come in; the sign-in page has words for each. */
export type OidcRefusal = 'refused' | 'unknown' | 'weak' | 'unreachable';

type OidcOutcome =
  | { readonly ok: true; readonly principal: Principal; readonly vouched: boolean }
  | { readonly ok: false; readonly because: OidcRefusal; readonly userId: string | undefined };

interface Told {
  readonly email: string | undefined;
  readonly isVerified: boolean;
  readonly methods: readonly string[];
}

/**
 * Sign-in by an OpenID Connect provider (authorization code with PKCE, RFC 7636). It says who somebody is, by a verified
 * e-mail address that one account here has; no account is ever made by it, and no right is taken from it.
 */
export class Oidc {
  readonly name: string;
  readonly #options: OidcOptions;
  readonly #key = freshSecret(32);
  readonly #states: Challenges;
  #provider: Promise<client.Configuration> | undefined;

  constructor(options: OidcOptions) {
    this.#options = options;
    this.name = options.settings.name;
    this.#states = new Challenges(options.now);
  }

  /** Where to send the browser, and the state that it keeps in a cookie until it comes back. */
  async begin(): Promise<{ readonly url: string; readonly state: string } | 'unreachable'> {
    const provider = await this.#known();
    if (provider === undefined) return 'unreachable';
    const state = Buffer.from(this.#states.make('oidc')).toString('base64url');
    const { href } = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#returnUrl().href,
      scope: 'openid email',
      state,
      nonce: this.#derived('nonce', state),
      code_challenge: await client.calculatePKCECodeChallenge(this.#derived('verifier', state)),
      code_challenge_method: 'S256',
    });
    return { url: href, state };
  }

  /** `kept`: the state in the cookie of this browser; `search`: with what the provider sent it back. */
  async finish(search: string, kept: string | undefined): Promise<OidcOutcome> {
    const refused = { ok: false, because: 'refused', userId: undefined } as const;
    if (kept === undefined || !this.#states.isOpen('oidc', kept) || !this.#states.spend(kept)) return refused;
    const provider = await this.#known();
    if (provider === undefined) return { ...refused, because: 'unreachable' };
    const told = await this.#told(provider, search, kept);
    if (told === undefined) return refused;
    const account = await this.#accountOf(told);
    if (account === undefined) return { ...refused, because: 'unknown' };
    const { userId } = account;
    if (account.disabledAt !== undefined) return { ok: false, because: 'unknown', userId };
    const { settings, factors } = this.#options;
    const vouched = settings.secondFactor === 'always' || told.methods.includes(MULTI_FACTOR);
    if (!vouched && (await factors.stateOf(account)) !== 'off') return { ok: false, because: 'weak', userId };
    return { ok: true, principal: principalOf(account), vouched };
  }

  /** Undefined: the provider said no, or what came back is not what it signed. */
  async #told(provider: client.Configuration, search: string, state: string): Promise<Told | undefined> {
    const url = this.#returnUrl();
    url.search = search;
    try {
      const tokens = await client.authorizationCodeGrant(provider, url, {
        expectedState: state,
        expectedNonce: this.#derived('nonce', state),
        pkceCodeVerifier: this.#derived('verifier', state),
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) return undefined;
      const more =
        claims['email'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
          ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : {};
      return toldBy({ ...claims, ...more, amr: claims['amr'] });
    } catch (error) {
      this.#options.log.warn({ why: String(error) }, 'what the sign-in provider sent back was not taken');
      return undefined;
    }
  }

  /** The one account with this address; two with the same are nobody. */
  async #accountOf({ email, isVerified }: Told): Promise<Account | undefined> {
    const { accounts, orgId } = this.#options;
    if (email === undefined || !isVerified) return undefined;
    const same = (each: Account) => each.email?.toLowerCase() === email.toLowerCase();
    const [account, ...others] = (await accounts.all(orgId)).filter(same);
    return others.length === 0 ? account : undefined;
  }

  /** Asked once, and again after it did not answer. */
  async #known(): Promise<client.Configuration | undefined> {
    this.#provider ??= this.#discover();
    try {
      return await this.#provider;
    } catch (error) {
      this.#provider = undefined;
      this.#options.log.warn({ why: String(error) }, 'the sign-in provider cannot be reached');
      return undefined;
    }
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#options.settings;
    const url = new URL(issuer);
    // Settings allow http for a provider on this machine alone.
    const insecure = url.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    // The signature is checked too, though the token comes straight from the provider.
    const execute = [client.enableNonRepudiationChecks, ...insecure];
    return client.discovery(url, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S });
  }

  #returnUrl(): URL {
    return new URL(OIDC_RETURN_PATH, this.#options.publicUrl);
  }

  /** Nobody but this server can make it from the state, so that none of it goes to the browser. */
  #derived(what: 'nonce' | 'verifier', state: string): string {
    return createHmac('sha256', this.#key).update(`${what} ${state}`).digest('base64url');
  }
}

function toldBy(claims: Readonly<Record<string, unknown>>): Told {
  const { email, email_verified: verified, amr } = claims;
  return {
    email: typeof email === 'string' ? email : undefined,
    isVerified: verified === true,
    methods: Array.isArray(amr) ? amr.filter((each) => typeof each === 'string') : [],
  };
}
