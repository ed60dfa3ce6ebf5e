import { agentLine } from '../agent-line.ts';
import { agentAnswer, openShiftRequest } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { listeners } from '../policy.ts';
import { Problem } from '../problem.ts';
import { actAs, agentAnswerOf } from './act.ts';
import { certifiedSkills, untaught } from './certification.ts';
import { eventRoute, jsonRoute } from './route.ts';

const show = jsonRoute({ method: 'get', path: '/api/agent', summary: 'My state on the floor', answer: agentAnswer });
const live = eventRoute(
  '/api/agent/live',
  "My state and my donor's card, as they change (events: view, card, promise)",
);
const openShift = jsonRoute({
  method: 'post',
  path: '/api/agent/session',
  summary: 'Come to the floor: my line is opened, once for the whole shift',
  body: openShiftRequest,
  answer: agentAnswer,
});
const closeShift = jsonRoute({
  method: 'delete',
  path: '/api/agent/session',
  summary: 'Leave the floor',
  answer: agentAnswer,
});

export function agentRoutes(app: App, parts: Parts): void {
  const { sessions, agentLive } = parts;

  app.openapi(show, (c) => c.json(agentAnswerOf(parts, agentIdOf(c.var.principal)), 200));

  app.openapi(live, (c) => {
    const { principal, sessionKey } = c.var;
    return agentLive.open(agentIdOf(principal), () => sessions.isOpen(sessionKey));
  });

  app.openapi(openShift, async (c) => {
    const { principal } = c.var;
    const { line, campaignIds = principal.campaignIds, leavesAt } = c.req.valid('json');
    const skills = [...principal.skills, ...(await certifiedSkills(parts, agentIdOf(principal)))];
    const listens = listeners.includes(principal.role);
    const asked = campaignIds.filter((id) => principal.campaignIds.includes(id));
    const missing = listens ? [] : await untaught(parts, asked, skills);
    const own = asked.filter((id) => missing.every((each) => each.id !== id));
    const [first] = missing;
    // Asked for by name, or nothing is left: somebody who takes no calls has to know why.
    if (first !== undefined && (own.length === 0 || c.req.valid('json').campaignIds !== undefined))
      throw new Problem(
        'not-certified',
        `You are not certified for version ${first.version} of the script of "${first.name}": read it and answer its questions (/api/agent/training).`,
      );
    const answer = await actAs(parts, principal, {
      type: 'agent.log-in',
      line: agentLine(line, principal, parts.agentLines),
      campaignIds: own,
      skills,
      supervisor: listens,
      ...(leavesAt === undefined ? {} : { leavesAt }),
    });
    return c.json(answer, 200);
  });

  app.openapi(closeShift, async (c) => c.json(await actAs(parts, c.var.principal, { type: 'agent.log-out' }), 200));
}
