import {
  type AgreedTerms,
  type Ask,
  type Currency,
  currencyOf,
  dayIn,
  defaultGridCents,
  type Giving,
  type LadderKind,
  ladder,
  monthlyCents,
  type Offer,
  type PromiseRecord,
  refuseSaid,
  takeOffer,
} from '../../campaigns/index.ts';
import { numberOrigin } from '../../compliance/index.ts';
import type { AgentView } from '../../dialer/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import {
  type AgentLinkRequest,
  type AgentPromiseRequest,
  agentLinkRequest,
  agentPromiseRequest,
  agentPromises,
  promiseAnswer,
} from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { actorOf } from './act.ts';
import { askProblem, badPromise, promiseProblem, promiseViewOf } from './promises-words.ts';
import { jsonRoute } from './route.ts';

const show = jsonRoute({
  method: 'get',
  path: '/api/agent/promise',
  summary: 'The asks for the donor I have on the line, and what was promised in this call',
  answer: agentPromises,
});
const make = jsonRoute({
  method: 'post',
  path: '/api/agent/promise',
  summary: 'Take the promise of the donor I have on the line, and send the link to sign or pay',
  body: agentPromiseRequest,
  answer: promiseAnswer,
});
const link = jsonRoute({
  method: 'post',
  path: '/api/agent/promise/link',
  summary: 'Send the link again, or another way: the one before is dead',
  body: agentLinkRequest,
  answer: promiseAnswer,
});

export function agentPromiseRoutes(app: App, parts: Parts): void {
  app.openapi(show, async (c) => {
    const call = callOf(parts, c.var.principal);
    const { store } = parts;
    const [giving, found] = await Promise.all([
      donorGiving(parts, call),
      store.promises.promisesOf({ of: 'attempt', attemptId: call.attemptId }),
    ]);
    const promises = await Promise.all(found.map((promise) => promiseViewOf(parts, promise)));
    const asks = {
      toMonthly: [...(await asksFor(parts, call, 'one-off-to-monthly', giving))],
      reactivation: [...(await asksFor(parts, call, 'reactivation', giving))],
    };
    const { currency, offers } = await saleOf(parts, call);
    return c.json({ currency, asks, offers: offers.map((offer) => ({ ...offer })), promises }, 200);
  });

  app.openapi(make, async (c) => {
    const { principal } = c.var;
    const call = callOf(parts, principal);
    const request = c.req.valid('json');
    if (request.kind !== 'undetermined') refuseUnsaid(call);
    const terms = await termsOf(parts, call, principal, request);
    const contact = contactDetail(request);
    const made = await parts.promises.desk.agree(terms, actorOf(principal), `${call.attemptId}:${request.key}`);
    if (!made.ok) throw promiseProblem(made.error);
    return c.json(await deliver(parts, principal, made.value, contact, request.key), 200);
  });

  app.openapi(link, async (c) => {
    const { principal } = c.var;
    const call = callOf(parts, principal);
    const request: AgentLinkRequest = c.req.valid('json');
    const promise = await parts.store.promises.promise(request.promiseId);
    if (promise === undefined || promise.attemptId !== call.attemptId)
      throw new Problem('not-found', 'There is no such promise of this call.');
    const { channel, key } = request;
    return c.json(await deliver(parts, principal, { ...promise, channel, link: 0 }, contactDetail(request), key), 200);
  });
}

type Call = NonNullable<AgentView['call']> & { readonly clientId: ClientId };

/** In which currency the campaign of a call asks, and what it sells. */
export async function saleOf(
  { store, orgId }: Pick<Parts, 'store' | 'orgId'>,
  { campaignId }: Pick<Call, 'campaignId'>,
): Promise<{ readonly currency: Currency; readonly offers: readonly Offer[] }> {
  const campaign = (await store.campaigns(orgId)).find(({ id }) => id === campaignId);
  if (campaign === undefined) return { currency: 'EUR', offers: [] };
  return { currency: currencyOf(campaign), offers: campaign.offers ?? [] };
}

/** The agent's own call, from the talk to the end of the wrap-up. */
function callOf({ floor }: Parts, principal: Principal): Call {
  const view = floor.agentView(agentIdOf(principal));
  const call = view?.call;
  if (view === undefined || call === undefined || call === null || !['talking', 'wrap-up'].includes(view.state))
    throw new Problem('no-call', 'There is no donor to take a promise of: during the talk and the wrap-up there is.');
  const campaign = floor.snapshot().campaigns.find(({ campaignId }) => campaignId === call.campaignId);
  if (campaign === undefined) throw new Problem('not-found', 'The campaign of this call is not on the floor any more.');
  return { ...call, clientId: campaign.clientId };
}

/** No agreement stands without the steps that the charity and the law want said. */
function refuseUnsaid({ missingSteps: [missing] }: Call): void {
  if (missing === undefined) return;
  const { step, leastMs } = missing;
  throw new Problem(
    'not-possible',
    `The mandatory step "${step}" has to be on the screen for ${leastMs / 1_000} s and ticked before a promise is saved.`,
  );
}

interface DonorGiving extends Giving {
  readonly vulnerable: boolean;
}

export async function donorGiving(
  { store }: Parts,
  call: Pick<Call, 'contactId' | 'vulnerable'>,
): Promise<DonorGiving> {
  const person = await store.promises.person(call.contactId);
  const vulnerable = person?.held === true || call.vulnerable;
  const lastCents = person?.lastGiftCents ?? null;
  return { lastCents, yearCents: null, monthlyCents: null, monthsSinceUpgrade: null, vulnerable };
}

export async function asksFor(
  { store }: Parts,
  { clientId }: Pick<Call, 'clientId'>,
  kind: LadderKind,
  { vulnerable, ...giving }: DonorGiving,
): Promise<readonly Ask[]> {
  const creditor = await store.promises.creditor(clientId);
  const ceilingCents = {
    monthly: creditor?.ceilingMonthlyCents ?? 5_000,
    'one-off': creditor?.ceilingOneOffCents ?? 50_000,
  };
  return ladder(giving, { kind, gridCents: defaultGridCents, ceilingCents }, vulnerable);
}

async function termsOf(
  parts: Parts,
  call: Call,
  principal: Principal,
  request: AgentPromiseRequest,
): Promise<AgreedTerms> {
  const { kind, debitDay = null, askStep = null, donorNamed, channel = null } = request;
  const { currency, offers } = await saleOf(parts, call);
  const sold = offerOf(offers, request);
  const frequency =
    sold?.frequency ??
    request.frequency ??
    (kind === 'monthly' || kind === 'upgrade' || kind === 'downgrade' ? 'monthly' : 'once');
  const amountCents = sold?.priceCents ?? request.amountCents ?? null;
  if (kind === 'monthly' && frequency === 'once')
    throw badPromise('frequency', 'must be how often a regular gift is debited');
  if (kind === 'one-off' && frequency !== 'once') throw badPromise('frequency', 'is for regular gifts');
  if (kind === 'monthly' && debitDay === null)
    throw badPromise('debitDay', 'must be 5, 10, 15 or 25 for a regular gift');
  if (['one-off', 'monthly', 'upgrade', 'downgrade'].includes(kind) && amountCents === null)
    throw badPromise('amountCents', 'is missing');
  if (kind === 'monthly' && currency !== 'EUR' && channel !== null)
    throw badPromise(
      'channel',
      `must be left out: a mandate is signed here for euro only, and this campaign asks in ${currency}; the charity gets the promise and sends its own form`,
    );
  if (kind === 'monthly' && (channel === 'card' || channel === 'transfer'))
    throw badPromise('channel', 'must be sms, email or post for a regular gift: it needs a signature');
  const giving = await donorGiving(parts, call);
  if (giving.vulnerable) throw askProblem('vulnerable');
  // A price is fixed: no ladder bounds it.
  if (amountCents !== null && sold === undefined)
    await refuseAmount(parts, call, { ...request, amountCents, frequency }, giving);
  const { clientId, campaignId, contactId, attemptId } = call;
  const about = { clientId, campaignId, contactId, attemptId, agentId: agentIdOf(principal) };
  const terms = { ...about, kind, amountCents, currency, frequency, debitDay, askStep, donorNamed, channel };
  if (sold === undefined) return terms;
  const today = dayIn((await parts.store.promises.creditor(clientId))?.zone ?? 'Europe/Paris', parts.clock.now());
  return { ...terms, offer: takeOffer(sold, today, request.endsOn ?? null) };
}

/** The offer that is bought, whose price and way of paying the request may name but not change. */
function offerOf(offers: readonly Offer[], request: AgentPromiseRequest): Offer | undefined {
  const { offerId, endsOn, kind, amountCents, frequency } = request;
  if (offerId === undefined) {
    if (endsOn !== undefined) throw badPromise('endsOn', 'goes with offerId: only what is sold ends');
    return undefined;
  }
  const offer = offers.find(({ id }) => id === offerId);
  if (offer === undefined)
    throw badPromise('offerId', `is none of this campaign: GET /api/agent/promise shows what it sells`);
  if (kind !== (offer.frequency === 'once' ? 'one-off' : 'monthly'))
    throw badPromise('kind', `must be ${offer.frequency === 'once' ? 'one-off' : 'monthly'}, as this offer is paid`);
  if ((amountCents ?? offer.priceCents) !== offer.priceCents)
    throw badPromise('amountCents', `must be ${offer.priceCents}, the price of this offer, or be left out`);
  if ((frequency ?? offer.frequency) !== offer.frequency)
    throw badPromise('frequency', `must be ${offer.frequency}, as this offer is paid, or be left out`);
  return offer;
}

async function refuseAmount(
  parts: Parts,
  call: Call,
  request: AgentPromiseRequest & { readonly amountCents: number; readonly frequency: AgreedTerms['frequency'] },
  giving: DonorGiving,
): Promise<void> {
  const { kind, amountCents, frequency, askStep = null, donorNamed, currentMonthlyCents = null } = request;
  if (kind === 'downgrade') {
    if (currentMonthlyCents !== null && amountCents >= currentMonthlyCents)
      throw badPromise('amountCents', 'must be less than currentMonthlyCents for a downgrade');
    return;
  }
  const upgrade = kind === 'upgrade';
  const asks = upgrade
    ? await asksFor(parts, call, 'upgrade', { ...giving, monthlyCents: currentMonthlyCents })
    : kind === 'monthly' || askStep !== null
      ? [...(await asksFor(parts, call, 'one-off-to-monthly', giving))]
      : await asksFor(parts, call, 'reactivation', giving);
  // A gift at once may have been asked for by either ladder: the greater bounds it.
  const all = kind === 'one-off' ? widest(asks, await asksFor(parts, call, 'reactivation', giving), askStep) : asks;
  const regular = frequency !== 'once';
  const said = {
    frequency: regular ? ('monthly' as const) : ('one-off' as const),
    cents: regular ? monthlyCents(amountCents, frequency) : amountCents,
    askStep,
    donorNamed,
  };
  const refused = refuseSaid(all, said, giving.vulnerable);
  if (refused !== undefined) throw askProblem(refused);
}

function widest(asks: readonly Ask[], others: readonly Ask[], askStep: number | null): readonly Ask[] {
  const fits = (list: readonly Ask[]) =>
    list.find(({ step, frequency }) => step === askStep && frequency === 'one-off');
  const [own, other] = [fits(asks), fits(others)];
  return (other?.cents ?? 0) > (own?.cents ?? 0) ? others : asks;
}

interface Contact {
  readonly phone: string | undefined;
  readonly email: string | undefined;
}

function contactDetail({ phone, email }: { phone?: string | undefined; email?: string | undefined }): Contact {
  if (phone === undefined) return { phone, email };
  const origin = numberOrigin(phone);
  if (!origin.ok)
    throw badPromise('phone', 'is no telephone number: give it as people write it, or with + and the country');
  return { phone: origin.value.number, email };
}

/** Sends the link where the donor chose a way that has one. What the gateway says is told; the promise stands. */
async function deliver(parts: Parts, principal: Principal, promise: PromiseRecord, contact: Contact, key: string) {
  const { desk, signing } = parts.promises;
  const actor = actorOf(principal);
  const { promiseId, channel, link: links } = promise;
  const way =
    channel === 'card' || channel === 'transfer'
      ? contact.phone === undefined && contact.email !== undefined
        ? 'email'
        : 'sms'
      : channel;
  let delivery: { sent: boolean; message: string | null } = { sent: false, message: null };
  if (['upgrade', 'downgrade', 'pause'].includes(promise.kind)) {
    const told = await signing.confirmChange(promiseId, contact, actor, `activate:${key}`);
    if (!told.ok) throw promiseProblem(told.error);
    const message = told.value === undefined ? 'No number or address is known: the donor gets no notice.' : null;
    delivery =
      told.value?.ok === false ? { sent: false, message: told.value.message } : { sent: message === null, message };
  } else if (way !== null && links === 0) {
    const sent = await signing.sendLink(promiseId, way, contact, actor, `link:${key}`);
    delivery = sent.ok ? { sent: true, message: null } : { sent: false, message: sent.error.message };
  }
  const now = (await desk.promise(promiseId)) ?? promise;
  return { promise: await promiseViewOf(parts, now), delivery };
}
