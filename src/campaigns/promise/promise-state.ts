import { err, ok, type Result } from '../../kernel/result.ts';

/**
 * What a donor promised by phone, until it is paid or lapses.
 *
 *   agreed      -> awaiting | sent | active | unconfirmed | paid | kept | frozen | cancelled
 *                                                           an interest only, until it is signed or paid; a change of a
 *                                                           gift that runs is active once the donor has the notice
 *   awaiting    -> sent | unconfirmed | paid | kept | lapsed | frozen | cancelled     the donor's way is being prepared
 *   sent        -> awaiting | opened | signed | paid | kept | unconfirmed | frozen | cancelled
 *   opened      -> awaiting | sent | signed | paid | kept | unconfirmed | frozen | cancelled
 *   signed      -> active | kept | failed | frozen | cancelled           a mandate; the first debit is to come
 *   paid        -> kept | failed | frozen | cancelled                    a one-off gift, by card or transfer
 *   active      -> kept | failed | frozen | cancelled                    handed over to be collected
 *   kept        -> failed | frozen | cancelled                           a later debit is refused, or the donor ends it
 *   failed      -> active | kept | paid | frozen | cancelled             a debit presented again may succeed
 *   unconfirmed -> sent | opened | signed | paid | kept | lapsed | frozen | cancelled
 *   lapsed      -> sent | opened | signed | paid | kept | frozen | cancelled   who comes back late is welcome
 *   frozen      -> wherever it was | cancelled              a vulnerable person or a complaint: nothing moves before review
 *   cancelled   -> nothing
 */
export const promiseStates = [
  'agreed',
  'awaiting',
  'sent',
  'opened',
  'signed',
  'paid',
  'active',
  'kept',
  'failed',
  'unconfirmed',
  'lapsed',
  'frozen',
  'cancelled',
] as const;
export type PromiseState = (typeof promiseStates)[number];

const moves: Readonly<Record<PromiseState, readonly PromiseState[]>> = {
  agreed: ['awaiting', 'sent', 'active', 'unconfirmed', 'paid', 'kept', 'frozen', 'cancelled'],
  awaiting: ['sent', 'unconfirmed', 'paid', 'kept', 'lapsed', 'frozen', 'cancelled'],
  sent: ['awaiting', 'opened', 'signed', 'paid', 'kept', 'unconfirmed', 'frozen', 'cancelled'],
  opened: ['awaiting', 'sent', 'signed', 'paid', 'kept', 'unconfirmed', 'frozen', 'cancelled'],
  signed: ['active', 'kept', 'failed', 'frozen', 'cancelled'],
  paid: ['kept', 'failed', 'frozen', 'cancelled'],
  active: ['kept', 'failed', 'frozen', 'cancelled'],
  kept: ['failed', 'frozen', 'cancelled'],
  failed: ['active', 'kept', 'paid', 'frozen', 'cancelled'],
  unconfirmed: ['sent', 'opened', 'signed', 'paid', 'kept', 'lapsed', 'frozen', 'cancelled'],
  lapsed: ['sent', 'opened', 'signed', 'paid', 'kept', 'frozen', 'cancelled'],
  frozen: promiseStates.filter((state) => state !== 'frozen'),
  cancelled: [],
};

export interface IllegalMove<State extends string> {
  readonly from: State;
  readonly to: State;
}

/** The only way from one state to another; the state it is in already is no move. */
export function movePromise(from: PromiseState, to: PromiseState): Result<PromiseState, IllegalMove<PromiseState>> {
  return from === to || moves[from].includes(to) ? ok(to) : err({ from, to });
}

/** States in which the donor's signature or payment is still awaited. */
export const awaitedStates = ['agreed', 'awaiting', 'sent', 'opened', 'unconfirmed'] as const;
