import {
  type NumberRejection,
  numberOrigin,
  numberRejections,
  type ObjectionReach,
  objectionPath,
} from '../../compliance/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import {
  objectionAnswer,
  objectionLinkAnswer,
  objectionLinkRequest,
  objectionListAnswer,
  objectionListRequest,
  objectionRequest,
} from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const record = jsonRoute({
  method: 'post',
  path: '/api/objections',
  summary: 'Somebody told the charity that he or she wants no more calls: in force at once',
  body: objectionRequest,
  answer: objectionAnswer,
});
const importList = jsonRoute({
  method: 'post',
  path: '/api/objections/import',
  summary: 'A part of a suppression list: in force at once, and nothing ever takes it back',
  body: objectionListRequest,
  answer: objectionListAnswer,
});
const link = jsonRoute({
  method: 'post',
  path: '/api/objections/links',
  summary: 'The link by which a donor can object without being asked anything',
  body: objectionLinkRequest,
  answer: objectionLinkAnswer,
});

export function objectionRoutes(app: App, { floor, store, publicUrl }: Parts): void {
  app.openapi(record, async (c) => {
    const { number, clientId, source, channel, reason, ...terms } = c.req.valid('json');
    refuseOtherClients(c.var.principal, clientId);
    refuseOtherCampaigns(floor, clientId, terms.campaignId);
    const result = await floor.object(
      { type: 'number', number: numberOf(number), clientId, source, reach: reachOf(clientId, terms), channel, reason },
      actorOf(c.var.principal),
    );
    if (!result.ok) throw refusalProblem(result.error);
    return c.json({ recorded: true as const }, 200);
  });

  app.openapi(importList, async (c) => {
    const { numbers, clientId, channel, reason, ...terms } = c.req.valid('json');
    const principal = principalOf(c);
    if (principal !== undefined) refuseOtherClients(principal, clientId);
    refuseOtherCampaigns(floor, clientId, terms.campaignId);
    const read = numbers.map((text) => numberOrigin(text));
    const known = read.flatMap((each) => (each.ok ? [each.value.number] : []));
    if (known.length > 0) {
      const result = await floor.object(
        { type: 'numbers', numbers: known, clientId, reach: reachOf(clientId, terms), channel, reason },
        principal === undefined ? SYSTEM : actorOf(principal),
      );
      if (!result.ok) throw refusalProblem(result.error);
    }
    const unreadable = read.flatMap((each, index) => (each.ok ? [] : [{ index, reason: words(each.error) }]));
    return c.json({ recorded: known.length, unreadable }, 200);
  });

  app.openapi(link, async (c) => {
    const { number, clientId } = c.req.valid('json');
    refuseOtherClients(c.var.principal, clientId);
    const numberId = await store.numberIdFor(numberOf(number), clientId);
    const path = objectionPath(store.numberKeys, { numberId, clientId });
    return c.json({ path, url: new URL(path, publicUrl ?? c.req.url).href }, 200);
  });
}

/** A program on this machine has none. */
function principalOf(c: HttpContext): Principal | undefined {
  return c.get('principal') as Principal | undefined;
}

function refuseOtherClients(principal: Principal, clientId: ClientId): void {
  if (!maySeeClient(principal, clientId)) throw new Problem('not-found', 'There is no such charity.');
}

/** One charity's objection must not name another's campaign. */
function refuseOtherCampaigns(floor: Parts['floor'], clientId: ClientId, campaignId: CampaignId | undefined): void {
  const campaign = floor.snapshot().campaigns.find((each) => each.campaignId === campaignId);
  if (campaignId !== undefined && campaign?.clientId !== clientId)
    throw new Problem('not-found', 'This charity has no such campaign.');
}

function reachOf(
  clientId: ClientId,
  { scope, campaignId }: { readonly scope: ObjectionReach['scope']; readonly campaignId?: CampaignId | undefined },
): ObjectionReach {
  if (scope === 'agency') return { scope };
  if (scope === 'client') return { scope, clientId };
  if (campaignId !== undefined) return { scope, campaignId };
  const message = 'is needed for an objection to one campaign';
  throw new Problem('bad-request', `The request does not fit: campaignId ${message}.`, {
    errors: [{ field: 'campaignId', message }],
  });
}

function numberOf(text: string): E164 {
  const origin = numberOrigin(text);
  if (origin.ok) return origin.value.number;
  const message = `not a number that can be called: ${words(origin.error)}`;
  throw new Problem('bad-request', 'The number cannot be read.', { errors: [{ field: 'number', message }] });
}

function words(rejection: NumberRejection): string {
  return numberRejections[rejection].en;
}
