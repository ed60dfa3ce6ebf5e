import { isIP } from 'node:net';
import type { HttpContext } from '../http-env.ts';
import { Problem } from '../problem.ts';

/** The site a passkey is for; it is of no use at any other. */
export interface PasskeySite {
  readonly rpId: string;
  readonly origin: string;
}

/** @throws Problem `not-possible` where browsers make no passkeys: at an IP address */
export function passkeySite(c: HttpContext, publicUrl: string | undefined): PasskeySite {
  const { hostname, origin } = new URL(publicUrl ?? c.req.url);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
    throw new Problem('not-possible', 'Passkeys need a site with a name: open it under its name, and set publicUrl.');
  return { rpId: hostname, origin };
}
