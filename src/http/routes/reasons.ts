import type { z } from 'zod';
import { groupTitle, type Period, type ReasonFigure, reasonTable, reasonWords } from '../../campaigns/figures/index.ts';
import { type ReasonAnswer, reasonAnswer, reasonQuery } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { csvFile, reportRoute } from './report-route.ts';
import { groupNamesFor, periodFor, scopeOf } from './reports.ts';

type Query = z.output<typeof reasonQuery>;

const { asJson, asCsv } = reportRoute({
  path: '/api/reports/reasons',
  summary: 'Why donors refused, or why agents took breaks, in a period',
  query: reasonQuery,
  answer: reasonAnswer,
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
    return csvFile(c, table, language, `foyer-${kind}-${period.first}-${period.last}`);
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
