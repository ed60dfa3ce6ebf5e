import { z } from 'zod';
import { type DispositionCode, debitDays, type RefusalReason, refusalReasons } from '../../campaigns/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import type { Cast, Role } from './cast.ts';
import type { HomeAgentClient } from './client.ts';
import { scriptAnswer } from './script-on-screen.ts';
import { planTalk, type TalkMove } from './talk-plan.ts';

/** What a wrap-up is given, but for the agent's own wish to go on. */
export interface TalkResult {
  readonly disposition: DispositionCode;
  readonly refusalReason?: RefusalReason;
  readonly callbackAt?: number;
  readonly callback?: { readonly to: number };
}

export interface ConversationParts {
  readonly attemptId: string;
  readonly client: HomeAgentClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly cast: Cast;
}

/** Donors stay on the line for their signature this long. */
const SIGNING_PATIENCE_MS = 100 * SECOND_MS;
const SIGNED_LOOK_MS = SECOND_MS;

const asksAnswer = z.object({
  asks: z.object({
    toMonthly: z.array(z.object({ step: z.int(), frequency: z.enum(['monthly', 'one-off']), cents: z.int() })),
  }),
});
const promiseAnswer = z.object({
  promise: z.object({ promiseId: z.string() }),
  delivery: z.object({ sent: z.boolean() }),
});
const callbackAnswer = z.object({ window: z.object({ from: z.number(), to: z.number() }).nullable() });
const callbackWords = [
  'demain matin',
  "demain fin d'après-midi",
  'mardi matin',
  'jeudi après-midi',
  'la semaine prochaine',
] as const;

/** The part of a simulated agent in one talk: reads the script step by step and does what the donor's answers ask for. */
export class Conversation {
  readonly attemptId: string;
  readonly #parts: ConversationParts;
  readonly #role: Role;
  readonly #done: Promise<void>;
  #result: TalkResult | undefined;
  #isOver = false;
  #wake: () => void = () => undefined;
  #promiseId: string | undefined;
  #isSigned = false;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.attemptId = parts.attemptId;
    this.#role = parts.cast.next(parts.random);
    this.#done = this.#talk();
  }

  /** The donor is gone: nothing more is said. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  /** What the live stream shows of promises. */
  seePromise(promiseId: string, state: string): void {
    if (promiseId === this.#promiseId && state === 'signed') this.#isSigned = true;
  }

  /** What it came to, once what was begun is done; undefined: there is no script to tell it by. */
  async result(): Promise<TalkResult | undefined> {
    await this.#done;
    const result = this.#result;
    return this.#isSigned && result?.disposition === 'PA' ? { ...result, disposition: 'PAS' } : result;
  }

  /** The floor does not take the result: one that binds to nothing. */
  giveLess(): void {
    if (this.#result !== undefined) this.#result = { disposition: 'BMO' };
  }

  async #talk(): Promise<void> {
    const { client, random } = this.#parts;
    const answer = await client.get('/api/agent/script', scriptAnswer);
    if (!answer.ok || answer.value.script === null) return;
    this.#result = { disposition: 'RAC' };
    for (const { afterMs, move, result } of planTalk(answer.value.script, this.#role, random)) {
      await this.#pause(afterMs);
      if (this.#isOver) return;
      const isDone = await this.#make(move);
      if (isDone && result !== undefined) this.#take(result);
    }
  }

  #take(disposition: DispositionCode): void {
    const { random } = this.#parts;
    if (disposition !== 'REF') this.#result = { disposition };
    else this.#result = { disposition, refusalReason: oneOf(refusalReasons, random) ?? 'not-now' };
  }

  /** False when the floor refused it, or nothing came back. */
  async #make(move: TalkMove): Promise<boolean> {
    const { client } = this.#parts;
    switch (move.type) {
      case 'step': {
        const { type: _type, ...step } = move;
        return (await client.act('POST', '/api/agent/step', step)).ok;
      }
      case 'promise':
        return this.#promise(move.ask);
      case 'think':
        return this.#ask({ kind: 'undetermined' });
      case 'call-back':
        return this.#callBack();
      case 'object':
        return this.#play((await client.act('POST', '/api/agent/objection')).ok);
      case 'protect':
        return this.#play((await client.act('POST', '/api/agent/vulnerable')).ok);
      case 'wait-for-signature':
        return this.#waitForSignature();
      case 'hang-up':
        return (await client.act('POST', '/api/agent/hang-up')).ok;
    }
  }

  #play(isDone: boolean): boolean {
    if (isDone) this.#parts.cast.played(this.#role.part);
    return isDone;
  }

  /** The amount stands on the screen, for the ask that was accepted. */
  async #promise(askStep: number): Promise<boolean> {
    const { client, random } = this.#parts;
    const answer = await client.get('/api/agent/promise', asksAnswer);
    if (!answer.ok) return false;
    const asks = answer.value.asks.toMonthly;
    const ask = asks.find(({ step }) => step === askStep) ?? asks.at(-1);
    if (ask === undefined) return false;
    const { step, frequency, cents: amountCents } = ask;
    const agreed = { amountCents, askStep: step };
    const isMade =
      frequency === 'monthly'
        ? await this.#ask({ kind: 'monthly', ...agreed, debitDay: oneOf(debitDays, random) ?? 10, channel: 'sms' })
        : await this.#ask({ kind: 'one-off', ...agreed, channel: 'transfer' });
    if (isMade) this.#take(frequency === 'monthly' ? 'PA' : 'DON');
    return this.#play(isMade);
  }

  /** Sent to the mobile of the file; where it has none, to the one that the donor tells. */
  async #ask(
    promise: { readonly kind: string; readonly channel?: string } & Record<string, unknown>,
  ): Promise<boolean> {
    const { client, random } = this.#parts;
    const made = await client.ask('POST', '/api/agent/promise', { ...promise, key: 'talk' }, promiseAnswer);
    if (!made.ok) return false;
    const { promiseId } = made.value.promise;
    this.#promiseId = promiseId;
    if (promise.channel === undefined || made.value.delivery.sent) return true;
    // Numbers reserved for fiction by the French regulator.
    const phone = `06 39 98 ${String(random.int(10, 99))} ${String(random.int(10, 99))}`;
    await client.act('POST', '/api/agent/promise/link', { promiseId, channel: 'sms', phone, key: 'told' });
    return true;
  }

  /** In the donor's words; when no words lead to a lawful hour, nothing is fixed. */
  async #callBack(): Promise<boolean> {
    const { client, random } = this.#parts;
    const said = oneOf(callbackWords, random) ?? callbackWords[0];
    const answer = await client.ask('POST', '/api/agent/callback', { said, language: 'fr' }, callbackAnswer);
    const window = answer.ok ? answer.value.window : null;
    if (window === null) return true;
    this.#result = { disposition: 'RAP', callbackAt: window.from, callback: { to: window.to } };
    return false;
  }

  async #waitForSignature(): Promise<boolean> {
    for (let waited = 0; waited < SIGNING_PATIENCE_MS && !this.#isSigned && !this.#isOver; waited += SIGNED_LOOK_MS)
      await this.#pause(SIGNED_LOOK_MS);
    return this.#isSigned;
  }

  /** Until its time has come, or the donor is gone. */
  #pause(ms: DurationMs): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel: Cancel = this.#parts.clock.schedule(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

function oneOf<T>(list: readonly T[], random: Random): T | undefined {
  return list[random.int(0, Math.max(0, list.length - 1))];
}
