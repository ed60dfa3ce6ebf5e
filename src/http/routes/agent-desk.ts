import { z } from 'zod';
import {
  type Disposition,
  type DispositionCode,
  dispositionCodes,
  dispositions,
  refusalReasons,
  refusalWords,
  suggestDisposition,
} from '../../campaigns/index.ts';
import type { AgentCall } from '../../dialer/index.ts';
import {
  colleagueList,
  type DispositionChoice,
  dispositionList,
  donorCard,
  suggestedResults,
} from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import { contactOf } from '../live/agent-live.ts';
import type { App, Parts } from '../parts.ts';
import { jsonRoute } from './route.ts';

const card = jsonRoute({
  method: 'get',
  path: '/api/agent/card',
  summary: 'The donor I have on the line, on the preview screen or in wrap-up; there is no way to ask for another',
  answer: z.object({ card: donorCard.nullable() }),
});
const colleagues = jsonRoute({
  method: 'get',
  path: '/api/agent/colleagues',
  summary: 'Whom I could hand a call over to',
  answer: colleagueList,
});
const results = jsonRoute({
  method: 'get',
  path: '/api/agent/dispositions',
  summary: 'The results a call can be given',
  answer: dispositionList,
});

const suggested = jsonRoute({
  method: 'get',
  path: '/api/agent/suggested-results',
  summary: 'The results that what happened in my call points to, best first',
  answer: suggestedResults,
});

export function agentDeskRoutes(app: App, parts: Parts): void {
  app.openapi(card, async (c) => {
    const contactId = contactOf(parts.floor.agentView(agentIdOf(c.var.principal)));
    const found = contactId === undefined ? undefined : await parts.store.donorCard(contactId);
    return c.json({ card: found ?? null }, 200);
  });

  app.openapi(colleagues, async (c) => {
    const me = agentIdOf(c.var.principal);
    const campaigns = parts.floor.agentView(me)?.campaignIds ?? [];
    await parts.names.refresh();
    const others = parts.floor
      .snapshot()
      .agents.filter(
        (each) => each.agentId !== me && (each.supervisor || each.campaignIds.some((id) => campaigns.includes(id))),
      );
    const list = others.map(({ agentId, state, supervisor }) => ({
      agentId,
      name: parts.names.of(agentId),
      state,
      supervisor,
    }));
    return c.json({ colleagues: list }, 200);
  });

  const choices = dispositionCodes
    .filter((code) => dispositions[code].setBy !== 'S')
    .map((code) => choiceOf(code, dispositions[code]));
  const reasons = refusalReasons.map((reason) => ({ reason, words: refusalWords[reason] }));
  app.openapi(results, (c) => c.json({ dispositions: choices, refusalReasons: reasons }, 200));

  app.openapi(suggested, async (c) => {
    const call = parts.floor.agentView(agentIdOf(c.var.principal))?.call ?? null;
    return c.json({ suggestions: call === null ? [] : [...(await suggestionsFor(parts, call))] }, 200);
  });
}

async function suggestionsFor({ store }: Parts, call: AgentCall): Promise<readonly DispositionCode[]> {
  const promises = await store.promises.promisesOf({ of: 'attempt', attemptId: call.attemptId });
  const promise = promises.at(-1)?.kind;
  return suggestDisposition({
    outcome: 'answered',
    talkMs: call.talkMs ?? 0,
    vulnerable: call.vulnerable,
    objected: call.objected,
    callbackSet: false,
    ...(promise === undefined ? {} : { promise }),
    offerStated: call.offerStated,
    objections: call.objections,
    hungUpBy: 'unknown',
  });
}

function choiceOf(code: DispositionChoice['code'], disposition: Disposition): DispositionChoice {
  const { fr, en, useful, rightPerson, effect, objects } = disposition;
  return {
    code,
    words: { fr, en },
    group: useful ? 'useful' : rightPerson ? 'right-person' : 'other',
    needsCallback: effect === 'callback',
    objects: objects === true,
  };
}
