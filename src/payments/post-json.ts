import type { Clock } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';

const ANSWER_MS = 15_000;
const ANSWER_MAXIMUM = 256 * 1024;

export interface ServiceRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts to a payment service. An error says what happened, without what was sent. Nothing is tried twice. */
export async function postForJson(
  service: string,
  { url, headers, body }: ServiceRequest,
  clock: Clock,
): Promise<Result<unknown, string>> {
  const broken = new AbortController();
  const cancel = clock.schedule(ANSWER_MS, () => broken.abort());
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: broken.signal });
    const text = await answer.text();
    if (!answer.ok) return err(`${service} answered ${answer.status}${hint(answer.status)}.`);
    if (text.length > ANSWER_MAXIMUM) return err(`${service} gave an answer that is too long.`);
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    const code =
      (error as { cause?: { code?: string } }).cause?.code ?? (error instanceof SyntaxError ? 'no JSON' : 'no answer');
    return err(`${service} did not answer as it should (${code}): try again, or choose another way.`);
  } finally {
    cancel();
  }
}

function hint(status: number): string {
  if (status === 401 || status === 403) return ': check its key in payments of foyer.json';
  return status === 429 || status >= 500 ? ': try again in a moment' : '';
}
