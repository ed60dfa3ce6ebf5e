import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { csvText, recordTable, usualLayout } from '../../campaigns/export/index.ts';
import { isZone } from '../../campaigns/figures/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { campaignId, problemDocument, recordsRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';

const endFile = createRoute({
  method: 'post',
  path: '/api/campaigns/{id}/records.csv',
  summary: "The end-of-campaign file: one row a record, in the client's own columns",
  security: [{ session: [] }, { bearer: [] }] as Record<string, string[]>[],
  request: {
    params: z.object({ id: campaignId }),
    body: { required: true, content: { 'application/json': { schema: recordsRequest } } },
  },
  responses: {
    200: {
      description: 'UTF-8 with BOM, semicolons',
      content: { 'text/csv': { schema: { type: 'string' as const } } },
    },
    default: {
      description: 'A problem document (RFC 9457)',
      content: { 'application/problem+json': { schema: problemDocument } },
    },
  },
});

export function recordRoutes(app: App, parts: Parts): void {
  app.openapi(endFile, async (c) => {
    const { language, zone, layout = usualLayout(language) } = c.req.valid('json');
    if (!isZone(zone)) {
      const message = 'must be a time zone such as Europe/Paris';
      throw new Problem('bad-request', `The request does not fit: zone ${message}.`, {
        errors: [{ field: 'zone', message }],
      });
    }
    const { id: of, name } = await ownCampaign(parts, c.req.valid('param').id, c.var.principal);
    await parts.names.refresh();
    const agentName = (agentId: string) => parts.names.of(agentId);
    const table = recordTable(parts.store.records, { campaignId: of, name, layout, language, zone, agentName });
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="foyer-records.csv"');
    // Page by page as the receiver takes them: a million records are never held.
    return c.body(ReadableStream.from(csvText(table, language)).pipeThrough(new TextEncoderStream()), 200);
  });
}

/** Of another charity, a campaign is not there. */
async function ownCampaign({ store, orgId }: Parts, id: CampaignId, principal: Principal) {
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  if (campaign === undefined || !maySeeClient(principal, campaign.clientId))
    throw new Problem('not-found', 'There is no such campaign.');
  return campaign;
}
