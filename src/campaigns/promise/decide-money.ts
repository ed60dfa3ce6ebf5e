import { ok, type Result } from '../../kernel/result.ts';
import { mandateMoves } from './decide-mandate.ts';
import type { PromiseAct, PromiseRefusal } from './promise-act.ts';
import { type Change, move, type PromiseFact, promiseFact, refuse } from './promise-fact.ts';

/**
 * Reasons after which the account is not debited again before a person has looked (ISO 20022 external codes): account
 * wrong, closed or blocked, no mandate, refused by the debtor, deceased.
 */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'AC01',
  'AC04',
  'AC06',
  'AC13',
  'AG01',
  'MD01',
  'MD06',
  'MD07',
  'MS02',
  'SL01',
]);

type MoneyAct = Extract<PromiseAct, { type: 'pay' | 'settle' | 'fail' }>;

/** Money that came in, or did not. Each act is one movement of money: its key keeps it from counting twice. */
export function decideMoney(change: Change, act: MoneyAct): Result<readonly PromiseFact[], PromiseRefusal> {
  const { promise } = change;
  if (act.type === 'fail') return decideFailure(change, act);
  const { cents, source } = act;
  if (!Number.isSafeInteger(cents) || cents <= 0)
    return refuse('wrong-amount', 'Money is a whole number of cents above 0.');
  const paidCents = promise.paidCents + cents;
  const regular = promise.kind === 'monthly';
  const standing = promise.state === 'frozen' ? promise.held : promise.state;
  if (act.type === 'pay') {
    if (regular) return refuse('not-possible', 'A regular gift is told as paid when its debit has settled.');
    // Services tell out of order: a card whose money has arrived is told as paid only now. A link is paid once.
    if (source === 'card' && standing === 'kept' && promise.paidCents >= cents) return ok([]);
    // A second payment of a gift that is kept already changes the sum, not the state.
    return move(change, standing === 'kept' ? 'kept' : 'paid', (state, held) => [
      promiseFact(change, 'promise.paid', { state, held, cents, source, paidCents }),
    ]);
  }
  return move(change, 'kept', (state, held) => {
    // A card that was told as paid has its cents already: now they have arrived.
    const arrived = standing === 'paid' && source === 'card';
    return [
      ...(source === 'debit' ? mandateMoves(change).debited() : []),
      ...(arrived ? [] : [promiseFact(change, 'promise.paid', { state, held, cents, source, paidCents })]),
      ...(promise.keptAt === null || standing !== 'kept' ? [promiseFact(change, 'promise.kept', { state, held })] : []),
    ];
  });
}

function decideFailure(
  change: Change,
  { code, returnedCents }: Extract<PromiseAct, { type: 'fail' }>,
): Result<readonly PromiseFact[], PromiseRefusal> {
  const { promise } = change;
  if (!Number.isSafeInteger(returnedCents) || returnedCents < 0 || returnedCents > promise.paidCents)
    return refuse('wrong-amount', `${returnedCents} cents cannot go back: ${promise.paidCents} came in.`);
  const paidCents = promise.paidCents - returnedCents;
  return move(change, 'failed', (state, held) => [
    ...(FINAL_CODES.has(code) && promise.state !== 'frozen' ? mandateMoves(change).suspended(code) : []),
    promiseFact(change, 'promise.failed', { state, held, code, returnedCents, paidCents }),
  ]);
}
