import type { CallbackRecord, CallbackWindow, Candidate } from '../../campaigns/index.ts';
import { callbackState, isMissed, spokenTime } from '../../campaigns/index.ts';
import { findZone } from '../../compliance/index.ts';
import type { AgentView } from '../../dialer/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type CallbackView, callbackList, spokenAnswer, spokenRequest } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import { contactOf } from '../live/agent-live.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const understand = jsonRoute({
  method: 'post',
  path: '/api/agent/callback',
  summary:
    "When the donor on the line wants to be called, in the donor's own words: what was understood, and whether it is allowed",
  body: spokenRequest,
  answer: spokenAnswer,
});
const mine = jsonRoute({
  method: 'get',
  path: '/api/agent/callbacks',
  summary: 'The callbacks that I promised and owe, the soonest first',
  answer: callbackList,
});
const all = jsonRoute({
  method: 'get',
  path: '/api/callbacks',
  summary: 'The callbacks that are owed: missed ones first, then the soonest',
  answer: callbackList,
});

/** A donor whose zone nobody knows is taken to live where most do; the gate refuses the call anyway. */
const USUAL_ZONE = 'Europe/Paris';

export function callbackRoutes(app: App, parts: Parts): void {
  const { store, clock, orgId } = parts;

  app.openapi(understand, async (c) => {
    const { said, language } = c.req.valid('json');
    const agentId = agentIdOf(c.var.principal);
    const candidate = await candidateOf(parts, parts.floor.agentView(agentId));
    const zone = findZone(candidate.numbers[0].zones[0] ?? USUAL_ZONE) ?? findZone(USUAL_ZONE);
    if (zone === undefined) throw new Problem('internal-error', `The runtime does not know the zone ${USUAL_ZONE}.`);
    const spoken = spokenTime(said, { at: clock.now(), zone, language });
    if (!spoken.ok) return c.json({ window: null, problem: spoken.error, zone: zone.name }, 200);
    return c.json({ ...lawful(parts, candidate, agentId, spoken.value), zone: zone.name }, 200);
  });

  app.openapi(mine, async (c) => {
    const at = clock.now();
    const owed = await store.scripts.callbacks(orgId, agentIdOf(c.var.principal));
    return c.json({ at, callbacks: await viewsOf(parts, owed, at) }, 200);
  });

  app.openapi(all, async (c) => {
    const at = clock.now();
    const owed = await store.scripts.callbacks(orgId);
    const seen = owed.filter(({ clientId }) => clientId !== null && maySeeClient(c.var.principal, clientId));
    const views = await viewsOf(parts, seen, at);
    return c.json({ at, callbacks: views.sort((a, b) => Number(b.missed) - Number(a.missed) || a.from - b.from) }, 200);
  });
}

async function candidateOf({ store }: Parts, view: AgentView | undefined): Promise<Candidate> {
  const contactId = contactOf(view);
  if (contactId === undefined)
    throw new Problem('no-call', 'There is no donor to call back: during the talk there is.');
  const candidate = await store.contactById(contactId);
  if (candidate !== undefined) return candidate;
  throw new Problem('not-possible', 'This person is not to be called any more: offer a letter or a message.');
}

type Answer = Pick<ReturnType<typeof spokenAnswer.parse>, 'window' | 'problem'>;

/** As the gate would be asked then, for a call that the person asked for; the window begins where it first allows one. */
function lawful({ floor }: Parts, candidate: Candidate, agentId: AgentId, window: CallbackWindow): Answer {
  const asked = { ...candidate, agentRequired: true, askedForCall: true, ownerId: agentId };
  let soonest = Number.POSITIVE_INFINITY;
  for (const planned of floor.plannedCalls(asked)) {
    const decision = floor.gate.decide({ ...planned, agentReserved: true }, window.from);
    soonest = Math.min(soonest, decision.allowed ? window.from : (decision.nextAllowedAt ?? soonest));
  }
  if (soonest < window.to) return { window: { ...window, from: soonest }, problem: null };
  return { window: null, problem: { code: 'not-callable', words: notCallable(soonest - window.from) } };
}

function notCallable(waitMs: number): { readonly fr: string; readonly en: string } {
  if (!Number.isFinite(waitMs))
    return {
      fr: 'Cette personne ne peut plus être appelée : proposez un courrier ou un message.',
      en: 'This person cannot be called any more: offer a letter or a message.',
    };
  const days = Math.ceil(waitMs / DAY_MS);
  return {
    fr: `On ne peut pas appeler à ce moment-là : proposez une heure d’appel permise${days > 1 ? `, dans ${days} jours au plus tôt` : ''}.`,
    en: `No call is allowed at that time: offer a time when calls are allowed${days > 1 ? `, in ${days} days at the earliest` : ''}.`,
  };
}

async function viewsOf({ floor, names }: Parts, owed: readonly CallbackRecord[], at: number): Promise<CallbackView[]> {
  await names.refresh();
  const campaigns = new Map(floor.snapshot().campaigns.map(({ campaignId, name }) => [campaignId, name]));
  return owed.map((each) => {
    const { contactId, campaignId, ownerId, nth, fromAt, toAt, civility, lastName } = each;
    const donor = [civility, lastName].filter((part) => part !== null && part !== '').join(' ');
    return {
      contactId,
      campaignId,
      campaignName: campaigns.get(campaignId) ?? '',
      ownerId,
      ownerName: ownerId === null ? null : names.of(ownerId),
      donor: donor === '' ? null : donor,
      from: fromAt,
      to: toAt,
      nth,
      state: callbackState(each, at),
      missed: isMissed(each, at),
    };
  });
}
