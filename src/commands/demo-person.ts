import { z } from 'zod';
import type { DemoCredentials } from '../http/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { HomeAgentClient, type RequestProblem } from '../simulator/home-agents/index.ts';
import { CommandError } from './exit-code.ts';

/** A person of the demonstration at a browser: everything goes through the same doors as a visitor's clicks. */
export class DemoPerson {
  readonly #client: HomeAgentClient;
  readonly #login: string;

  private constructor(client: HomeAgentClient, login: string) {
    this.#client = client;
    this.#login = login;
  }

  /** @throws CommandError when the person cannot log in */
  static async logIn(baseUrl: string, people: readonly DemoCredentials[], login: string): Promise<DemoPerson> {
    const known = people.find((each) => each.login === login);
    if (known === undefined) throw new CommandError(`The demonstration has no account "${login}".`);
    const client = new HomeAgentClient({ baseUrl, login, password: known.password, clock: systemClock });
    const done = await client.logIn();
    if (!done.ok) throw failed(login, 'POST /api/session', done.error);
    return new DemoPerson(client, login);
  }

  get client(): HomeAgentClient {
    return this.#client;
  }

  /** @throws CommandError when the floor refuses it */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.#client.get(path, schema);
    if (!answer.ok) throw failed(this.#login, `GET ${path}`, answer.error);
    return answer.value;
  }

  /** @throws CommandError when the floor refuses it */
  async post<T = unknown>(path: string, body: unknown, schema: z.ZodType<T> = z.unknown() as z.ZodType<T>): Promise<T> {
    const answer = await this.#client.ask('POST', path, body, schema);
    if (!answer.ok) throw failed(this.#login, `POST ${path}`, answer.error);
    return answer.value;
  }

  /** @throws CommandError when the floor refuses it */
  async patch(path: string, body: unknown): Promise<void> {
    const answer = await this.#client.ask('PATCH', path, body, z.unknown());
    if (!answer.ok) throw failed(this.#login, `PATCH ${path}`, answer.error);
  }

  /** @throws CommandError when the floor refuses it */
  async upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.#client.upload(path, bytes, schema);
    if (!answer.ok) throw failed(this.#login, `POST ${path}`, answer.error);
    return answer.value;
  }
}

function failed(login: string, what: string, { code, detail }: RequestProblem): CommandError {
  return new CommandError(`The demonstration could not be prepared: ${login}, ${what}: ${detail ?? code}`);
}
