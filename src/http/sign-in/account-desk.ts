import { createHash } from 'node:crypto';
import type { Employment } from '../../campaigns/working-time/index.ts';
import type { CampaignId, ClientId, IdSource, OrgId } from '../../kernel/id.ts';
import { freshSecret } from '../../kernel/system-random.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { Account, AccountAct, AccountStore, Role } from '../../storage/index.ts';
import { hashPassword, NO_PASSWORD } from '../password.ts';
import { floorRoles } from '../policy.ts';
import { Problem } from '../problem.ts';
import { type Because, factsOf } from './account-facts.ts';
import { refuseCommonPassword } from './common-password.ts';
import type { SecondFactors } from './second-factors.ts';

/** Of one organisation. */
export const MAX_ACCOUNTS = 5_000;
/** A link to set a password holds so long, and once. */
export const LINK_LIFETIME_MS = 48 * HOUR_MS;
const LINK_BYTES = 32;

export interface AccountDeskOptions {
  readonly orgId: OrgId;
  readonly accounts: AccountStore;
  readonly factors: SecondFactors;
  readonly ids: IdSource;
  readonly now: () => UtcMs;
  /** Told of every change once it is stored: sessions follow at once. */
  readonly onChanged: (account: Account) => void;
  /** What opened the account is no more: nobody stays in it who came in with that. */
  readonly onSignedOut: (userId: string) => Promise<void>;
}

export interface NewAccount {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly clientIds: readonly ClientId[];
  readonly campaignIds: readonly CampaignId[];
  readonly skills: readonly string[];
  readonly employment?: Employment;
  /** Missing: the owner sets it, with a link. */
  readonly password?: string | undefined;
  /** Where links are sent. */
  readonly email?: string | undefined;
}

export interface MadeLink {
  /** The secret of the link: it goes to its owner and is kept nowhere. */
  readonly token: string;
  /** Names it, and opens nothing. */
  readonly linkId: string;
  readonly expiresAt: UtcMs;
}

type Change = Partial<
  Pick<Account, 'displayName' | 'role' | 'clientIds' | 'campaignIds' | 'skills' | 'employment' | 'email'>
>;

/** Makes and changes accounts; each change is stored together with its record in the audit. */
export class AccountDesk {
  readonly #options: AccountDeskOptions;
  /** One change after the other: two at once could leave the house without an administrator. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: AccountDeskOptions) {
    this.#options = options;
  }

  /** @throws Problem `bad-request` when the login is taken */
  add({ password, email, ...wanted }: NewAccount, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const { accounts, orgId, ids } = this.#options;
      if ((await accounts.all(orgId)).length >= MAX_ACCOUNTS)
        throw new Problem('not-possible', `There are ${MAX_ACCOUNTS} accounts, the most there may be.`);
      if ((await accounts.byLogin(wanted.login)) !== undefined)
        throw badField('login', 'belongs to another account: choose another login');
      if (password !== undefined) refuseCommonPassword(wanted.login, password);
      const account: Account = {
        ...wanted,
        ...(email === undefined ? {} : { email }),
        userId: ids.next<'user'>(),
        orgId,
        passwordHash: password === undefined ? NO_PASSWORD : await hashPassword(password),
        agentId: floorRoles.includes(wanted.role) ? ids.next<'agent'>() : null,
      };
      return this.#store(undefined, account, 'created', because);
    });
  }

  change(userId: string, change: Change, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const before = await this.#known(userId);
      const after = { ...before, ...change };
      if (before.role === 'administrator' && after.role !== 'administrator') await this.#keepOneOther(userId);
      // The agent id stays for good once given: the log names it.
      const agentId = before.agentId ?? (floorRoles.includes(after.role) ? this.#options.ids.next<'agent'>() : null);
      return this.#store(before, { ...after, agentId }, 'changed', because);
    });
  }

  disable(userId: string, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const before = await this.#known(userId);
      if (before.disabledAt !== undefined) return before;
      if (before.role === 'administrator') await this.#keepOneOther(userId);
      return this.#store(before, { ...before, disabledAt: this.#options.now() }, 'disabled', because);
    });
  }

  enable(userId: string, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const before = await this.#known(userId);
      const { disabledAt, ...after } = before;
      return disabledAt === undefined ? before : this.#store(before, after, 'enabled', because);
    });
  }

  setPassword(userId: string, password: string, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const before = await this.#known(userId);
      refuseCommonPassword(before.login, password);
      const passwordHash = await hashPassword(password);
      return this.#store(before, { ...before, passwordHash }, 'password-set', because);
    });
  }

  /** For whoever has lost the application and the recovery codes; the owner's sessions end. */
  resetSecondFactor(userId: string, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const account = await this.#known(userId);
      await this.#options.factors.reset(userId, because);
      await this.#options.onSignedOut(userId);
      return account;
    });
  }

  /** Whoever is in goes; the owner may sign in again. */
  endSessions(userId: string, because: Because): Promise<Account> {
    return this.#inTurn(async () => {
      const account = await this.#known(userId);
      await this.#store(account, account, 'sessions-ended', because);
      await this.#options.onSignedOut(userId);
      return account;
    });
  }

  /** A one-time link with which the owner sets the password; it takes the place of any earlier one. */
  link(userId: string, because: Because): Promise<MadeLink> {
    return this.#inTurn(async () => {
      const account = await this.#known(userId);
      const token = Buffer.from(freshSecret(LINK_BYTES)).toString('base64url');
      const expiresAt = this.#options.now() + LINK_LIFETIME_MS;
      await this.#options.accounts.putLink({ linkHash: hashOf(token), userId, expiresAt });
      await this.#store(account, account, 'link-made', because);
      return { token, expiresAt, linkId: hashOf(token).slice(0, 16) };
    });
  }

  /** Sets the password with a link, which is used up. @throws Problem `link-unusable` when it opens nothing */
  accept(token: string, password: string): Promise<Account> {
    return this.#inTurn(async () => {
      const { accounts, now } = this.#options;
      // A password that is refused leaves the link as it is.
      const owner = await accounts.linkOwner(hashOf(token), now());
      const known = owner === undefined ? undefined : await accounts.byId(owner);
      if (known !== undefined) refuseCommonPassword(known.login, password);
      const userId = await accounts.takeLink(hashOf(token), now());
      const before = userId === undefined ? undefined : await accounts.byId(userId);
      if (before === undefined || before.disabledAt !== undefined)
        throw new Problem(
          'link-unusable',
          'This link has been used, has expired, or is not complete: ask for another one.',
        );
      const passwordHash = await hashPassword(password);
      const because = { actor: before.userId, reason: 'set with a one-time link' };
      return this.#store(before, { ...before, passwordHash }, 'password-set', because);
    });
  }

  /**
   * The way in of a new installation: as long as no administrator has a password, a link for the account `admin`,
   * which is made when there is none. Undefined once there is one.
   */
  async firstLink(): Promise<MadeLink | undefined> {
    const { accounts, orgId } = this.#options;
    const administrators = (await accounts.all(orgId)).filter(({ role }) => role === 'administrator');
    if (administrators.some(({ passwordHash }) => passwordHash !== NO_PASSWORD)) return undefined;
    const because = { actor: 'system', reason: 'first start' };
    const wanted = { login: 'admin', displayName: 'Admin', role: 'administrator' } as const;
    const nothing = { clientIds: [], campaignIds: [], skills: [] };
    const account = administrators[0] ?? (await this.add({ ...wanted, ...nothing }, because));
    return this.link(account.userId, because);
  }

  /** @throws Problem `not-found`, also for an account of another organisation */
  async #known(userId: string): Promise<Account> {
    const account = await this.#options.accounts.byId(userId);
    if (account !== undefined && account.orgId === this.#options.orgId) return account;
    throw new Problem('not-found', 'There is no such account.');
  }

  async #keepOneOther(userId: string): Promise<void> {
    const all = await this.#options.accounts.all(this.#options.orgId);
    const isOther = (each: Account) =>
      each.userId !== userId && each.role === 'administrator' && each.disabledAt === undefined;
    if (!all.some(isOther))
      throw new Problem('not-possible', 'This is the last administrator: make another one first.');
  }

  async #store(before: Account | undefined, after: Account, act: AccountAct, because: Because): Promise<Account> {
    const { accounts, ids, now, orgId, onChanged } = this.#options;
    await accounts.change(after, {
      changeId: ids.next<'change'>(),
      orgId,
      userId: after.userId,
      at: now(),
      act,
      ...because,
      before: before === undefined ? null : factsOf(before),
      after: factsOf(after),
    });
    onChanged(after);
    return after;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** The secret stands behind the #: browsers send it to no server and no other site. */
export function invitationPath(token: string): string {
  return `/invitation#${token}`;
}

/** The secret has 256 bits of its own: a plain hash is enough. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function badField(field: string, message: string): Problem {
  return new Problem('bad-request', `The request does not fit: ${field} ${message}.`, { errors: [{ field, message }] });
}
