import { z } from 'zod';
import { type Disposition, dispositionCodes, dispositions } from '../../campaigns/index.ts';
import { colleagueList, type DispositionChoice, dispositionList, donorCard } from '../contract/index.ts';
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
  app.openapi(results, (c) => c.json({ dispositions: choices }, 200));
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
