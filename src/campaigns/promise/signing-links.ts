import type { IdSource } from '../../kernel/id.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Creditor } from './creditor.ts';
import { firstDetails } from './details-of.ts';
import { mandatePdf } from './mandate-pdf.ts';
import type { Message, MessageChannel, MessageSent, Messages } from './message-port.ts';
import { linkText, noticeText } from './message-texts.ts';
import type { MandateDraft, PromiseRefusal } from './promise-act.ts';
import type { PromiseActor, PromiseDesk } from './promise-desk.ts';
import { refuse } from './promise-fact.ts';
import type { PromiseKind } from './promise-kind.ts';
import type { PromiseDetails, PromiseRecord } from './promise-record.ts';
import type { PromiseStore } from './promise-store.ts';
import { rumOf } from './rum.ts';
import type { SigningView } from './signing-page-view.ts';
import { LINK_LIFE_MS, type SigningLink, signingToken } from './signing-token.ts';

export interface SigningDeskParts {
  readonly desk: PromiseDesk;
  readonly store: PromiseStore;
  readonly keys: NumberKeys;
  /** Missing: nobody can type bank details. */
  readonly vault: Pick<Vault, 'seal'> | undefined;
  readonly messages: Messages;
  readonly now: () => UtcMs;
  readonly ids: IdSource;
  /** Bytes that nobody can guess. */
  readonly secrets: (bytes: number) => Uint8Array;
  /** The address that donors reach: links begin with it. */
  readonly publicUrl: string | undefined;
  /** The charity as it is named to people. */
  readonly charityOf: (promise: PromiseRecord) => string;
  /** Whether a card link can be made. */
  readonly cards: boolean;
}

/** How the donor is reached, as told on the telephone; missing: as the charity's file has it. */
export interface ContactDetail {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** A copy of the mandate can be had from the page for so long after the signature: then the charity gives it. */
const DOCUMENT_MS = 60 * MINUTE_MS;

/** A link of the newest number; undefined where donors cannot reach this server. */
export function linkOf({ keys, publicUrl, now }: SigningDeskParts, promise: PromiseRecord): string | undefined {
  if (publicUrl === undefined) return undefined;
  const { promiseId, link } = promise;
  const token = signingToken(keys, { promiseId, link, expiresAt: now() + LINK_LIFE_MS });
  return `${publicUrl.replace(/\/$/, '')}/signature/${token}`;
}

/** What the page of this link shows now. */
export async function viewOf(parts: SigningDeskParts, link: SigningLink | undefined): Promise<SigningView> {
  const { store, now } = parts;
  const promise = link === undefined ? undefined : await store.promise(link.promiseId);
  if (link === undefined || promise === undefined) return { what: 'unknown' };
  const charity = parts.charityOf(promise);
  if (link.expiresAt < now() || link.link !== promise.link) return { what: 'expired', charity };
  const [creditor, details] = await Promise.all([store.creditor(promise.clientId), detailsFor(store, promise)]);
  if (creditor === undefined || details === undefined) return { what: 'over', charity };
  const mandate = promise.mandateId === null ? undefined : await store.mandate(promise.mandateId);
  const text = details.proofText;
  const document = promise.signedAt !== null && now() - promise.signedAt <= DOCUMENT_MS && text !== null;
  const open = { charity, promise, creditor, rum: mandate?.rum ?? '', details, text, document, card: parts.cards };
  if (promise.signedAt !== null && ['signed', 'active', 'kept', 'failed'].includes(promise.state))
    return { what: 'signed', open };
  if (!['sent', 'opened', 'unconfirmed', 'lapsed'].includes(promise.state)) return { what: 'over', charity };
  if (promise.kind !== 'monthly') return { what: 'gift', open };
  return { what: details.sealedIban === null ? 'form' : 'code', open };
}

/** A change of a gift that runs is in force, and the donor is told; without a number or an address it is in force all the same. */
export async function confirmChange(
  parts: SigningDeskParts,
  promiseId: string,
  { detail, by, key }: Omit<SentBy, 'channel'>,
): Promise<Result<MessageSent | undefined, PromiseRefusal>> {
  const acted = await parts.desk.act(promiseId, { type: 'activate' }, by, key);
  if (!acted.ok) return acted;
  return ok(await tellChange(parts, acted.value, { kind: acted.value.kind, detail, key: `${promiseId}:notice` }));
}

/** The notice of a change: what changes, to the number or address that is known. Undefined: there is none. */
export async function tellChange(
  parts: SigningDeskParts,
  promise: PromiseRecord,
  { kind, detail, key }: { readonly kind: PromiseKind; readonly detail: ContactDetail; readonly key: string },
): Promise<MessageSent | undefined> {
  const known = await detailsFor(parts.store, promise);
  const phone = detail.phone ?? known?.phone ?? undefined;
  const to = phone ?? detail.email ?? known?.email ?? undefined;
  if (to === undefined) return undefined;
  const text = noticeText(parts.charityOf(promise), { ...promise, kind });
  const channel = phone === undefined ? 'email' : 'sms';
  return parts.messages.send({ channel, to, ...text, key, clientId: promise.clientId });
}

/** Notes a fresh link, and sends it: the link is good before it leaves. */
export async function sendLink(
  parts: SigningDeskParts,
  promiseId: string,
  { channel, detail, by, key }: SentBy,
): Promise<Result<PromiseRecord, PromiseRefusal>> {
  const promise = await parts.store.promise(promiseId);
  const prepared = promise === undefined ? refuse('not-found') : await prepare(parts, promise, channel, detail);
  if (!prepared.ok) return prepared;
  const { to, draft } = prepared.value;
  const act = { type: 'send-link', channel, ...(draft === undefined ? {} : { draft }) } as const;
  const sent = await parts.desk.act(promiseId, act, by, key);
  if (!sent.ok) return sent;
  const url = linkOf(parts, sent.value);
  if (url === undefined) return refuse('not-possible', NO_URL);
  const message = linkText(parts.charityOf(sent.value), sent.value, url);
  const { clientId, link } = sent.value;
  const attachment = channel === 'post' ? await paperOf(parts, sent.value, to, url) : undefined;
  const gone = await parts.messages.send({
    channel,
    to,
    ...message,
    ...(attachment === undefined ? {} : { attachment }),
    key: `${promiseId}:link:${link}`,
    clientId,
  });
  return gone.ok ? sent : refuse('not-possible', gone.message);
}

/** What the letter holds: the mandate, to be signed by hand or by its QR code. Undefined for a gift without one. */
async function paperOf(
  { store, now }: SigningDeskParts,
  promise: PromiseRecord,
  to: string,
  url: string,
): Promise<Message['attachment']> {
  const { mandateId, clientId } = promise;
  const mandate = mandateId === null ? undefined : await store.mandate(mandateId);
  const creditor = await store.creditor(clientId);
  if (mandate === undefined || creditor === undefined) return undefined;
  const lines = to.split('\n');
  const debtor = { name: lines[0] ?? '', maskedIban: '' };
  const terms = { creditor, rum: mandate.rum, promise, debtor, to: lines, url };
  const bytes = await mandatePdf({ ...terms, signedAt: null, proofHash: null, at: now() }, 'fr');
  return { name: 'mandat.pdf', type: 'application/pdf', bytes };
}

interface SentBy {
  readonly channel: MessageChannel;
  readonly detail: ContactDetail;
  readonly by: PromiseActor;
  readonly key: string;
}

const NO_URL = 'The address of this server is not set: set publicUrl, so that a donor can open the link.';

/** What is personal about the promise, or will be. */
export async function detailsFor(store: PromiseStore, promise: PromiseRecord): Promise<PromiseDetails | undefined> {
  const known = await store.details(promise.promiseId);
  if (known !== undefined) return known;
  const person = await store.person(promise.contactId);
  return person === undefined ? undefined : firstDetails(promise, person);
}

interface Prepared {
  readonly to: string;
  readonly draft: MandateDraft | undefined;
}

/** Where the link goes, and the mandate that it is for; what is missing is told before anything is noted. */
async function prepare(
  { store, publicUrl, ids, vault }: SigningDeskParts,
  promise: PromiseRecord,
  channel: MessageChannel,
  { phone, email }: ContactDetail,
): Promise<Result<Prepared, PromiseRefusal>> {
  if (publicUrl === undefined) return refuse('not-possible', NO_URL);
  if (promise.kind === 'monthly' && vault === undefined) return refuse('not-possible', NO_VAULT);
  if (promise.kind === 'monthly' && promise.currency !== 'EUR') return refuse('not-possible', EURO_ONLY);
  const creditor = await store.creditor(promise.clientId);
  if (creditor === undefined) return refuse('not-possible', NO_CREDITOR);
  const known = await detailsFor(store, promise);
  if (known === undefined) return refuse('not-possible', 'The donor is not kept any more: nobody can be written to.');
  const details = { ...known, phone: phone ?? known.phone, email: email ?? known.email };
  const to = channel === 'sms' ? details.phone : channel === 'email' ? details.email : details.postal;
  if (to === null) return err({ code: 'not-possible', message: missing[channel] });
  if (!(await store.putDetails(details))) return refuse('not-possible', 'The donor is not kept any more.');
  return ok({ to, draft: draftFor(promise, creditor, ids) });
}

const NO_VAULT = 'No key for bank details is set on this server: set one, so that they can be stored sealed.';
const EURO_ONLY = 'A SEPA mandate is in euro: the charity sends its own form for a regular gift in this currency.';
const NO_CREDITOR = 'Who collects for this charity is not set: PUT /api/creditors/{clientId} first.';
const missing: Readonly<Record<MessageChannel, string>> = {
  sms: 'No mobile number is known: ask the donor for one, and give it as "phone".',
  email: 'No e-mail address is known: ask the donor for one, and give it as "email".',
  post: 'No postal address is known: ask the donor for it, and have it corrected in the donor file.',
};

function draftFor(promise: PromiseRecord, creditor: Creditor, ids: IdSource): MandateDraft | undefined {
  if (promise.kind !== 'monthly' || promise.mandateId !== null) return undefined;
  const mandateId = ids.next<'mandate'>();
  return { mandateId, rum: rumOf(mandateId, creditor.rumPrefix), creditorId: creditor.creditorId };
}
