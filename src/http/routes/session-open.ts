import { setCookie } from 'hono/cookie';
import type { SignInWhat } from '../../storage/index.ts';
import { lineKinds, softphoneKind } from '../agent-line.ts';
import type { SessionView } from '../contract/index.ts';
import { type HttpContext, originOf } from '../http-env.ts';
import type { Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { SESSION_LIFETIME_MS } from '../sessions.ts';
import { sessionCookie, sessionCookieName, tokenOf } from '../sign-in/session-cookie.ts';

export interface LetIn {
  readonly principal: Principal;
  /** A provider says that it asked for a second factor. */
  readonly vouched: boolean;
  readonly what: Extract<SignInWhat, 'signed-in' | 'signed-in-passkey' | 'signed-in-oidc'>;
  /** A program, which keeps its token itself. */
  readonly wantsToken?: boolean;
}

/** Opens a session for somebody who has shown who it is; its token is in the cookie, and for programs in the answer. */
export async function letIn(c: HttpContext, parts: Parts, { principal, vouched, what, wantsToken }: LetIn) {
  const { sessions, trail, publicUrl } = parts;
  // Whatever id the browser brought along ends here: nobody else can know the new one.
  const brought = tokenOf(c, publicUrl);
  if (brought.fromCookie && brought.token !== undefined) await sessions.closeToken(brought.token);
  const from = originOf(c);
  const token = await sessions.open(principal, from, vouched);
  trail.note({ what, userId: principal.userId, from });
  if (wantsToken === true) return token;
  setCookie(c, sessionCookieName(publicUrl), token, {
    ...sessionCookie(publicUrl),
    maxAge: SESSION_LIFETIME_MS / 1_000,
  });
  return token;
}

/** `vouched`: of this session, when the account itself owes a second factor. */
export async function sessionViewOf(principal: Principal, parts: Parts, vouched = false): Promise<SessionView> {
  const state = await parts.factors.stateOf(principal);
  return {
    login: principal.login,
    displayName: principal.displayName,
    role: principal.role,
    clientIds: [...principal.clientIds],
    campaignIds: [...principal.campaignIds],
    agentId: principal.agentId,
    clock: { now: parts.clock.now(), speed: parts.clockSpeed ?? 1 },
    organisation: parts.organisation,
    secondFactor: state === 'owed' && vouched ? 'on' : state,
    lineKinds: lineKinds(parts.agentLines),
    softphone: softphoneKind(parts.agentLines),
  };
}
