import type { AgentPromiseRequest } from '../../src/http/contract/index.ts';
import type { AgentPromises } from './answers.ts';

/** The last three change a gift that runs already. */
export const promiseKinds = ['monthly', 'one-off', 'undetermined', 'upgrade', 'downgrade', 'pause'] as const;
type PromiseKind = (typeof promiseKinds)[number];
const changes: readonly PromiseKind[] = ['upgrade', 'downgrade', 'pause'];
const withoutAmount: readonly PromiseKind[] = ['undetermined', 'pause'];
export const promiseFrequencies = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export const promiseDays = [5, 10, 15, 25] as const;
export const linkWays = ['sms', 'email', 'post'] as const;
const promiseWays = [...linkWays, 'card', 'transfer'] as const;
type PromiseWay = (typeof promiseWays)[number];

/** The promise as it is typed: kept as text until it is sent, so that nothing typed is ever lost. */
export interface PromiseFields {
  readonly kind: PromiseKind;
  readonly amount: string;
  readonly frequency: (typeof promiseFrequencies)[number];
  readonly debitDay: (typeof promiseDays)[number];
  /** Which ask was accepted; null: none was made. */
  readonly askStep: number | null;
  readonly donorNamed: boolean;
  /** What the donor gives each month today, where that is changed. */
  readonly current: string;
  /** What is bought of the campaign's offers; empty: it is a gift. */
  readonly offerId: string;
  /** The last day of the present subscription, YYYY-MM-DD; empty: there is none. */
  readonly endsOn: string;
  readonly channel: PromiseWay;
  readonly phone: string;
  readonly email: string;
}

export const promiseFieldNames = [
  'amount',
  'current',
  'endsOn',
  'frequency',
  'debitDay',
  'channel',
  'phone',
  'email',
] as const;
export type PromiseFieldName = (typeof promiseFieldNames)[number];
export type FieldProblem = 'missing' | 'unreadable' | 'tooMuch' | 'aboveAsk' | 'notMore' | 'notLess' | 'refused';
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

export function isChange(kind: PromiseKind): boolean {
  return changes.includes(kind);
}

/** Whether an amount is typed: an offer has its price. */
export function hasAmount({ kind, offerId }: Pick<PromiseFields, 'kind' | 'offerId'>): boolean {
  return offerId === '' && !withoutAmount.includes(kind);
}

/** How the donor may be reached for this kind; a mandate is signed here for euro only. */
export function waysFor(
  { kind }: Pick<PromiseFields, 'kind'>,
  currency: AgentPromises['currency'],
): readonly PromiseWay[] {
  if (kind === 'monthly' && currency !== 'EUR') return [];
  if (isChange(kind)) return ['sms', 'email'];
  return kind === 'one-off' ? promiseWays : linkWays;
}

/** Another kind, with a way that fits it. */
export function withKind(fields: PromiseFields, kind: PromiseKind, currency: AgentPromises['currency']): PromiseFields {
  const ways = waysFor({ kind }, currency);
  const channel = ways.includes(fields.channel) ? fields.channel : 'sms';
  return { ...fields, kind, channel, offerId: '' };
}

/** An offer is paid as it says; none: it is a gift again. */
export function withOffer(
  fields: PromiseFields,
  offer: AgentPromises['offers'][number] | undefined,
  currency: AgentPromises['currency'],
): PromiseFields {
  if (offer === undefined) return { ...fields, offerId: '', endsOn: '' };
  return { ...withKind(fields, offer.frequency === 'once' ? 'one-off' : 'monthly', currency), offerId: offer.id };
}

/** What is wrong, by field; the server looks again. */
export function fieldProblems(fields: PromiseFields, asks: AgentPromises['asks']): FieldProblems {
  const amount = hasAmount(fields) ? amountProblem(fields, asks) : undefined;
  const current = needsCurrent(fields) ? plainProblem(fields.current) : undefined;
  return {
    ...(amount === undefined ? {} : { amount }),
    ...(current === undefined ? {} : { current }),
    ...contactProblems(fields),
  };
}

/** Of where the link goes; a mobile number may be left to the donor's file. */
export function contactProblems({
  channel,
  phone,
  email,
}: Pick<PromiseFields, 'channel' | 'phone' | 'email'>): FieldProblems {
  const wrongEmail =
    channel === 'email' || (takes('email', channel) && email.trim() !== '') ? emailProblem(email) : undefined;
  const wrongPhone = takes('phone', channel) && phone.trim() !== '' ? phoneProblem(phone) : undefined;
  return {
    ...(wrongEmail === undefined ? {} : { email: wrongEmail }),
    ...(wrongPhone === undefined ? {} : { phone: wrongPhone }),
  };
}

/** Which contact goes with a way; the link to pay by card or transfer goes to either. */
export function takes(contact: 'phone' | 'email', channel: PromiseWay): boolean {
  if (channel === 'card' || channel === 'transfer') return true;
  return channel === (contact === 'phone' ? 'sms' : 'email');
}

export function needsCurrent({ kind }: Pick<PromiseFields, 'kind'>): boolean {
  return kind === 'upgrade' || kind === 'downgrade';
}

function plainProblem(text: string): FieldProblem | undefined {
  if (text.trim() === '') return 'missing';
  const cents = readAmount(text);
  if (cents === undefined || cents === 0) return 'unreadable';
  return cents > MOST_CENTS ? 'tooMuch' : undefined;
}

function amountProblem(fields: PromiseFields, asks: AgentPromises['asks']): FieldProblem | undefined {
  const plain = plainProblem(fields.amount);
  const cents = readAmount(fields.amount);
  if (plain !== undefined || cents === undefined) return plain;
  const current = readAmount(fields.current);
  if (fields.kind === 'upgrade' && current !== undefined && cents <= current) return 'notMore';
  if (fields.kind === 'downgrade' && current !== undefined && cents >= current) return 'notLess';
  // What a running gift may become is the server's to say.
  if (isChange(fields.kind)) return undefined;
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

const fieldOf: Readonly<Record<string, PromiseFieldName>> = { amountCents: 'amount', currentMonthlyCents: 'current' };

/** What the server named, in the fields of the form; undefined: none of them. */
export function problemsFromServer(errors: readonly { readonly field: string }[]): FieldProblems | undefined {
  const found: Partial<Record<PromiseFieldName, FieldProblem>> = {};
  for (const { field } of errors) {
    if (field === 'askStep') found.amount = 'aboveAsk';
    const name = fieldOf[field] ?? promiseFieldNames.find((each) => each === field);
    if (name !== undefined) found[name] = 'refused';
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

export function promiseBody(
  fields: PromiseFields,
  key: string,
  currency: AgentPromises['currency'] = 'EUR',
): AgentPromiseRequest {
  const { kind, askStep, channel, offerId, endsOn } = fields;
  const isTyped = hasAmount(fields);
  const cents = isTyped ? readAmount(fields.amount) : undefined;
  const current = needsCurrent(fields) ? readAmount(fields.current) : undefined;
  const phone = takes('phone', channel) ? fields.phone.trim() : '';
  const email = takes('email', channel) ? fields.email.trim() : '';
  return {
    kind,
    key,
    ...(waysFor(fields, currency).length === 0 ? {} : { channel }),
    // Where no ask was made, the amount is the donor's own.
    donorNamed: isTyped && (fields.donorNamed || askStep === null || kind === 'downgrade'),
    ...(cents === undefined ? {} : { amountCents: cents }),
    ...(current === undefined ? {} : { currentMonthlyCents: current }),
    ...(kind === 'monthly'
      ? { ...(offerId === '' ? { frequency: fields.frequency } : {}), debitDay: fields.debitDay }
      : {}),
    ...(askStep === null || !isTyped || kind === 'downgrade' ? {} : { askStep }),
    ...(offerId === '' ? {} : { offerId, ...(endsOn === '' ? {} : { endsOn }) }),
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
    current: '',
    offerId: '',
    endsOn: '',
    channel: 'sms',
    phone: '',
    email: '',
  };
}
