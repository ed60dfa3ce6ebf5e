import type { AgentPromiseRequest } from '../../src/http/contract/index.ts';
import type { AgentPromises } from './answers.ts';

export const promiseKinds = ['monthly', 'one-off', 'undetermined'] as const;
export const promiseFrequencies = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export const promiseDays = [5, 10, 15, 25] as const;
export const promiseWays = ['sms', 'email', 'post'] as const;

/** The promise as it is typed: kept as text until it is sent, so that nothing typed is ever lost. */
export interface PromiseFields {
  readonly kind: (typeof promiseKinds)[number];
  readonly amount: string;
  readonly frequency: (typeof promiseFrequencies)[number];
  readonly debitDay: (typeof promiseDays)[number];
  /** Which ask was accepted; null: none was made. */
  readonly askStep: number | null;
  readonly donorNamed: boolean;
  readonly channel: (typeof promiseWays)[number];
  readonly phone: string;
  readonly email: string;
}

export const promiseFieldNames = ['amount', 'frequency', 'debitDay', 'channel', 'phone', 'email'] as const;
export type PromiseFieldName = (typeof promiseFieldNames)[number];
export type FieldProblem = 'missing' | 'unreadable' | 'tooMuch' | 'aboveAsk' | 'refused';
export type FieldProblems = Partial<Record<PromiseFieldName, FieldProblem>>;

/** A slip of the hand begins here, as on the server; cents. */
const MOST_CENTS = 1_000_000;
const monthsOf = { monthly: 1, quarterly: 3, 'half-yearly': 6, yearly: 12 } as const;

/** `12`, `12,50`, `1 234.5`, `£12` and `12 €` in cents; undefined: no amount. */
export function readAmount(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f€£]/g, '').replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(bare)) return undefined;
  return Math.round(Number(bare) * 100);
}

/** What is wrong, by field; the server looks again. */
export function fieldProblems(fields: PromiseFields, asks: AgentPromises['asks']): FieldProblems {
  const amount = fields.kind === 'undetermined' ? undefined : amountProblem(fields, asks);
  return { ...(amount === undefined ? {} : { amount }), ...contactProblems(fields) };
}

/** Of where the link goes; a mobile number may be left to the donor's file. */
export function contactProblems({
  channel,
  phone,
  email,
}: Pick<PromiseFields, 'channel' | 'phone' | 'email'>): FieldProblems {
  const wrongEmail = channel === 'email' ? emailProblem(email) : undefined;
  const wrongPhone = channel === 'sms' && phone.trim() !== '' ? phoneProblem(phone) : undefined;
  return {
    ...(wrongEmail === undefined ? {} : { email: wrongEmail }),
    ...(wrongPhone === undefined ? {} : { phone: wrongPhone }),
  };
}

function amountProblem(fields: PromiseFields, asks: AgentPromises['asks']): FieldProblem | undefined {
  if (fields.amount.trim() === '') return 'missing';
  const cents = readAmount(fields.amount);
  if (cents === undefined || cents === 0) return 'unreadable';
  if (cents > MOST_CENTS) return 'tooMuch';
  if (fields.donorNamed || fields.askStep === null) return undefined;
  const most = mostAsked(fields, asks);
  return most !== undefined && perMonth(fields, cents) > most ? 'aboveAsk' : undefined;
}

/** The agent goes down from an ask; only the donor goes up. */
function mostAsked({ kind, askStep }: PromiseFields, { toMonthly, reactivation }: AgentPromises['asks']) {
  const wanted = kind === 'monthly' ? 'monthly' : 'one-off';
  const all = wanted === 'monthly' ? toMonthly : [...toMonthly, ...reactivation];
  const same = all.filter(({ frequency }) => frequency === wanted);
  const own = same.filter(({ step }) => step === askStep);
  const bounds = (own.length > 0 ? own : same).map(({ cents }) => cents);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

function perMonth({ kind, frequency }: PromiseFields, cents: number): number {
  return kind === 'monthly' ? cents / monthsOf[frequency] : cents;
}

function emailProblem(email: string): FieldProblem | undefined {
  if (email.trim() === '') return 'missing';
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim()) ? undefined : 'unreadable';
}

function phoneProblem(phone: string): FieldProblem | undefined {
  const digits = phone.replace(/[\s().-]/g, '');
  return /^\+?\d{8,15}$/.test(digits) ? undefined : 'unreadable';
}

/** What the server named, in the fields of the form; undefined: none of them. */
export function problemsFromServer(errors: readonly { readonly field: string }[]): FieldProblems | undefined {
  const found: Partial<Record<PromiseFieldName, FieldProblem>> = {};
  for (const { field } of errors) {
    if (field === 'askStep') found.amount = 'aboveAsk';
    const name = field === 'amountCents' ? 'amount' : promiseFieldNames.find((each) => each === field);
    if (name !== undefined) found[name] = 'refused';
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

export function promiseBody(fields: PromiseFields, key: string): AgentPromiseRequest {
  const { kind, askStep, channel } = fields;
  const cents = kind === 'undetermined' ? undefined : readAmount(fields.amount);
  const phone = channel === 'sms' ? fields.phone.trim() : '';
  const email = channel === 'email' ? fields.email.trim() : '';
  return {
    kind,
    key,
    channel,
    // Where no ask was made, the amount is the donor's own.
    donorNamed: fields.donorNamed || (askStep === null && kind !== 'undetermined'),
    ...(cents === undefined ? {} : { amountCents: cents }),
    ...(kind === 'monthly' ? { frequency: fields.frequency, debitDay: fields.debitDay } : {}),
    ...(askStep === null || kind === 'undetermined' ? {} : { askStep }),
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
  };
}

/** The form as the call has led to it: the last ask, its amount and its rhythm. */
export function firstFields(asks: AgentPromises['asks'], made: readonly number[]): PromiseFields {
  const askStep = made.at(-1) ?? null;
  const ask = asks.toMonthly.find(({ step }) => step === askStep);
  return {
    kind: ask?.frequency ?? 'monthly',
    amount: ask === undefined ? '' : String(ask.cents / 100),
    frequency: 'monthly',
    debitDay: 10,
    askStep,
    donorNamed: false,
    channel: 'sms',
    phone: '',
    email: '',
  };
}
