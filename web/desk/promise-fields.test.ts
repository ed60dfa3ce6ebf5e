import { describe, expect, it } from 'vitest';
import {
  contactProblems,
  fieldProblems,
  firstFields,
  type PromiseFields,
  problemsFromServer,
  promiseBody,
  readAmount,
  waysFor,
  withKind,
  withOffer,
} from './promise-fields.ts';

const asks = {
  toMonthly: [
    { step: 1, frequency: 'monthly', cents: 1_200 },
    { step: 2, frequency: 'monthly', cents: 1_000 },
    { step: 3, frequency: 'one-off', cents: 10_000 },
  ],
  reactivation: [{ step: 1, frequency: 'one-off', cents: 12_000 }],
} satisfies Parameters<typeof firstFields>[0];
const fields = (change: Partial<PromiseFields> = {}): PromiseFields => ({ ...firstFields(asks, [1, 2]), ...change });

describe('the promise as it is typed', () => {
  it.each([
    ['12', 1_200],
    ['12,5', 1_250],
    ['1 234,50 €', 123_450],
    ['£7.05', 705],
    ['', undefined],
    ['12,345', undefined],
    ['-3', undefined],
    ['douze', undefined],
  ])('reads the amount "%s"', (text, cents) => {
    expect(readAmount(text)).toBe(cents);
  });

  it('takes price and rhythm from what is sold', () => {
    const offer = { id: 'annual', title: 'Un an', months: 12, frequency: 'once', priceCents: 6_000 } as const;
    const bought = { ...withOffer(fields(), offer, 'EUR'), endsOn: '2026-12-31' };
    expect(fieldProblems(bought, asks)).toEqual({});
    expect(promiseBody(bought, 'k')).toEqual({
      kind: 'one-off',
      offerId: 'annual',
      endsOn: '2026-12-31',
      donorNamed: false,
      channel: 'sms',
      key: 'k',
    });
    expect(promiseBody(withOffer(fields(), { ...offer, frequency: 'monthly' }, 'EUR'), 'k')).toMatchObject({
      kind: 'monthly',
      debitDay: 10,
    });
    expect(withOffer(bought, undefined, 'EUR')).toMatchObject({ offerId: '', endsOn: '' });
  });

  it('begins with the last ask that was made', () => {
    expect(fields()).toMatchObject({ kind: 'monthly', amount: '10', askStep: 2 });
    expect(firstFields(asks, [1, 2, 3])).toMatchObject({ kind: 'one-off', amount: '100', askStep: 3 });
    expect(firstFields(asks, [])).toMatchObject({ kind: 'monthly', amount: '', askStep: null });
  });

  it('names what is wrong, by field', () => {
    expect(fieldProblems(fields(), asks)).toEqual({});
    expect(fieldProblems(fields({ amount: ' ' }), asks)).toEqual({ amount: 'missing' });
    expect(fieldProblems(fields({ amount: '0' }), asks)).toEqual({ amount: 'unreadable' });
    expect(fieldProblems(fields({ amount: '20000' }), asks)).toEqual({ amount: 'tooMuch' });
    expect(fieldProblems(fields({ amount: '11' }), asks)).toEqual({ amount: 'aboveAsk' });
    expect(fieldProblems(fields({ amount: '11', donorNamed: true }), asks)).toEqual({});
    expect(fieldProblems(fields({ amount: '30', frequency: 'quarterly' }), asks)).toEqual({});
    expect(fieldProblems(fields({ amount: '', kind: 'undetermined' }), asks)).toEqual({});
    expect(contactProblems({ channel: 'email', phone: '', email: 'a@b' })).toEqual({ email: 'unreadable' });
    expect(contactProblems({ channel: 'sms', phone: '06 12', email: '' })).toEqual({ phone: 'unreadable' });
    expect(contactProblems({ channel: 'sms', phone: '', email: '' })).toEqual({});
  });

  const changed = (kind: PromiseFields['kind'], more: Partial<PromiseFields> = {}) =>
    withKind(fields({ current: '10', amount: '15', ...more }), kind, 'EUR');

  it('holds a changed gift against the present one', () => {
    expect(fieldProblems(changed('upgrade'), asks)).toEqual({});
    expect(fieldProblems(changed('upgrade', { amount: '10' }), asks)).toEqual({ amount: 'notMore' });
    expect(fieldProblems(changed('downgrade'), asks)).toEqual({ amount: 'notLess' });
    expect(fieldProblems(changed('downgrade', { amount: '5' }), asks)).toEqual({});
    expect(fieldProblems(changed('upgrade', { current: 'dix' }), asks)).toEqual({ current: 'unreadable' });
    expect(fieldProblems(changed('pause', { current: '', amount: '' }), asks)).toEqual({});
  });

  it('reaches the donor in a way that fits the kind', () => {
    expect(waysFor({ kind: 'one-off' }, 'EUR')).toEqual(['sms', 'email', 'post', 'card', 'transfer']);
    expect(waysFor({ kind: 'monthly' }, 'EUR')).toEqual(['sms', 'email', 'post']);
    expect(waysFor({ kind: 'monthly' }, 'GBP')).toEqual([]);
    expect(changed('pause', { channel: 'post' }).channel).toBe('sms');
    expect(withKind(fields({ channel: 'card' }), 'monthly', 'EUR').channel).toBe('sms');
    expect(contactProblems({ channel: 'card', phone: '', email: '' })).toEqual({});
    expect(contactProblems({ channel: 'card', phone: '06', email: 'x' })).toEqual({
      phone: 'unreadable',
      email: 'unreadable',
    });
  });

  it('takes what the server names back to its fields', () => {
    expect(problemsFromServer([{ field: 'askStep' }, { field: 'phone' }])).toEqual({
      amount: 'aboveAsk',
      phone: 'refused',
    });
    expect(problemsFromServer([{ field: 'key' }])).toBeUndefined();
  });

  it('sends what belongs to the kind and the way, and nothing else', () => {
    const typed = fields({ channel: 'email', email: ' a@b.fr ', phone: '0612345678' });
    expect(promiseBody(typed, 'k')).toEqual({
      kind: 'monthly',
      amountCents: 1_000,
      frequency: 'monthly',
      debitDay: 10,
      askStep: 2,
      donorNamed: false,
      channel: 'email',
      email: 'a@b.fr',
      key: 'k',
    });
    expect(promiseBody(fields({ kind: 'undetermined', channel: 'post' }), 'k')).toEqual({
      kind: 'undetermined',
      channel: 'post',
      donorNamed: false,
      key: 'k',
    });
    expect(promiseBody(fields({ askStep: null }), 'k').donorNamed).toBe(true);
    expect(promiseBody(changed('upgrade'), 'k')).toEqual({
      kind: 'upgrade',
      amountCents: 1_500,
      currentMonthlyCents: 1_000,
      askStep: 2,
      donorNamed: false,
      channel: 'sms',
      key: 'k',
    });
    expect(promiseBody(changed('downgrade', { amount: '5' }), 'k')).toMatchObject({
      donorNamed: true,
      amountCents: 500,
    });
    expect(promiseBody(changed('pause'), 'k')).toEqual({ kind: 'pause', donorNamed: false, channel: 'sms', key: 'k' });
    expect(promiseBody(fields(), 'k', 'GBP')).not.toHaveProperty('channel');
  });
});
