import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { csvText } from '../../campaigns/export/index.ts';
import { groupTitle, type Period, type ReasonFigure, reasonTable, reasonWords } from '../../campaigns/figures/index.ts';
import { problemDocument, type ReasonAnswer, reasonAnswer, reasonQuery } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { groupNamesFor, periodFor, scopeOf } from './reports.ts';

type Query = z.output<typeof reasonQuery>;

const common = {
  method: 'get' as const,
  security: [{ session: [] }, { bearer: [] }] as Record<string, string[]>[],
  request: { query: reasonQuery },
};
const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};
const asJson = createRoute({
  ...common,
  path: '/api/reports/reasons',
  summary: 'Why donors refused, or why agents took breaks, in a period',
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: reasonAnswer } } },
    default: problem,
  },
});
const asCsv = createRoute({
  ...common,
  path: '/api/reports/reasons.csv',
  summary: 'The same as a file for a spreadsheet',
  responses: {
    200: {
      description: 'UTF-8 with BOM, semicolons',
      content: { 'text/csv': { schema: { type: 'string' as const } } },
    },
    default: problem,
  },
});

export function reasonRoutes(app: App, parts: Parts): void {
  app.openapi(asJson, async (c) => {
    const query = c.req.valid('query');
    const { period, reasons, nameOf } = await reasonsFor(parts, query, c.var.principal);
    const { by, zone, kind, language } = query;
    const answer: ReasonAnswer = {
      from: period.first,
      to: period.last,
      zone,
      by,
      kind,
      reasons: reasons.map((each) => ({
        ...each,
        name: nameOf(each.key),
        words: reasonWords(kind, each.reason, language),
      })),
    };
    return c.json(answer, 200);
  });

  app.openapi(asCsv, async (c) => {
    const query = c.req.valid('query');
    const { period, reasons, nameOf } = await reasonsFor(parts, query, c.var.principal);
    const { by, kind, language } = query;
    const table = reasonTable(reasons, { kind, language, nameOf, group: groupTitle(by, language) });
    let text = '';
    for await (const piece of csvText(table, language)) text += piece;
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', `attachment; filename="foyer-${kind}-${period.first}-${period.last}.csv"`);
    return c.body(text, 200);
  });
}

interface Reasoned {
  readonly period: Period;
  readonly reasons: readonly ReasonFigure[];
  readonly nameOf: (key: string) => string;
}

async function reasonsFor(parts: Parts, query: Query, principal: Principal): Promise<Reasoned> {
  const { store, clock, orgId } = parts;
  const { by, kind, language } = query;
  const period = periodFor(query, principal);
  const campaigns = await store.campaigns(orgId);
  const { from, to, zone } = period;
  const scope = scopeOf(campaigns, query, principal);
  const reasons = await store.reasons({ orgId, ...scope, by, kind, from, to, zone, at: clock.now() });
  const keys = reasons.map(({ key }) => key);
  return { period, reasons, nameOf: await groupNamesFor(parts, { by, period, language, campaigns, keys }) };
}
