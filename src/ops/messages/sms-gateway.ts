import type { Message } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { signatureHeader } from '../../kernel/signature.ts';
import type { Gateway, Tried } from './gateway.ts';
import type { SmsSettings } from './message-settings.ts';

const ANSWER_MS = 15_000;
/** Of an answer; only a reference is looked for in it. */
const ANSWER_MAXIMUM = 16 * 1024;
export const SMS_SIGNATURE_HEADER = 'x-foyer-signature';

/** SMS over a gateway's HTTP door, by the template of the settings. */
export function smsGateway(settings: SmsSettings, clock: Clock): Gateway {
  return {
    send: async (message) => {
      const body = bodyOf(settings, message);
      const broken = new AbortController();
      const cancel = clock.schedule(ANSWER_MS, () => broken.abort());
      try {
        const answer = await fetch(settings.url, {
          method: 'POST',
          body,
          // A gateway answers where it is asked; what it points to elsewhere is not trusted with a telephone number.
          redirect: 'manual',
          signal: broken.signal,
          headers: {
            ...settings.headers,
            'content-type': settings.contentType,
            'idempotency-key': message.key,
            ...(settings.secret === undefined
              ? {}
              : { [SMS_SIGNATURE_HEADER]: signatureHeader(settings.secret, body, clock.now()) }),
          },
        });
        return await answered(answer, message.key);
      } catch (error) {
        return notAnswered(error);
      } finally {
        cancel();
      }
    },
  };
}

function bodyOf({ body, contentType, from }: SmsSettings, { to, text, key }: Message): string {
  const values: Readonly<Record<string, string>> = { to, text, from, key };
  const write = contentType === 'application/json' ? (value: string) => JSON.stringify(value) : encodeURIComponent;
  return body.replace(/\{\{(to|text|from|key)\}\}/g, (_, name: string) => write(values[name] ?? ''));
}

async function answered(answer: Response, key: string): Promise<Tried> {
  const { status } = answer;
  const text = (await answer.text()).slice(0, ANSWER_MAXIMUM);
  if (status >= 200 && status < 300) return { result: 'sent', reference: referenceOf(text) ?? key };
  const words = `the SMS gateway answered ${status}`;
  // Too many, or not able now: said before anything left. A gateway that failed half-way may have sent it.
  if (status === 429 || status === 503) return { result: 'not-taken', words };
  return status >= 500 ? { result: 'unknown', words } : { result: 'refused', words };
}

/** The gateway's own name for the message, where its answer has one of the usual fields. */
function referenceOf(text: string): string | undefined {
  const found = /"(?:id|messageId|message_id|sid|reference)"\s*:\s*"?([A-Za-z0-9._:-]{1,100})/.exec(text);
  return found?.[1];
}

const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function notAnswered(error: unknown): Tried {
  const code = (error as { cause?: { code?: string } }).cause?.code ?? 'no answer in time';
  return NOT_REACHED.has(code)
    ? { result: 'not-taken', words: `the SMS gateway could not be reached (${code})` }
    : { result: 'unknown', words: `the SMS gateway did not answer (${code})` };
}
