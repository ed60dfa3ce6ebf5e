import { z } from 'zod';
import { DAY_MS } from '../../kernel/time.ts';
import { agentId, lineMeasure, lineMinutes, lineNoted, softphoneAccount } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import { floorViewFor } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const account = jsonRoute({
  method: 'post',
  path: '/api/agent/softphone',
  summary: 'A SIP account for my browser, that ends with my session',
  answer: softphoneAccount,
});
const note = jsonRoute({
  method: 'post',
  path: '/api/agent/line-quality',
  summary: 'What my softphone measured in the last seconds',
  body: lineMeasure,
  answer: lineNoted,
});
const own = jsonRoute({
  method: 'get',
  path: '/api/agent/line-quality',
  summary: 'How my line was in the last 24 hours, minute by minute, the newest first',
  answer: lineMinutes,
});

const another = jsonRoute({
  method: 'get',
  path: '/api/agents/{id}/line-quality',
  summary: 'How the line of an agent on the floor was in the last 24 hours, minute by minute, the newest first',
  params: z.object({ id: agentId }),
  answer: lineMinutes,
});

export function softphoneRoutes(app: App, parts: Parts): void {
  app.openapi(account, (c) => {
    const mine = agentIdOf(c.var.principal);
    if (parts.softphoneAccounts === undefined)
      throw new Problem('line-refused', 'Browsers are no lines here: set "softphone" in foyer.json.');
    return c.json(parts.softphoneAccounts.issue(mine, c.var.sessionKey), 200);
  });

  app.openapi(note, (c) => c.json(parts.lineQuality.note(agentIdOf(c.var.principal), c.req.valid('json')), 200));

  app.openapi(own, async (c) => {
    const minutes = await parts.lineQuality.of(agentIdOf(c.var.principal), parts.clock.now() - DAY_MS);
    return c.json({ minutes: [...minutes] }, 200);
  });

  app.openapi(another, async (c) => {
    const { id } = c.req.valid('param');
    const { agents } = floorViewFor(c.var.principal, parts.floor.snapshot(), parts);
    if (!agents.some((each) => each.agentId === id))
      throw new Problem('not-found', 'There is no such agent on the floor.');
    const minutes = await parts.lineQuality.of(id, parts.clock.now() - DAY_MS);
    return c.json({ minutes: [...minutes] }, 200);
  });
}
