import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Messages } from './message-port.ts';
import { codeText } from './message-texts.ts';
import {
  CODE_REST_MS,
  CODE_TRIES,
  CODES_MAXIMUM,
  type CodeSent,
  checkCode,
  codeFrom,
  typedCode,
} from './one-time-code.ts';
import type { PromiseDetails, PromiseRecord } from './promise-record.ts';
import type { PromiseStore } from './promise-store.ts';
import type { Language } from './promise-words.ts';
import type { SigningProblem } from './signing-page-view.ts';

const PURPOSE = 'signing code 1';

interface CodeParts {
  readonly store: PromiseStore;
  readonly keys: NumberKeys;
  readonly messages: Messages;
  readonly now: () => UtcMs;
  readonly secrets: (bytes: number) => Uint8Array;
  readonly charityOf: (promise: PromiseRecord) => string;
}

/** One-time codes: what is stored of them is a keyed hash, and every try is counted before it is looked at. */
export function createSigningCodes({ store, keys, messages, now, secrets, charityOf }: CodeParts) {
  const hashOf = (promiseId: string, code: string): string =>
    Buffer.from(keys.sign(PURPOSE, Buffer.from(`${promiseId}:${code}`))).toString('hex');

  const draw = (): string => {
    for (;;) {
      const code = codeFrom(secrets(4));
      if (code !== undefined) return code;
    }
  };

  return {
    async send(promise: PromiseRecord, language: Language): Promise<readonly SigningProblem[]> {
      const details = await store.details(promise.promiseId);
      if (details === undefined) return [{ field: 'code', problem: 'not-sent' }];
      if (details.codesSent >= CODES_MAXIMUM) return [{ field: 'code', problem: 'too-many' }];
      if (details.codeHash !== null && now() - (details.codeSentAt ?? 0) < CODE_REST_MS)
        return [{ field: 'code', problem: 'too-soon' }];
      const by = details.phone === null ? 'email' : 'sms';
      const to = details.phone ?? details.email;
      if (to === null) return [{ field: 'code', problem: 'not-sent' }];
      const code = draw();
      const number = details.codesSent + 1;
      await store.putDetails({
        ...details,
        codeHash: hashOf(promise.promiseId, code),
        codeSentAt: now(),
        codeBy: by,
        codeTriesLeft: CODE_TRIES,
        codesSent: number,
      });
      const { promiseId, clientId } = promise;
      const text = codeText(charityOf(promise), code, language);
      const sent = await messages.send({ channel: by, to, ...text, key: `${promiseId}:code:${number}`, clientId });
      return sent.ok ? [] : [{ field: 'code', problem: 'not-sent' }];
    },

    /** Undefined: it is the right one, and it is used up now. */
    async check({ promiseId }: PromiseRecord, typed: string): Promise<SigningProblem | undefined> {
      const details = await store.details(promiseId);
      if (details === undefined) return { field: 'code', problem: 'none' };
      const answer = checkCode(sentOf(details), hashOf(promiseId, typedCode(typed)), now());
      if (answer === 'right') return undefined;
      if (answer !== 'wrong') return { field: 'code', problem: answer };
      const triesLeft = details.codeTriesLeft - 1;
      await store.putDetails({ ...details, codeTriesLeft: triesLeft });
      return triesLeft > 0 ? { field: 'code', problem: 'wrong', triesLeft } : { field: 'code', problem: 'used-up' };
    },
  };
}

function sentOf({ codeHash, codeSentAt, codeBy, codeTriesLeft }: PromiseDetails): CodeSent | null {
  if (codeHash === null || codeSentAt === null || codeBy === null) return null;
  return { hash: codeHash, sentAt: codeSentAt, triesLeft: codeTriesLeft, by: codeBy };
}
