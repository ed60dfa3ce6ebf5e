import { z } from 'zod';
import {
  type Certification,
  renderScript,
  type ScriptDocument,
  scriptDiff,
  scriptSkill,
} from '../../campaigns/index.ts';
import type { AgentId, CampaignId } from '../../kernel/id.ts';
import { campaignId, quizAnswer, quizRequest, training } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { saleOf } from './promises-agent.ts';
import { jsonRoute } from './route.ts';

const show = jsonRoute({
  method: 'get',
  path: '/api/agent/training',
  summary: 'The scripts of my campaigns: what has changed, and the questions I answer before I take calls',
  answer: training,
});
const take = jsonRoute({
  method: 'post',
  path: '/api/agent/training/{id}',
  summary: 'I have read the version, and answer its questions',
  params: z.object({ id: campaignId }),
  body: quizRequest,
  answer: quizAnswer,
});

interface LiveScript {
  readonly campaignId: CampaignId;
  readonly campaignName: string;
  readonly charityName: string;
  readonly version: number;
  readonly document: ScriptDocument;
}

export function certificationRoutes(app: App, parts: Parts): void {
  app.openapi(show, async (c) => {
    const { principal } = c.var;
    const certified = await parts.store.scripts.certifications(agentIdOf(principal));
    const campaigns = [];
    for (const id of principal.campaignIds) {
      const live = await liveScript(parts, id);
      if (live !== undefined) campaigns.push(await lesson(parts, principal, live, certified));
    }
    return c.json({ campaigns }, 200);
  });

  app.openapi(take, async (c) => {
    const { id } = c.req.valid('param');
    const { version, answers } = c.req.valid('json');
    const { principal } = c.var;
    const live = principal.campaignIds.includes(id) ? await liveScript(parts, id) : undefined;
    const figures = parts.floor.snapshot().campaigns.find((each) => each.campaignId === id);
    if (live === undefined || figures === undefined)
      throw new Problem('not-found', 'You have no such campaign, or it has no script.');
    if (live.version !== version)
      throw new Problem('not-possible', `Version ${live.version} is live now: read that one.`);
    const { quiz } = live.document;
    const right = quiz.filter((question, index) => question.right === answers[index]).length;
    const passed = right === quiz.length;
    const agentId = agentIdOf(principal);
    const data = { agentId, version, right, of: quiz.length, passed };
    const about = { stream: `script:${id}`, clientId: figures.clientId, campaignId: id };
    const noted = await parts.floor.note([{ ...about, type: 'script.quiz-taken', data }], actorOf(principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json({ passed, right, of: quiz.length }, 200);
  });
}

/** Skills by certification, beside those of the account: what `serves` asks for. */
export async function certifiedSkills({ store }: Pick<Parts, 'store'>, agentId: AgentId): Promise<string[]> {
  const certified = await store.scripts.certifications(agentId);
  return certified.map(({ campaignId: id, version }) => scriptSkill(id, version));
}

/** Of these campaigns, those whose live script the agent is not certified for. */
export async function untaught(
  { store, orgId }: Pick<Parts, 'store' | 'orgId'>,
  campaignIds: readonly CampaignId[],
  skills: readonly string[],
): Promise<readonly { readonly id: CampaignId; readonly name: string; readonly version: number }[]> {
  const campaigns = await store.campaigns(orgId);
  return campaigns.flatMap(({ id, name, script }) => {
    if (script === undefined || !campaignIds.includes(id)) return [];
    return skills.includes(scriptSkill(id, script.version)) ? [] : [{ id, name, version: script.version }];
  });
}

async function liveScript({ store, orgId }: Parts, id: CampaignId): Promise<LiveScript | undefined> {
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  const version = campaign?.script?.version;
  if (campaign === undefined || version === undefined) return undefined;
  const document = await store.scripts.document(id, version);
  if (document === undefined) return undefined;
  return { campaignId: id, campaignName: campaign.name, charityName: campaign.charityName, version, document };
}

async function lesson(parts: Parts, principal: Principal, live: LiveScript, certified: readonly Certification[]) {
  const { campaignId: id, campaignName, charityName, version, document } = live;
  const own = certified.filter((each) => each.campaignId === id);
  const known = own.toSorted((a, b) => b.version - a.version).find((each) => each.version !== version);
  const before = known === undefined ? undefined : await parts.store.scripts.document(id, known.version);
  const changes = before === undefined ? [] : scriptDiff(before, document);
  const script = renderScript(
    document,
    {},
    {
      charity: charityName,
      agency: parts.organisation,
      agent: principal.displayName,
      campaign: campaignName,
      asksCents: [],
      currency: (await saleOf(parts, { campaignId: id })).currency,
      year: 0,
    },
  );
  return {
    campaignId: id,
    campaignName,
    version,
    certified: own.some((each) => each.version === version),
    title: document.title,
    steps: script.steps.map(({ id: step, kind, text, mandatory }) => ({ id: step, kind, text, mandatory })),
    objections: script.objections.map(({ key, label, answer }) => ({ key, label, answer })),
    changes: changes.flatMap(({ change, text }) => (change === 'same' ? [] : [{ change, text }])),
    questions: document.quiz.map(({ question, answers }) => ({ question, answers })),
  };
}
