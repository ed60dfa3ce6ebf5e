import { z } from 'zod';
import {
  protectedScript,
  type RenderedScript,
  renderScript,
  type ScriptDocument,
  stepTimes,
} from '../../campaigns/index.ts';
import { civilDate } from '../../compliance/index.ts';
import type { AgentView } from '../../dialer/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type AgentScript, agentScript, attemptId, callSteps } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import { contactOf } from '../live/agent-live.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { saleOf } from './promises-agent.ts';
import { jsonRoute } from './route.ts';
import { scriptAsks } from './script-asks.ts';

const show = jsonRoute({
  method: 'get',
  path: '/api/agent/script',
  summary: 'The script as I read it out to the donor I have on the line or on the preview screen',
  answer: agentScript,
});
const steps = jsonRoute({
  method: 'get',
  path: '/api/calls/{id}/steps',
  summary: 'Which steps of the script were on the screen during a call, how long, and what was ticked: the proof',
  params: z.object({ id: attemptId }),
  answer: callSteps,
});

export function scriptRoutes(app: App, parts: Parts): void {
  app.openapi(show, async (c) => {
    const { principal } = c.var;
    const view = parts.floor.agentView(agentIdOf(principal));
    const contactId = contactOf(view);
    if (view === undefined || contactId === undefined) return c.json({ script: null }, 200);
    return c.json({ script: await scriptFor(parts, principal, view, contactId) }, 200);
  });

  app.openapi(steps, async (c) => {
    const { id } = c.req.valid('param');
    const [visits, useful] = await Promise.all([
      parts.store.scripts.callSteps(id),
      parts.store.scripts.usefulContact(id),
    ]);
    if (useful?.clientId == null || !maySeeClient(c.var.principal, useful.clientId))
      throw new Problem('not-found', 'There is no such call, or nobody has written it up yet.');
    // The talk ended when the last step did, at the latest `talkMs` after its first second.
    const first = visits[0]?.at ?? useful.at;
    const times = stepTimes(visits, Math.max(visits.at(-1)?.at ?? first, first + useful.talkMs));
    const answer = times.map((time) => ({
      ...time,
      firstAt: visits.find(({ step }) => step === time.step)?.at ?? useful.at,
    }));
    const objections = [...new Set(visits.flatMap(({ objection }) => objection ?? []))];
    return c.json({ attemptId: id, steps: answer, objections }, 200);
  });
}

async function scriptFor(
  parts: Parts,
  principal: Principal,
  view: AgentView,
  contactId: ContactId,
): Promise<AgentScript['script']> {
  const about = view.call ?? view.preview;
  if (about === null) return null;
  const { campaignId, campaignName, charityName } = about;
  const version = view.call === null ? await liveVersion(parts, campaignId) : view.call.scriptVersion;
  const document = version === null ? undefined : await parts.store.scripts.document(campaignId, version);
  if (version === null || document === undefined) return null;
  const card = await parts.store.donorCard(contactId);
  const { currency } = await saleOf(parts, { campaignId });
  const rendered = renderScript(document, card ?? {}, {
    charity: charityName,
    agency: parts.organisation,
    agent: principal.displayName,
    campaign: campaignName,
    asksCents: view.call === null || !asks(document) ? [] : await scriptAsks(parts, view.call),
    currency,
    year: civilDate(Math.floor(parts.clock.now() / DAY_MS)).year,
  });
  return answered(version, view.call?.vulnerable === true ? protectedScript(rendered) : rendered);
}

function asks({ steps: all }: ScriptDocument): boolean {
  return all.some(({ kind }) => kind === 'ask');
}

async function liveVersion({ store }: Parts, campaignId: CampaignId): Promise<number | null> {
  const live = (await store.scripts.versions(campaignId)).filter(({ liveAt }) => liveAt !== null);
  const [newest] = live.sort((a, b) => (b.liveAt ?? 0) - (a.liveAt ?? 0));
  return newest?.version ?? null;
}

function answered(version: number, script: RenderedScript): AgentScript['script'] {
  return {
    ...script,
    version,
    steps: script.steps.map((step) => ({ ...step, branches: [...step.branches] })),
    objections: [...script.objections],
  };
}
