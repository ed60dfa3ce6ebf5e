import type { z } from 'zod';
import {
  type Period,
  type PromiseFigure,
  promiseFigures,
  promiseGroupName,
  promiseTable,
} from '../../campaigns/figures/index.ts';
import { type PromiseFigureAnswer, promiseFigureAnswer, promiseFigureQuery } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { csvFile, reportRoute } from './report-route.ts';
import { periodFor, scopeOf } from './reports.ts';

type Query = z.output<typeof promiseFigureQuery>;

const { asJson, asCsv } = reportRoute({
  path: '/api/reports/promises',
  summary: 'Promises of a period, gross and net, by ask, way, agent or kind',
  query: promiseFigureQuery,
  answer: promiseFigureAnswer,
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
    return csvFile(
      c,
      promiseTable(figures, by, language, agentName),
      language,
      `foyer-promises-${period.first}-${period.last}`,
    );
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
