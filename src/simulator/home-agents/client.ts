import { z } from 'zod';
import { type AgentState, agentStates } from '../../dialer/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { readEvents, type ServerEvent } from './event-reader.ts';

/** A request that is not answered within this is given up. */
const REQUEST_LIMIT_MS = MINUTE_MS;

/** What a simulated agent reads of his or her own state; the server sends more. */
const agentAnswer = z.object({
  agent: z
    .object({
      state: z.enum(agentStates),
      since: z.number(),
      lastCall: z.boolean(),
      call: z.object({ attemptId: z.string() }).nullable().default(null),
    })
    .nullable(),
});
const problemAnswer = z.object({ code: z.string(), detail: z.string().optional() });
const promiseEvent = z.object({ promiseId: z.string(), type: z.string(), state: z.string() });

export interface Screen {
  readonly state: AgentState;
  readonly since: number;
  readonly lastCall: boolean;
  /** Whom the agent has on the line, or writes up. */
  readonly call: { readonly attemptId: string } | null;
}

/** What the live stream shows: the agent's own state (undefined: not on the floor), or a step of a promise of his or hers. */
export type Seen =
  | { readonly kind: 'screen'; readonly screen: Screen | undefined }
  | { readonly kind: 'promise'; readonly promiseId: string; readonly type: string; readonly state: string };

/** `code`: the server's problem code, or `unreachable`. */
export interface RequestProblem {
  readonly code: string;
  readonly status: number;
  /** What the server says, with the remedy. */
  readonly detail?: string | undefined;
}

export interface ClientOptions {
  /** For example `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly login: string;
  readonly password: string;
  readonly clock: Clock;
}

/** The HTTP API as any program uses it: log-in for a token, acts, and the live stream. Nothing else reaches the floor. */
export class HomeAgentClient {
  readonly #options: ClientOptions;
  readonly #closing = new AbortController();
  #token: string | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async logIn(): Promise<Result<undefined, RequestProblem>> {
    const { login, password } = this.#options;
    const answer = await this.#request('POST', '/api/session', { login, password, token: true });
    if (!answer.ok) return answer;
    const parsed = z.object({ token: z.string() }).safeParse(answer.value);
    if (!parsed.success) return err({ code: 'unexpected-answer', status: 200 });
    this.#token = parsed.data.token;
    return ok(undefined);
  }

  /** What a page would show, as the schema reads it. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<Result<T, RequestProblem>> {
    return this.ask('GET', path, undefined, schema);
  }

  /** Does an act whose answer matters. */
  async ask<T>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
  ): Promise<Result<T, RequestProblem>> {
    const answer = await this.#request(method, path, body);
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    return parsed.success ? ok(parsed.data) : err({ code: 'unexpected-answer', status: 200 });
  }

  /** Sends a file as the body. */
  async upload<T>(
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
    schema: z.ZodType<T>,
  ): Promise<Result<T, RequestProblem>> {
    const answer = await this.#request('POST', path, bytes);
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    return parsed.success ? ok(parsed.data) : err({ code: 'unexpected-answer', status: 200 });
  }

  /** Does an act; what it led to comes by the live stream, which alone is in order. */
  async act(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Result<undefined, RequestProblem>> {
    const answer = await this.#request(method, path, body);
    return answer.ok ? ok(undefined) : answer;
  }

  /** The agent's state as it changes, and what donors do with their links, until the stream ends. */
  async *live(): AsyncGenerator<Seen> {
    const response = await this.#fetch('/api/agent/live', {
      headers: this.#headers(),
      signal: this.#closing.signal,
    }).catch(() => undefined);
    if (response?.ok !== true || response.body === null) {
      await response?.body?.cancel();
      return;
    }
    const events: AsyncIterable<ServerEvent> = readEvents(response.body);
    for await (const { event, data } of events) {
      const seen = seenIn(event, data);
      if (seen !== undefined) yield seen;
    }
  }

  close(): void {
    this.#closing.abort();
  }

  async #request(method: string, path: string, body?: unknown): Promise<Result<unknown, RequestProblem>> {
    const limit = new AbortController();
    const cancel = this.#options.clock.schedule(REQUEST_LIMIT_MS, () => limit.abort());
    try {
      const response = await this.#fetch(path, {
        method,
        headers: { ...this.#headers(), ...(body === undefined ? {} : { 'Content-Type': contentType(body) }) },
        signal: limit.signal,
        ...(body === undefined
          ? {}
          : { body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok) return ok(answer);
      const problem = problemAnswer.safeParse(answer).data ?? { code: 'unexpected-answer' };
      return err({ ...problem, status: response.status });
    } catch {
      // No answer, or half of one: the next look tries again.
      return err({ code: 'unreachable', status: 0 });
    } finally {
      cancel();
    }
  }

  #fetch(path: string, request: RequestInit): Promise<Response> {
    return fetch(new URL(path, this.#options.baseUrl), request);
  }

  #headers(): Record<string, string> {
    return this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
  }
}

function contentType(body: unknown): string {
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
}

/** Undefined: nothing that can be read, or that matters. */
function seenIn(event: string, data: unknown): Seen | undefined {
  if (event === 'view') {
    const read = agentAnswer.safeParse(data);
    return read.success ? { kind: 'screen', screen: read.data.agent ?? undefined } : undefined;
  }
  if (event !== 'promise') return undefined;
  const read = promiseEvent.safeParse(data);
  return read.success ? { kind: 'promise', ...read.data } : undefined;
}
