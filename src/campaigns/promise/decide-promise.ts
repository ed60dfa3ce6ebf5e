import { err, ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { decideMandate, mandateMoves } from './decide-mandate.ts';
import { decideMoney } from './decide-money.ts';
import type { PromiseAct, PromiseRefusal } from './promise-act.ts';
import { type Change, move, type PromiseFact, promiseFact, refuse, type Standing } from './promise-fact.ts';
import { awaitedStates } from './promise-state.ts';
import { lapsesAt, nextReminderAt, unconfirmedAt } from './reminder-cadence.ts';

export type Decided = Result<readonly PromiseFact[], PromiseRefusal>;

/** Acts that are taken even while a promise waits for its review: what happened with money is never lost. */
const takenWhileFrozen: ReadonlySet<PromiseAct['type']> = new Set([
  'freeze',
  'unfreeze',
  'cancel',
  'pay',
  'settle',
  'fail',
]);

/** What an act makes of a promise and its mandate: facts, none where it changes nothing, or why it cannot be. */
export function decidePromise(standing: Standing, act: PromiseAct, at: UtcMs, key: string): Decided {
  const { promise } = standing;
  if (promise.state === 'cancelled') return act.type === 'cancel' ? ok([]) : refuse('cancelled');
  if (promise.state === 'frozen' && !takenWhileFrozen.has(act.type)) return refuse('frozen');
  const change: Change = { ...standing, key, at };
  switch (act.type) {
    case 'pay':
    case 'settle':
    case 'fail':
      return decideMoney(change, act);
    case 'export':
    case 'suspend-mandate':
    case 'resume-mandate':
    case 'lapse-mandate':
      return decideMandate(change, act);
    case 'freeze':
    case 'unfreeze':
    case 'cancel':
      return decideReview(change, act);
    case 'remind':
    case 'stop-reminders':
    case 'unconfirm':
    case 'lapse':
      return decideWaiting(change, act);
    case 'change-amount':
    case 'pause':
    case 'resume':
      return decideAmendment(change, act);
    case 'choose-channel':
    case 'send-link':
    case 'open':
    case 'type-iban':
    case 'sign':
    case 'activate':
      return decideWay(change, act);
  }
}

type ActOf<T extends PromiseAct['type']> = Extract<PromiseAct, { type: T }>;

/** From the agreement to the signature. */
function decideWay(
  change: Change,
  act: ActOf<'choose-channel' | 'send-link' | 'open' | 'type-iban' | 'sign' | 'activate'>,
): Decided {
  const { promise } = change;
  switch (act.type) {
    case 'choose-channel': {
      if (promise.channel === act.channel) return ok([]);
      return move(change, 'awaiting', (state) => [
        promiseFact(change, 'promise.channel-chosen', { state, channel: act.channel }),
      ]);
    }
    case 'send-link': {
      const { channel, draft } = act;
      const link = promise.link + 1;
      return move(change, 'sent', (state) => [
        ...mandateMoves(change).sent(draft),
        promiseFact(change, 'promise.link-sent', { state, channel, link }),
      ]);
    }
    case 'open':
      if (!['sent', 'unconfirmed', 'lapsed'].includes(promise.state)) return ok([]);
      return move(change, 'opened', (state) => [promiseFact(change, 'promise.opened', { state })]);
    case 'type-iban':
      if (promise.signedAt !== null) return refuse('already-signed');
      return move(change, 'opened', (state) => [
        promiseFact(change, 'promise.iban-typed', { state, country: act.country }),
      ]);
    case 'sign': {
      if (promise.signedAt !== null) return refuse('already-signed');
      const { mandate } = change;
      if (mandate === undefined || !['draft', 'sent'].includes(mandate.state))
        return refuse('not-possible', 'There is no mandate to sign: send the donor a link first.');
      return move(change, 'signed', (state) => [
        ...mandateMoves(change).signed(act.method, act.proofHash),
        promiseFact(change, 'promise.signed', { state, mandateId: mandate.mandateId }),
      ]);
    }
    case 'activate':
      if (promise.state === 'active') return ok([]);
      if (promise.state === 'agreed' && !['upgrade', 'downgrade', 'pause'].includes(promise.kind))
        return refuse('not-possible', 'Only a change of a gift that runs already needs no signature.');
      return move(change, 'active', (state) => [promiseFact(change, 'promise.activated', { state })]);
  }
}

function decideWaiting(change: Change, act: ActOf<'remind' | 'stop-reminders' | 'unconfirm' | 'lapse'>): Decided {
  const { promise } = change;
  const awaited = (awaitedStates as readonly string[]).includes(promise.state);
  const close = unconfirmedAt(promise.agreedAt);
  switch (act.type) {
    case 'remind': {
      const { step, by } = act;
      if (!awaited || promise.state === 'unconfirmed' || step <= promise.reminders) return ok([]);
      const next = nextReminderAt(promise.agreedAt, step);
      return ok([promiseFact(change, 'promise.reminded', { step, by, nextReminderAt: next })]);
    }
    case 'stop-reminders': {
      if (!awaited || promise.state === 'unconfirmed' || (promise.nextReminderAt ?? close) >= close) return ok([]);
      const { because } = act;
      return ok([promiseFact(change, 'promise.reminders-stopped', { because, nextReminderAt: close })]);
    }
    case 'unconfirm':
      if (!awaited || promise.state === 'unconfirmed') return ok([]);
      return move(change, 'unconfirmed', (state) => [
        promiseFact(change, 'promise.unconfirmed', { state, nextReminderAt: lapsesAt(promise.agreedAt) }),
      ]);
    case 'lapse':
      if (!awaited) return ok([]);
      return move(change, 'lapsed', (state) => [promiseFact(change, 'promise.lapsed', { state })]);
  }
}

function decideReview(change: Change, act: ActOf<'freeze' | 'unfreeze' | 'cancel'>): Decided {
  const { promise } = change;
  switch (act.type) {
    case 'freeze':
      if (promise.state === 'frozen') return ok([]);
      return ok([
        ...mandateMoves(change).suspended(act.because),
        promiseFact(change, 'promise.frozen', { state: 'frozen', held: promise.state, because: act.because }),
      ]);
    case 'unfreeze': {
      const { held, heldBecause } = promise;
      if (promise.state !== 'frozen' || held === null) return ok([]);
      return ok([
        ...mandateMoves(change).resumed(heldBecause ?? undefined),
        promiseFact(change, 'promise.unfrozen', { state: held, held: null }),
      ]);
    }
    case 'cancel':
      return ok([
        ...mandateMoves(change).revoked(act.because),
        promiseFact(change, 'promise.cancelled', { state: 'cancelled', held: null, because: act.because }),
      ]);
  }
}

/** A regular gift that runs: the mandate covers any amount, so that it stays as it is. */
function decideAmendment(change: Change, act: ActOf<'change-amount' | 'pause' | 'resume'>): Decided {
  const { promise } = change;
  const { amountCents: fromCents } = promise;
  if (promise.kind !== 'monthly' || !['signed', 'active', 'kept', 'failed'].includes(promise.state))
    return refuse('not-possible', 'Only a regular gift that is signed can be changed: cancel this promise instead.');
  switch (act.type) {
    case 'change-amount': {
      const { amountCents } = act;
      if (!Number.isInteger(amountCents) || amountCents <= 0) return err(WRONG_AMOUNT);
      if (amountCents === fromCents) return ok([]);
      const kind = amountCents > (fromCents ?? 0) ? 'upgrade' : 'downgrade';
      return ok([promiseFact(change, 'promise.amended', { amountCents, fromCents, change: kind, until: null })]);
    }
    case 'pause':
      if (promise.paused && promise.pausedUntil === act.until) return ok([]);
      return ok([promiseFact(change, 'promise.amended', { fromCents, change: 'pause', until: act.until })]);
    case 'resume':
      if (!promise.paused) return ok([]);
      return ok([promiseFact(change, 'promise.amended', { fromCents, change: 'resume', until: null })]);
  }
}

const WRONG_AMOUNT: PromiseRefusal = {
  code: 'wrong-amount',
  message: 'An amount is a whole number of cents above 0.',
};
