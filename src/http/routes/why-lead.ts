import { z } from 'zod';
import {
  type Campaign,
  type Candidate,
  countBlocked,
  currencyOf,
  explainLead,
  whyBefore,
} from '../../campaigns/index.ts';
import type { ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { contactId, whyLeadAnswer } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { blockedViews } from '../why/views.ts';
import { jsonRoute } from './route.ts';

/** Contacts of the queue that a place is looked for in. */
const LOOKED = 200;

/** Of a campaign. */
const idOrName = z.string().min(1).max(200);

const whyLead = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/why/{contactId}',
  summary: 'Why this contact, why now or not now, and why another one before it',
  params: z.object({ id: idOrName, contactId }),
  answer: whyLeadAnswer,
});

export function whyLeadRoutes(app: App, parts: Parts): void {
  app.openapi(whyLead, async (c) => {
    const { id, contactId: asked } = c.req.valid('param');
    const { store, orgId } = parts;
    const principal = principalOf(c);
    const campaign = (await store.campaigns(orgId)).find((each) => each.id === id || each.name === id);
    if (campaign === undefined || (principal !== undefined && !maySeeClient(principal, campaign.clientId)))
      throw new Problem('not-found', 'There is no such campaign.');
    return c.json(await answerFor(parts, campaign, asked), 200);
  });
}

/** A program on this machine has none. */
function principalOf(c: HttpContext): Principal | undefined {
  return c.get('principal') as Principal | undefined;
}

async function answerFor(parts: Parts, campaign: Campaign, asked: ContactId): Promise<z.infer<typeof whyLeadAnswer>> {
  const { floor, store, clock } = parts;
  const at = clock.now();
  // The page that begins right before it: at most 15 ids have all but its last character in common with it.
  const page = await store.contactPage(campaign.id, asked.slice(0, -1) as ContactId);
  const standing = page.find((each) => each.contactId === asked);
  if (standing === undefined) throw new Problem('not-found', 'There is no such contact in this campaign.');
  const counter = countBlocked(floor.gate, (candidate) => floor.plannedCalls(candidate), at);
  counter.add(standing);
  const [blocked] = blockedViews(counter.result().blocked);
  const { state, candidate } = standing;
  const placed = candidate === undefined ? none(blocked) : await placeOf(parts, campaign, candidate, blocked, at);
  return { at, contactId: asked, state, ...placed };
}

type Words = { readonly fr: string; readonly en: string };
type Place = Pick<z.infer<typeof whyLeadAnswer>, 'place' | 'reasons' | 'before'>;

function none(blocked: { readonly words: Words } | undefined): Place {
  const words = { ...(blocked?.words ?? NO_CALL) };
  return { place: null, reasons: [{ code: 'blocked', inFavour: false, words }], before: null };
}

const NO_CALL: Words = { fr: 'Ce contact n’attend pas d’appel.', en: 'This contact awaits no call.' };

async function placeOf(
  { floor, store }: Parts,
  campaign: Campaign,
  candidate: Candidate,
  blocked: { readonly words: Words } | undefined,
  at: UtcMs,
): Promise<Place> {
  const zone = floor.snapshot().campaigns.find((each) => each.campaignId === campaign.id)?.zone ?? 'Europe/Paris';
  const { candidates, order } = await store.dueContacts(campaign.id, at, LOOKED, new Set(), zone);
  const found = candidates.findIndex((each) => each.contactId === candidate.contactId);
  const question = { candidate, order, at, byWorth: campaign.kind !== undefined, currency: currencyOf(campaign) };
  const first = found === 0 ? undefined : candidates[0];
  return {
    place: found < 0 ? null : found + 1,
    reasons: explainLead({ ...question, blocked: blocked?.words }).map((each) => ({
      ...each,
      words: { ...each.words },
    })),
    before: first === undefined ? null : { contactId: first.contactId, words: { ...whyBefore(first, question) } },
  };
}
