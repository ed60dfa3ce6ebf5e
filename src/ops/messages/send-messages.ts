import type { Message, MessageChannel, MessageSent, Messages, SentMessages } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../logging.ts';
import type { Gateway, Tried } from './gateway.ts';

/** Waits between tries of one message; then whoever wanted it tries again later. */
export const MESSAGE_RETRY_MS: readonly number[] = [500, 2_000];
/** Messages under way at once; one more is asked to come again. */
export const MESSAGES_MAXIMUM = 100;

export interface SendMessagesParts {
  readonly gateways: Readonly<Partial<Record<MessageChannel, Gateway>>>;
  readonly sent: SentMessages;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends each message once: its key is written down before it leaves, and one whose end is not known is not sent again.
 */
export function sendMessages({ gateways, sent, clock, log }: SendMessagesParts): Messages {
  let underWay = 0;
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));

  const tryAll = async (gateway: Gateway, message: Message): Promise<Tried> => {
    for (const pauseMs of [...MESSAGE_RETRY_MS, undefined]) {
      const tried = await gateway.send(message);
      if (tried.result !== 'not-taken' || pauseMs === undefined) return tried;
      await wait(pauseMs);
    }
    return { result: 'not-taken', words: 'it was not tried' };
  };

  const send = async (message: Message): Promise<MessageSent> => {
    const { channel, key } = message;
    const gateway = gateways[channel];
    if (gateway === undefined)
      return refusal('not-configured', `No gateway for ${channel} is set: set one in messages of foyer.json.`);
    const claim = await sent.claim(key, channel, clock.now());
    if (claim.state === 'sent') return { ok: true, reference: claim.reference };
    if (claim.state === 'begun')
      return refusal('refused', 'It was begun before and may have left: send another if it did not arrive.');
    const tried = await tryAll(gateway, message);
    if (tried.result === 'sent') {
      await sent.settle(key, tried.reference);
      return { ok: true, reference: tried.reference };
    }
    log.warn({ channel, result: tried.result, why: tried.words, client: message.clientId }, 'a message did not leave');
    if (tried.result === 'unknown')
      return refusal('refused', `It may have left: ${tried.words}. Send another if it did not arrive.`);
    await sent.release(key);
    return refusal(tried.result === 'refused' ? 'refused' : 'try-again', `It did not leave: ${tried.words}.`);
  };

  return {
    send: async (message) => {
      if (underWay >= MESSAGES_MAXIMUM)
        return refusal('try-again', `${MESSAGES_MAXIMUM} messages are under way already.`);
      underWay++;
      try {
        return await send(message);
      } catch (error) {
        log.error({ error, channel: message.channel }, 'a message could not be noted');
        return refusal('try-again', 'It could not be noted: storage does not answer.');
      } finally {
        underWay--;
      }
    },
  };
}

function refusal(code: Extract<MessageSent, { ok: false }>['code'], message: string): MessageSent {
  return { ok: false, code, message };
}
