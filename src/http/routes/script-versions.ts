import { z } from 'zod';
import { readScript, type ScriptVersion, scriptDiff, scriptForFloor, scriptState } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import {
  approveRequest,
  campaignId,
  draftRequest,
  goLiveRequest,
  scriptDetail,
  scriptVersions,
  scriptVersion as versionSchema,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';
import { scriptProblem, seenCampaign, versionView } from './script-words.ts';

const params = z.object({ id: campaignId });
const versionParams = z.object({ id: campaignId, version: z.coerce.number().int().positive() });
const PATH = '/api/campaigns/{id}/scripts';

const list = jsonRoute({
  method: 'get',
  path: PATH,
  summary: 'The versions of the script of a campaign, the newest first',
  params,
  answer: scriptVersions,
});
const show = jsonRoute({
  method: 'get',
  path: `${PATH}/{version}`,
  summary: 'A version of the script, and what differs from the one that is live',
  params: versionParams,
  answer: scriptDetail,
});
const draft = jsonRoute({
  method: 'post',
  path: PATH,
  summary: 'A new version, as a draft',
  params,
  body: draftRequest,
  answer: versionSchema,
});
const approve = jsonRoute({
  method: 'post',
  path: `${PATH}/{version}/approve`,
  summary: 'The charity agrees to a version',
  params: versionParams,
  body: approveRequest,
  answer: versionSchema,
});
const goLive = jsonRoute({
  method: 'post',
  path: `${PATH}/{version}/live`,
  summary: 'An approved version goes live: from now on only agents certified for it take calls',
  params: versionParams,
  body: goLiveRequest,
  answer: versionSchema,
});

export function scriptVersionRoutes(app: App, parts: Parts): void {
  const { store, floor } = parts;

  app.openapi(list, async (c) => {
    const { id } = c.req.valid('param');
    seenCampaign(parts, c.var.principal, id);
    const versions = await store.scripts.versions(id);
    return c.json({ versions: versions.map((each) => versionView(each, versions)) }, 200);
  });

  app.openapi(show, async (c) => {
    const { id, version } = c.req.valid('param');
    seenCampaign(parts, c.var.principal, id);
    const versions = await store.scripts.versions(id);
    const own = versionIn(versions, version);
    const document = await documentOf(parts, id, version);
    const against = comparedWith(own, versions);
    const before = against === undefined ? undefined : await store.scripts.document(id, against.version);
    const diff = scriptDiff(before, document);
    return c.json({ ...versionView(own, versions), document, against: against?.version ?? null, diff: [...diff] }, 200);
  });

  app.openapi(draft, async (c) => {
    const { id } = c.req.valid('param');
    const { clientId } = seenCampaign(parts, c.var.principal, id);
    const read = readScript(c.req.valid('json').document);
    if (!read.ok) throw scriptProblem(read.error);
    const version = ((await store.scripts.versions(id))[0]?.version ?? 0) + 1;
    const data = { version, document: read.value };
    const about = { stream: `script:${id}`, clientId, campaignId: id };
    const noted = await floor.note([{ ...about, type: 'script.drafted', data }], actorOf(c.var.principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json(await answerOf(parts, id, version), 200);
  });

  app.openapi(approve, async (c) => {
    const { id, version } = c.req.valid('param');
    const { onBehalf } = c.req.valid('json');
    const { principal } = c.var;
    const { clientId } = seenCampaign(parts, principal, id);
    const versions = await store.scripts.versions(id);
    const own = versionIn(versions, version);
    if (own.approvedAt !== null) return c.json(versionView(own, versions), 200);
    if (principal.role !== 'client' && onBehalf === undefined)
      throw new Problem('bad-request', 'The charity approves: say in "onBehalf" what shows that it agreed.', {
        errors: [{ field: 'onBehalf', message: 'is needed where no user of the charity approves' }],
      });
    const data = { version, onBehalf: principal.role === 'client' ? null : (onBehalf ?? null) };
    const about = { stream: `script:${id}`, clientId, campaignId: id };
    const noted = await floor.note([{ ...about, type: 'script.approved', data }], actorOf(principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json(await answerOf(parts, id, version), 200);
  });

  addGoLive(app, parts);
}

function addGoLive(app: App, parts: Parts): void {
  const { store, floor } = parts;
  app.openapi(goLive, async (c) => {
    const { id, version } = c.req.valid('param');
    const { reason = null } = c.req.valid('json');
    seenCampaign(parts, c.var.principal, id);
    const versions = await store.scripts.versions(id);
    const own = versionIn(versions, version);
    const state = scriptState(own, versions);
    if (state === 'live') return c.json(versionView(own, versions), 200);
    if (state === 'draft')
      throw new Problem('not-possible', `Version ${version} is a draft: the charity has to approve it first.`);
    if (state === 'retired' && reason === null)
      throw new Problem('not-possible', `Version ${version} was live before: say in "reason" why it comes back.`);
    const script = scriptForFloor(await documentOf(parts, id, version), version);
    const done = await floor.actOnCampaign(
      { type: 'campaign.set-script', campaignId: id, script, reason },
      actorOf(c.var.principal),
    );
    if (!done.ok) throw refusalProblem(done.error);
    return c.json({ ...versionView(own, versions), state: 'live' as const, liveAt: parts.clock.now() }, 200);
  });
}

/** What is live; of what is live itself, the one before it. */
function comparedWith(own: ScriptVersion, versions: readonly ScriptVersion[]): ScriptVersion | undefined {
  const live = versions
    .filter(({ liveAt, version }) => liveAt !== null && version !== own.version)
    .sort((a, b) => (b.liveAt ?? 0) - (a.liveAt ?? 0));
  return live.find(({ liveAt }) => own.liveAt === null || (liveAt ?? 0) < own.liveAt);
}

function versionIn(versions: readonly ScriptVersion[], version: number): ScriptVersion {
  const found = versions.find((each) => each.version === version);
  if (found === undefined) throw new Problem('not-found', `The script has no version ${version}.`);
  return found;
}

async function documentOf({ store }: Parts, id: CampaignId, version: number) {
  const document = await store.scripts.document(id, version);
  if (document === undefined) throw new Problem('not-found', `The script has no version ${version}.`);
  return document;
}

async function answerOf({ store }: Parts, id: CampaignId, version: number) {
  const versions = await store.scripts.versions(id);
  return versionView(versionIn(versions, version), versions);
}
