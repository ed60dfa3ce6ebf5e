import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ActRefusal } from '../dialer/index.ts';
import type { ProblemCode, ProblemDocument } from './contract/index.ts';

const problems: Readonly<Record<ProblemCode, readonly [status: ContentfulStatusCode, title: string]>> = {
  'bad-request': [400, 'The request is not as it should be'],
  'body-too-large': [413, 'The body is too large'],
  'not-authenticated': [401, 'You are not logged in'],
  'wrong-credentials': [401, 'Login or password is wrong'],
  'too-many-attempts': [429, 'Too many attempts'],
  'second-factor-needed': [401, 'The code of the second factor is needed'],
  'second-factor-owed': [403, 'A second factor must be set up first'],
  'wrong-code': [401, 'The code is wrong'],
  'common-password': [400, 'This password is guessed too easily'],
  'passkey-refused': [401, 'The passkey is not accepted'],
  'link-unusable': [403, 'This link cannot be used'],
  forbidden: [403, 'Your role does not allow this'],
  'not-in-policy': [403, 'Nobody may use this route'],
  'not-an-agent': [403, 'This account has no place on the floor'],
  'wrong-origin': [403, 'The request comes from another site'],
  'unknown-route': [404, 'There is nothing at this address'],
  'line-refused': [400, 'This line cannot be used'],
  'too-many-sessions': [503, 'Too many people are logged in'],
  'too-many-streams': [503, 'Too many live streams are open'],
  overloaded: [503, 'The server is overloaded'],
  'storage-unavailable': [503, 'Storage is not available'],
  'internal-error': [500, 'Something went wrong'],
  'not-logged-in': [409, 'You are not on the floor'],
  'already-logged-in': [409, 'You are on the floor already'],
  'no-switch': [503, 'No telephone switch is connected'],
  'no-line': [409, 'Your line is not open'],
  'wrong-state': [409, 'This is not possible in the present state'],
  'no-call': [409, 'There is no call'],
  'not-found': [404, 'Not found'],
  'not-free': [409, 'Not free at the moment'],
  'not-lawful': [409, 'This call is not allowed now'],
  'not-possible': [409, 'This cannot be set so'],
  'no-line-free': [503, 'All lines are in use'],
  'not-stored': [503, 'It is not stored yet'],
  'not-certified': [403, 'A certification is missing'],
};

interface ProblemMore {
  readonly errors?: ProblemDocument['errors'];
  /** Seconds, for `Retry-After`. */
  readonly retryAfter?: number;
}

/** Thrown by handlers and middleware; the app's error handler answers with the document. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly more: ProblemMore;

  constructor(code: ProblemCode, detail: string, more: ProblemMore = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.more = more;
  }
}

export function refusalProblem({ code, message }: ActRefusal): Problem {
  return new Problem(code, message);
}

export function problemResponse(c: Context, { code, message, more }: Problem): Response {
  const [status, title] = problems[code];
  const { errors, retryAfter } = more;
  const document: ProblemDocument = {
    type: `urn:foyer:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(errors === undefined ? {} : { errors }),
  };
  if (retryAfter !== undefined) c.header('Retry-After', String(Math.ceil(retryAfter)));
  return c.body(JSON.stringify(document), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

export function problemStatus(code: ProblemCode): number {
  return problems[code][0];
}
