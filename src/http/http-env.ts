import type { Context } from 'hono';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';

/** What the guard leaves for the handlers. */
export interface HttpEnv {
  Variables: {
    principal: Principal;
    sessionKey: string;
    /** The provider that let in asked for a second factor. */
    vouched: boolean;
    /** Who asks, behind proxies that are known. */
    address: string | undefined;
  };
}

export type HttpContext = Context<HttpEnv>;

/** Who asks, behind proxies that are known; undefined when the app is called without a server. */
export function remoteAddress(c: Context): string | undefined {
  return ((c as HttpContext).get('address') as string | undefined) ?? socketAddress(c);
}

/** The other end of the connection, which may be a proxy. */
export function socketAddress(c: Context): string | undefined {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress;
}

const PROGRAM_LENGTH = 200;

/** From where somebody asks. */
export function originOf(c: Context): { readonly address: string; readonly program: string } {
  const program = (c.req.header('user-agent') ?? '').slice(0, PROGRAM_LENGTH);
  return { address: remoteAddress(c) ?? 'unknown', program };
}

/** From this machine itself, not through a proxy that stands on it. */
export function isLocalRequest(c: Context): boolean {
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false;
  const address = socketAddress(c);
  return address === '::1' || (address?.replace(/^::ffff:/, '').startsWith('127.') ?? false);
}

/** The agent id of the person who asks. @throws Problem when the account has none */
export function agentIdOf(principal: Principal): NonNullable<Principal['agentId']> {
  if (principal.agentId !== null) return principal.agentId;
  throw new Problem('not-an-agent', 'This account has no agent id: an administrator can give it one.');
}
