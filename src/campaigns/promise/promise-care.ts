import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { Messages } from './message-port.ts';
import { reminderText } from './message-texts.ts';
import type { PromiseActor, PromiseDesk } from './promise-desk.ts';
import type { PromiseRecord, ReminderCandidate } from './promise-record.ts';
import type { PromiseStore } from './promise-store.ts';
import { reminderChannel, reminderDue } from './reminder-cadence.ts';

const SYSTEM: PromiseActor = { kind: 'system' };
/** A mandate that is near its 36 months is looked at from here on. */
const UNUSED_MS = 1_080 * DAY_MS;

export interface PromiseCareParts {
  readonly desk: PromiseDesk;
  readonly store: PromiseStore;
  readonly messages: Messages;
  readonly now: () => UtcMs;
  readonly linkOf: (promise: PromiseRecord) => string | undefined;
  readonly charityOf: (promise: PromiseRecord) => string;
}

export interface CareDone {
  readonly frozen: number;
  readonly reminded: number;
  readonly stopped: number;
  readonly unconfirmed: number;
  readonly lapsed: number;
  /** Reminders that the gateway did not take: they are due still. */
  readonly notSent: number;
}

/**
 * What time brings to promises: the review of those of vulnerable people, reminders, and the end of waiting. A page of
 * each at a time; running it again does nothing twice.
 */
export async function carePromises(parts: PromiseCareParts): Promise<CareDone> {
  const { desk, store, now } = parts;
  const done = { frozen: 0, reminded: 0, stopped: 0, unconfirmed: 0, lapsed: 0, notSent: 0 };
  for (const { promiseId, disposition } of await store.unreviewed()) {
    const because = disposition === 'VUL' ? 'vulnerable' : 'complaint';
    const frozen = await desk.act(promiseId, { type: 'freeze', because }, SYSTEM, `freeze:${because}`);
    if (frozen.ok) done.frozen++;
  }
  for (const candidate of await store.dueReminders(now())) done[await careFor(parts, candidate)]++;
  for (const { promiseId } of await store.unusedMandates(now() - UNUSED_MS)) {
    await desk.act(promiseId, { type: 'lapse-mandate' }, SYSTEM, `lapse-mandate:${Math.floor(now() / DAY_MS)}`);
  }
  return done;
}

async function careFor(parts: PromiseCareParts, { promise, stop }: ReminderCandidate): Promise<keyof CareDone> {
  const { desk, now } = parts;
  const { promiseId } = promise;
  const due = reminderDue(promise, now());
  if (due?.what === 'unconfirm') {
    await desk.act(promiseId, { type: 'unconfirm' }, SYSTEM, `unconfirm:${promise.link}`);
    return 'unconfirmed';
  }
  if (due?.what === 'lapse') {
    await desk.act(promiseId, { type: 'lapse' }, SYSTEM, `lapse:${promise.link}`);
    return 'lapsed';
  }
  // Whoever objects, complains or is protected hears nothing more of it.
  if (stop !== null || due === undefined) {
    await desk.act(
      promiseId,
      { type: 'stop-reminders', because: stop ?? 'nothing-due' },
      SYSTEM,
      `stop:${promise.reminders}`,
    );
    return 'stopped';
  }
  return remind(parts, promise, due.step);
}

async function remind(parts: PromiseCareParts, promise: PromiseRecord, step: number): Promise<'reminded' | 'notSent'> {
  const { store, desk, messages } = parts;
  const { promiseId, clientId } = promise;
  const [details, person] = await Promise.all([store.details(promiseId), store.person(promise.contactId)]);
  const phone = details?.phone ?? person?.mobiles[0] ?? null;
  const email = details?.email ?? person?.email ?? null;
  const by = reminderChannel(step, promise.channel, { phone: phone !== null, email: email !== null });
  const to = by === 'sms' ? phone : by === 'email' ? email : (details?.postal ?? person?.postal ?? null);
  const url = promise.link === 0 ? undefined : parts.linkOf(promise);
  if (to === null || url === undefined) {
    const act = { type: 'stop-reminders', because: to === null ? 'no-address' : 'no-link' } as const;
    await desk.act(promiseId, act, SYSTEM, `stop:${promise.reminders}`);
    return 'notSent';
  }
  const text = reminderText(parts.charityOf(promise), promise, url);
  const sent = await messages.send({ channel: by, to, ...text, key: `${promiseId}:reminder:${step}`, clientId });
  if (!sent.ok && sent.code === 'try-again') return 'notSent';
  const acted = await desk.act(promiseId, { type: 'remind', step, by }, SYSTEM, `remind:${step}`);
  return sent.ok && acted.ok ? 'reminded' : 'notSent';
}
