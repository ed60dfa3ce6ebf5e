import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { csvText } from '../../campaigns/export/index.ts';
import {
  type Period,
  type PromiseFigure,
  promiseFigures,
  promiseGroupName,
  promiseTable,
} from '../../campaigns/figures/index.ts';
import {
  type PromiseFigureAnswer,
  problemDocument,
  promiseFigureAnswer,
  promiseFigureQuery,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { periodFor, scopeOf } from './reports.ts';

type Query = z.output<typeof promiseFigureQuery>;

const common = {
  method: 'get' as const,
  security: [{ session: [] }, { bearer: [] }] as Record<string, string[]>[],
  request: { query: promiseFigureQuery },
};
const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};
const asJson = createRoute({
  ...common,
  path: '/api/reports/promises',
  summary: 'Promises of a period, gross and net, by ask, way, agent or kind',
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: promiseFigureAnswer } } },
    default: problem,
  },
});
const asCsv = createRoute({
  ...common,
  path: '/api/reports/promises.csv',
  summary: 'The same as a file for a spreadsheet',
  responses: {
    200: {
      description: 'UTF-8 with BOM, semicolons',
      content: { 'text/csv': { schema: { type: 'string' as const } } },
    },
    default: problem,
  },
});

export function promiseFigureRoutes(app: App, parts: Parts): void {
  const agentName = (agentId: string) => parts.names.of(agentId);

  app.openapi(asJson, async (c) => {
    const query = c.req.valid('query');
    const { period, figures } = await figuresFor(parts, query, c.var.principal);
    const { by, zone, language } = query;
    const answer: PromiseFigureAnswer = {
      from: period.first,
      to: period.last,
      zone,
      by,
      groups: figures.map(({ signature, fulfilment, ...each }) => ({
        ...each,
        name: promiseGroupName(by, each.key, language, agentName),
        signature: { ...signature },
        fulfilment: { ...fulfilment },
      })),
    };
    return c.json(answer, 200);
  });

  app.openapi(asCsv, async (c) => {
    const query = c.req.valid('query');
    const { period, figures } = await figuresFor(parts, query, c.var.principal);
    const { by, language } = query;
    let text = '';
    for await (const piece of csvText(promiseTable(figures, by, language, agentName), language)) text += piece;
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', `attachment; filename="foyer-promises-${period.first}-${period.last}.csv"`);
    return c.body(text, 200);
  });
}

async function figuresFor(
  parts: Parts,
  query: Query,
  principal: Principal,
): Promise<{ readonly period: Period; readonly figures: readonly PromiseFigure[] }> {
  const { store, orgId, names } = parts;
  const { by } = query;
  const period = periodFor({ ...query, by: by === 'agent' ? 'agent' : 'total' }, principal);
  const scope = scopeOf(await store.campaigns(orgId), query, principal);
  const tallies = await store.promiseTallies({ orgId, ...scope, by, from: period.from, to: period.to });
  if (by === 'agent') await names.refresh();
  return { period, figures: promiseFigures(tallies) };
}
