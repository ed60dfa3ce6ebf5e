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
  agent: z.object({ state: z.enum(agentStates), since: z.number(), lastCall: z.boolean() }).nullable(),
});

export interface Screen {
  readonly state: AgentState;
  readonly since: number;
  readonly lastCall: boolean;
}

/** `code`: the server's problem code, or `unreachable`. */
export interface RequestProblem {
  readonly code: string;
  readonly status: number;
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

  /** Does an act; what it led to comes by the live stream, which alone is in order. */
  async act(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Result<undefined, RequestProblem>> {
    const answer = await this.#request(method, path, body);
    return answer.ok ? ok(undefined) : answer;
  }

  /** The agent's state as it changes, until the stream ends. */
  async *screens(): AsyncGenerator<Screen | undefined> {
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
      if (event !== 'view') continue;
      const screen = screenOf(data);
      if (screen !== undefined) yield screen ?? undefined;
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
        headers: { ...this.#headers(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        signal: limit.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.ok) return ok(answer);
      const problem = z.object({ code: z.string() }).safeParse(answer);
      return err({ code: problem.success ? problem.data.code : 'unexpected-answer', status: response.status });
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

/** Null: not on the floor. Undefined: nothing that can be read. */
function screenOf(answer: unknown): Screen | null | undefined {
  return agentAnswer.safeParse(answer).data?.agent;
}
