import { createHash, timingSafeEqual } from 'node:crypto';
import { isUuid } from '../../kernel/id.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { directoryXml, NOT_FOUND_XML } from '../softphone/directory-xml.ts';

/** The name that goes with `softphone.directoryPassword`. */
const SWITCH_USER = 'foyer';

/**
 * FreeSWITCH asks here who may register (mod_xml_curl). It is answered for agents' browsers alone; everything else it
 * finds in its own files.
 */
export function switchDirectoryRoutes(app: App, { agentLines, softphoneAccounts }: Parts): void {
  const { softphone } = agentLines;
  app.post('/api/switch/directory', async (c) => {
    if (softphone === undefined || softphoneAccounts === undefined)
      throw new Problem('unknown-route', 'Browsers are no lines here: set "softphone" in foyer.json.');
    if (!isSwitch(c, softphone.directoryPassword)) {
      c.header('WWW-Authenticate', 'Basic realm="Foyer"');
      throw new Problem('not-authenticated', 'This is for the switch: gateway-credentials of xml_curl.conf.xml.');
    }
    const asked = new URLSearchParams(await c.req.text());
    const [user, domain] = [asked.get('user') ?? '', asked.get('domain') ?? ''];
    const isHere = asked.get('section') === 'directory' && domain === softphone.domain && isUuid(user);
    const a1Hash = isHere ? softphoneAccounts.a1Hash(user) : undefined;
    const xml = a1Hash === undefined ? NOT_FOUND_XML : directoryXml({ domain, user, a1Hash });
    return c.body(xml, 200, { 'Content-Type': 'text/xml; charset=utf-8' });
  });
}

function isSwitch(c: HttpContext, password: string): boolean {
  const [scheme, given = ''] = (c.req.header('authorization') ?? '').split(' ', 2);
  const expected = Buffer.from(`${SWITCH_USER}:${password}`).toString('base64');
  return scheme?.toLowerCase() === 'basic' && timingSafeEqual(digest(given), digest(expected));
}

/** Of one length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
