import { ok, type Result } from '../../kernel/result.ts';
import { type BankAccount, MAX_IBAN_INPUT, maskedIban, readIban } from './bank-account.ts';
import { mandateText, proofHash } from './mandate-text.ts';
import type { MessageChannel, MessageSent } from './message-port.ts';
import type { PromiseRefusal } from './promise-act.ts';
import type { PromiseActor } from './promise-desk.ts';
import { refuse } from './promise-fact.ts';
import type { PromiseDetails, PromiseRecord } from './promise-record.ts';
import type { Language } from './promise-words.ts';
import { createSigningCodes } from './signing-codes.ts';
import {
  type ContactDetail,
  confirmChange,
  detailsFor,
  linkOf,
  type SigningDeskParts,
  sendLink,
  tellChange,
  viewOf,
} from './signing-links.ts';
import type { OpenSigning, Signing, SigningProblem, SigningView } from './signing-page-view.ts';
import { readSigningToken, type SigningLink } from './signing-token.ts';

export interface SigningDesk {
  /** Sends the donor a fresh link; those before it are dead. The answer says what the gateway said. */
  sendLink(
    promiseId: string,
    channel: MessageChannel,
    detail: ContactDetail,
    by: PromiseActor,
    key: string,
  ): Promise<Result<PromiseRecord, PromiseRefusal>>;
  /** The page; `opened`: note that the donor has it open. */
  look(token: string, opened: boolean): Promise<SigningView>;
  typeDetails(token: string, typed: { name: string; iban: string }, language: Language): Promise<Signing>;
  newCode(token: string, language: Language): Promise<Signing>;
  /** The donor wants to type name and IBAN anew. */
  changeDetails(token: string): Promise<SigningView>;
  sign(token: string, code: string, from: { readonly ip: string }): Promise<Signing>;
  /** For a change of a gift that runs: puts it in force and tells the donor. Undefined: nobody could be told. */
  confirmChange(
    promiseId: string,
    detail: ContactDetail,
    by: PromiseActor,
    key: string,
  ): Promise<Result<MessageSent | undefined, PromiseRefusal>>;
  /** For a change of a gift that was signed here: tells the donor, once by key. Undefined: nobody could be told. */
  tellChange(
    promise: PromiseRecord,
    kind: 'upgrade' | 'downgrade' | 'pause',
    key: string,
  ): Promise<MessageSent | undefined>;
  /** A fresh link of the newest number, for letters and reminders. */
  linkOf(promise: PromiseRecord): string | undefined;
  /** A mandate that came back signed by hand: name and IBAN as they stand on the paper. */
  signedOnPaper(
    promiseId: string,
    paper: { readonly name: string; readonly iban: string },
    by: PromiseActor,
    key: string,
  ): Promise<Result<PromiseRecord, PromiseRefusal | SigningProblem>>;
}

const DONOR: PromiseActor = { kind: 'system' };
const MAX_NAME = 70;

type Codes = ReturnType<typeof createSigningCodes>;

/** What a donor does on the page, and what is sent so that he or she gets there. */
export function createSigningDesk(parts: SigningDeskParts): SigningDesk {
  const { desk, keys, store } = parts;
  const codes = createSigningCodes(parts);
  const read = (token: string): SigningLink | undefined => readSigningToken(keys, token);
  return {
    linkOf: (promise) => linkOf(parts, promise),
    sendLink: (promiseId, channel, detail, by, key) => sendLink(parts, promiseId, { channel, detail, by, key }),
    confirmChange: (promiseId, detail, by, key) => confirmChange(parts, promiseId, { detail, by, key }),
    tellChange: (promise, kind, key) =>
      tellChange(parts, promise, { kind, detail: {}, key: `${promise.promiseId}:notice:${key}` }),
    look: async (token, opened) => {
      const link = read(token);
      const before = await viewOf(parts, link);
      if (!opened || link === undefined || !['form', 'gift'].includes(before.what)) return before;
      await desk.act(link.promiseId, { type: 'open' }, DONOR, `open:${link.link}`);
      return viewOf(parts, link);
    },
    typeDetails: (token, typed, language) =>
      atWork(parts, read(token), 'form', (open) => typeDetails(parts, codes, open, typed, language)),
    newCode: (token, language) => atWork(parts, read(token), 'code', ({ promise }) => codes.send(promise, language)),
    changeDetails: async (token) => {
      const { view } = await atWork(parts, read(token), 'code', async ({ details }) => {
        await store.putDetails({ ...details, ...nothingTyped });
        return [];
      });
      return view;
    },
    sign: (token, typed, { ip }) =>
      atWork(parts, read(token), 'code', (open, link) => sign(parts, codes, open, { typed, ip, link: link.link })),
    signedOnPaper: (promiseId, paper, by, key) =>
      desk.turns.take(`signing:${promiseId}`, () => signOnPaper(parts, promiseId, paper, by, key)),
  };
}

/** Only while the page is where the donor saw it: whatever else it is by now, the answer says it. */
async function atWork(
  parts: SigningDeskParts,
  link: SigningLink | undefined,
  on: SigningView['what'],
  work: (open: OpenSigning, link: SigningLink) => Promise<readonly SigningProblem[]>,
): Promise<Signing> {
  if (link === undefined) return { ok: true, view: { what: 'unknown' } };
  return parts.desk.turns.take(`signing:${link.promiseId}`, async () => {
    const before = await viewOf(parts, link);
    if (!('open' in before) || before.what !== on) return { ok: true, view: before };
    const problems = await work(before.open, link);
    const view = await viewOf(parts, link);
    return problems.length === 0 ? { ok: true, view } : { ok: false, view, problems };
  });
}

interface Typed {
  readonly name: string;
  readonly iban: string;
}

async function typeDetails(
  { vault, store, desk, ids }: SigningDeskParts,
  codes: Codes,
  open: OpenSigning,
  typed: Typed,
  language: Language,
): Promise<readonly SigningProblem[]> {
  const { name, account, problems } = readTyped(typed);
  if (account === undefined || problems.length > 0) return problems;
  if (vault === undefined) return [{ field: 'code', problem: 'not-sent' }];
  const { promise, details } = open;
  const proofText = mandateText({ ...open, debtor: debtorOf(name, account) }, language);
  const sealedIban = vault.seal(ibanPlace(promise.promiseId), account.iban);
  if (!(await store.putDetails({ ...details, ...filled(name, account), sealedIban, proofText }))) return [];
  const act = { type: 'type-iban', country: account.country } as const;
  const noted = await desk.act(promise.promiseId, act, DONOR, `iban:${ids.next()}`);
  return noted.ok ? codes.send(promise, language) : [{ field: 'code', problem: 'not-sent' }];
}

async function sign(
  { store, desk, now }: SigningDeskParts,
  codes: Codes,
  { details, promise }: OpenSigning,
  by: { readonly typed: string; readonly ip: string; readonly link: number },
): Promise<readonly SigningProblem[]> {
  const problem = await codes.check(promise, by.typed);
  if (problem !== undefined) return [problem];
  const byMail = details.codeBy === 'email';
  const hash = proofHash(details.proofText ?? '');
  const act = { type: 'sign', method: byMail ? 'code-email' : 'code-sms', proofHash: hash } as const;
  const signed = await desk.act(promise.promiseId, act, DONOR, `sign:${by.link}`);
  if (!signed.ok) return [{ field: 'code', problem: 'not-sent' }];
  const proofLast4 = byMail ? null : (details.phone?.slice(-4) ?? null);
  const proof = { proofAt: now(), proofIp: by.ip, proofLast4, codeHash: null, codeTriesLeft: 0 };
  await store.putDetails({ ...details, ...proof });
  return [];
}

async function signOnPaper(
  { store, desk, vault, now }: SigningDeskParts,
  promiseId: string,
  paper: Typed,
  by: PromiseActor,
  key: string,
): Promise<Result<PromiseRecord, PromiseRefusal | SigningProblem>> {
  const promise = await store.promise(promiseId);
  if (promise === undefined) return refuse('not-found');
  if (promise.signedAt !== null) return refuse('already-signed');
  const { name, account, problems } = readTyped(paper);
  const [first] = problems;
  if (first !== undefined) return { ok: false, error: first };
  const { mandateId } = promise;
  const [mandate, creditor, details] = await Promise.all([
    mandateId === null ? undefined : store.mandate(mandateId),
    store.creditor(promise.clientId),
    detailsFor(store, promise),
  ]);
  if (!mandate || !creditor || !details || !account || vault === undefined)
    return refuse('not-possible', 'There is no mandate on paper: send it first (channel "post").');
  const terms = { creditor, rum: mandate.rum, promise, debtor: debtorOf(name, account) };
  const proofText = mandateText(terms, 'fr');
  const sealedIban = vault.seal(ibanPlace(promiseId), account.iban);
  const proof = { sealedIban, proofText, proofAt: now() };
  if (!(await store.putDetails({ ...details, ...filled(name, account), ...proof })))
    return refuse('not-possible', 'The donor is not kept any more.');
  const signed = await desk.act(promiseId, { type: 'sign', method: 'paper', proofHash: proofHash(proofText) }, by, key);
  return signed.ok ? ok(signed.value) : signed;
}

function readTyped(typed: Typed) {
  const account = readIban(typed.iban);
  const name = typed.name.replace(/\s+/g, ' ').trim();
  const problems: SigningProblem[] = [];
  const wrong = nameProblem(name);
  if (wrong !== undefined) problems.push(wrong);
  if (!account.ok) problems.push({ field: 'iban', problem: account.error });
  return { name, account: account.ok ? account.value : undefined, problems };
}

function debtorOf(name: string, { country, last4 }: BankAccount) {
  return { name, maskedIban: maskedIban(country, last4) };
}

function filled(name: string, { country, last4, bank }: BankAccount): Partial<PromiseDetails> {
  return { name, ibanCountry: country, ibanLast4: last4, bankName: bank?.name ?? null, bic: bank?.bic ?? null };
}

/** Where a sealed IBAN belongs: it opens nowhere else. */
export function ibanPlace(promiseId: string): string {
  return `promise.iban:${promiseId}`;
}

const nothingTyped = {
  name: null,
  sealedIban: null,
  ibanCountry: null,
  ibanLast4: null,
  bankName: null,
  bic: null,
  codeHash: null,
  codeTriesLeft: 0,
  proofText: null,
} as const;

function nameProblem(name: string): SigningProblem | undefined {
  if (name.length < 2) return { field: 'name', problem: 'missing' };
  if (name.length > MAX_NAME) return { field: 'name', problem: 'too-long' };
  return /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .,'’&()/-]*$/u.test(name)
    ? undefined
    : { field: 'name', problem: 'characters' };
}

/** Longest thing a form field of the page may hold. */
export const MAX_FIELD = Math.max(MAX_IBAN_INPUT, MAX_NAME) * 2;
