import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { readObjectionToken } from '../../compliance/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import { type HttpContext, remoteAddress } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { donorPage, languageOf } from './donor-page.ts';

/** Requests from one address a minute: many donors may stand behind one proxy, a flood is more. */
export const DONOR_REQUESTS_PER_MINUTE = 120;

/**
 * The donor's own link. Reading it changes nothing, since mail programs open links by themselves; the button does. The
 * pages show nothing of the donor: whoever holds the link may not be the one it was sent to.
 */
export function donorLinkRoutes(app: App, { floor, store }: Parts): void {
  const limiter = new RateLimiterMemory({ points: DONOR_REQUESTS_PER_MINUTE, duration: 60 });

  const charityOf = (clientId: string): string | undefined =>
    floor.snapshot().campaigns.find((campaign) => campaign.clientId === clientId)?.charityName;

  app.get('/objections/:token', async (c) => {
    if (!(await isWithin(limiter, c))) return page(c, 'busy', 429);
    const link = readObjectionToken(store.numberKeys, c.req.param('token'));
    return link === undefined ? page(c, 'unknown', 404) : page(c, 'ask', 200, charityOf(link.clientId));
  });

  app.post('/objections/:token', async (c) => {
    if (!(await isWithin(limiter, c))) return page(c, 'busy', 429);
    const link = readObjectionToken(store.numberKeys, c.req.param('token'));
    if (link === undefined) return page(c, 'unknown', 404);
    const result = await floor.object({ type: 'number-id', ...link, source: 'web-link', channel: 'phone' }, SYSTEM);
    // Refused only when the number is not kept any more: nobody can call it, which is what was asked.
    return page(c, result.ok ? 'done' : 'forgotten', 200, charityOf(link.clientId));
  });
}

function page(c: HttpContext, what: Parameters<typeof donorPage>[0], status: 200 | 404 | 429, charity?: string) {
  const html = donorPage(what, languageOf(c.req.header('accept-language')), charity);
  return c.body(html, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  });
}

async function isWithin(limiter: RateLimiterMemory, c: HttpContext): Promise<boolean> {
  try {
    await limiter.consume(remoteAddress(c) ?? 'unknown');
    return true;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return false;
    throw rejected;
  }
}
