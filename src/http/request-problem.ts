import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import type { Log } from '../ops/index.ts';
import { Problem, problemStatus } from './problem.ts';

/** A request that does not fit the contract: each field is named. */
export function invalid(error: z.core.$ZodError): Problem {
  const errors = error.issues.map((issue) => ({
    field: fieldOf(issue),
    message: issue.message,
  }));
  const named = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Problem('bad-request', `The request does not fit: ${named}.`, { errors });
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const field = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.map(String).join('.');
  return field === '' ? 'body' : field;
}

/** What is told of an error; what it was stands in the log. */
export function problemOf(error: unknown, log: Log): Problem {
  if (error instanceof Problem) {
    if (problemStatus(error.code) >= 500) log.warn({ code: error.code }, 'a request could not be served');
    return error;
  }
  if (error instanceof HTTPException && error.status < 500) {
    const message = `${error.message}: send JSON with Content-Type application/json.`;
    return new Problem('bad-request', message, { errors: [{ field: 'body', message }] });
  }
  if (error instanceof Error && error.name === 'StorageError') {
    if ('code' in error && error.code === 'not-found') return new Problem('not-found', error.message);
    log.error({ error }, 'storage failed while a request was served');
    return new Problem(
      'storage-unavailable',
      'Storage did not answer: the log of the server says why. Try again in a moment.',
    );
  }
  log.error({ error }, 'a request failed');
  return new Problem('internal-error', 'The log of the server says why.');
}
