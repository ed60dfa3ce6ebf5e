import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { AgentId } from '../../kernel/id.ts';
import { freshSecret } from '../../kernel/system-random.ts';
import { HOUR_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { SoftphoneSettings } from '../agent-line.ts';
import type { SoftphoneAccount } from '../contract/index.ts';

/** One for each agent; more people than this do not have a session. */
const MOST_ACCOUNTS = 10_000;
const PASSWORD_BYTES = 24;

interface Issued {
  /** Of user, realm and password (RFC 2617): the password itself is nowhere but in the agent's page. */
  readonly a1Hash: string;
  readonly sessionKey: string;
  readonly expiresAt: UtcMs;
}

export interface SoftphoneAccountsOptions {
  readonly settings: SoftphoneSettings;
  readonly clock: Pick<Clock, 'now'>;
  readonly isSessionOpen: (sessionKey: string) => boolean;
}

/**
 * The SIP accounts of agents' browsers: made when a page asks, and gone with its session, after some hours, and with a
 * restart, after which the page asks again.
 */
export class SoftphoneAccounts {
  readonly #options: SoftphoneAccountsOptions;
  readonly #issued = new Map<AgentId, Issued>();

  constructor(options: SoftphoneAccountsOptions) {
    this.#options = options;
  }

  get domain(): string {
    return this.#options.settings.domain;
  }

  /** A new account in the place of the agent's last one. */
  issue(agentId: AgentId, sessionKey: string): SoftphoneAccount {
    const { settings, clock } = this.#options;
    if (this.#issued.size >= MOST_ACCOUNTS) this.#dropEnded();
    const password = Buffer.from(freshSecret(PASSWORD_BYTES)).toString('base64url');
    const expiresAt = clock.now() + settings.hours * HOUR_MS;
    this.#issued.set(agentId, { a1Hash: a1Hash(agentId, settings.domain, password), sessionKey, expiresAt });
    return {
      url: settings.url,
      domain: settings.domain,
      user: agentId,
      password,
      expiresAt,
      iceServers: iceServers(settings, agentId, expiresAt),
    };
  }

  /** What the switch checks a registration with; undefined when this user may not register now. */
  a1Hash(user: string): string | undefined {
    const issued = this.#issued.get(user as AgentId);
    if (issued === undefined) return undefined;
    if (this.#isLive(issued)) return issued.a1Hash;
    this.#issued.delete(user as AgentId);
    return undefined;
  }

  #isLive({ expiresAt, sessionKey }: Issued): boolean {
    return this.#options.clock.now() < expiresAt && this.#options.isSessionOpen(sessionKey);
  }

  #dropEnded(): void {
    for (const [agentId, issued] of this.#issued) if (!this.#isLive(issued)) this.#issued.delete(agentId);
  }
}

function a1Hash(user: string, realm: string, password: string): string {
  return createHash('md5').update(`${user}:${realm}:${password}`).digest('hex');
}

/** The relay's password is made from its name, which says how long it lasts (draft-uberti-behave-turn-rest). */
function iceServers({ stun, turn }: SoftphoneSettings, user: string, expiresAt: UtcMs): SoftphoneAccount['iceServers'] {
  const servers: SoftphoneAccount['iceServers'] = stun.length === 0 ? [] : [{ urls: [...stun] }];
  if (turn === undefined) return servers;
  const username = `${Math.floor(expiresAt / SECOND_MS)}:${user}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [...servers, { urls: [...turn.urls], username, credential }];
}
