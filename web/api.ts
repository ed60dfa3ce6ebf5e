import type { ProblemCode, ProblemDocument } from '../src/http/contract/index.ts';

/** What the server refused, or that it did not answer (`unreachable`). */
export class ApiProblem extends Error {
  readonly code: ProblemCode | 'unreachable';
  /** What is wrong, field by field. */
  readonly errors: NonNullable<ProblemDocument['errors']>;

  constructor(code: ProblemCode | 'unreachable', detail: string, errors: ApiProblem['errors'] = []) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

/** Asks the server; answers with the JSON of the contract. @throws ApiProblem */
export async function api<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new ApiProblem('unreachable', String(error));
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  const problem = answer as Partial<ProblemDocument> | undefined;
  throw new ApiProblem(
    problem?.code ?? 'internal-error',
    problem?.detail ?? `HTTP ${response.status}`,
    problem?.errors,
  );
}
