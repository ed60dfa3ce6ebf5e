import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type DonorLanguage, MAX_FIELD, type Signing, type SigningView } from '../../campaigns/index.ts';
import { type HttpContext, remoteAddress } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { languageOf } from './donor-page.ts';
import { signedMandatePdf } from './promises-pdf.ts';
import { signingPage, type Typed } from './signing-page.ts';

/** Requests of one address, and changes of one link, a minute: a person needs five, a guesser thousands (whom the bounds of the codes hold as well). */
const SIGNING_REQUESTS_PER_MINUTE = 240;
const SIGNING_CHANGES_PER_MINUTE = 60;

/**
 * The page on which a donor signs or pays, by the link alone. Every answer of a form is a page of its own, so that it
 * works without any script.
 */
export function signingRoutes(app: App, parts: Parts): void {
  const addresses = new RateLimiterMemory({ points: SIGNING_REQUESTS_PER_MINUTE, duration: 60 });
  const links = new RateLimiterMemory({ points: SIGNING_CHANGES_PER_MINUTE, duration: 60 });
  const { signing } = parts.promises;

  app.get('/signature/:token', async (c) => {
    if (!(await isWithin(addresses, remoteAddress(c) ?? 'unknown'))) return page(c, { what: 'busy' }, 429);
    return page(c, await signing.look(tokenOf(c), !isPrefetch(c)));
  });

  app.post('/signature/:token', async (c) => {
    const token = tokenOf(c);
    const within = (await isWithin(addresses, remoteAddress(c) ?? 'unknown')) && (await isWithin(links, token));
    if (!within) return page(c, { what: 'busy' }, 429);
    const form = await c.req.parseBody();
    const text = (name: string): string => {
      const value = form[name];
      return typeof value === 'string' ? value.slice(0, MAX_FIELD) : '';
    };
    const language = languageOf(c.req.header('accept-language'));
    const typed = { name: text('name'), iban: text('iban') };
    switch (text('step')) {
      case 'details':
        return answer(c, await signing.typeDetails(token, typed, language), typed);
      case 'new-code':
        return answer(c, await signing.newCode(token, language));
      case 'change':
        return page(c, await signing.changeDetails(token));
      case 'code':
        return answer(c, await signing.sign(token, text('code'), { ip: remoteAddress(c) ?? 'unknown' }));
      default:
        return page(c, await signing.look(token, false));
    }
  });

  app.get('/signature/:token/carte', async (c) => {
    if (!(await isWithin(addresses, remoteAddress(c) ?? 'unknown'))) return page(c, { what: 'busy' }, 429);
    const view = await signing.look(tokenOf(c), false);
    const { cards } = parts.promises;
    if (view.what !== 'gift' || cards === undefined) return page(c, view);
    const { promise, charity } = view.open;
    const returnUrl = signing.linkOf(promise);
    if (promise.amountCents === null || returnUrl === undefined) return page(c, view);
    const { promiseId, clientId, amountCents, currency, link } = promise;
    const asked = {
      promiseId,
      clientId,
      amountCents,
      currency,
      label: charity,
      returnUrl,
      key: `${promiseId}:card:${link}`,
    };
    const made = await cards.link(asked);
    return made.ok && made.url.startsWith('https://') ? c.redirect(made.url, 303) : page(c, { what: 'busy' }, 503);
  });

  app.get('/signature/:token/mandat.pdf', async (c) => {
    if (!(await isWithin(addresses, remoteAddress(c) ?? 'unknown'))) return page(c, { what: 'busy' }, 429);
    const view = await signing.look(tokenOf(c), false);
    if (view.what !== 'signed' || !view.open.document) return page(c, view, 404);
    return signedMandatePdf(c, parts, view.open, languageOf(c.req.header('accept-language')));
  });
}

function tokenOf(c: HttpContext): string {
  return c.req.param('token') ?? '';
}

/** Browsers and messengers that look at a link before the person does. */
function isPrefetch(c: HttpContext): boolean {
  const purpose = `${c.req.header('sec-purpose') ?? ''} ${c.req.header('purpose') ?? ''}`;
  return c.req.method === 'HEAD' || purpose.includes('prefetch') || purpose.includes('preview');
}

function answer(c: HttpContext, signing: Signing, typed?: Typed) {
  if (signing.ok) return page(c, signing.view);
  return page(c, signing.view, 422, { problems: signing.problems, ...(typed === undefined ? {} : { typed }) });
}

function page(
  c: HttpContext,
  view: SigningView | { readonly what: 'busy' },
  status?: 404 | 422 | 429 | 503,
  more: Pick<Parameters<typeof signingPage>[0], 'problems' | 'typed'> = {},
) {
  const language: DonorLanguage = languageOf(c.req.header('accept-language'));
  const code = status ?? (view.what === 'unknown' ? 404 : view.what === 'expired' ? 410 : 200);
  const html = signingPage({ view, language, path: `/signature/${tokenOf(c)}`, ...more });
  return c.body(html, code, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
  });
}

async function isWithin(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return false;
    throw rejected;
  }
}
