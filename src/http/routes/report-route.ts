import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { csvText } from '../../campaigns/export/index.ts';
import { problemDocument } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';

type Table = Parameters<typeof csvText>[0];
type Language = Parameters<typeof csvText>[1];

const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};

/** Figures of a period as JSON, and under `.csv` the same as a file. */
export function reportRoute<Path extends string, Query extends z.ZodObject, Answer extends z.ZodType>(about: {
  readonly path: Path;
  readonly summary: string;
  readonly query: Query;
  readonly answer: Answer;
}) {
  const common = {
    method: 'get' as const,
    security: [{ session: [] }, { bearer: [] }] as Record<string, string[]>[],
    request: { query: about.query },
  };
  return {
    asJson: createRoute({
      ...common,
      path: about.path,
      summary: about.summary,
      responses: {
        200: { description: 'Done', content: { 'application/json': { schema: about.answer } } },
        default: problem,
      },
    }),
    asCsv: createRoute({
      ...common,
      path: `${about.path}.csv` as const,
      summary: 'The same as a file for a spreadsheet',
      responses: {
        200: {
          description: 'UTF-8 with BOM, semicolons',
          content: { 'text/csv': { schema: { type: 'string' as const } } },
        },
        default: problem,
      },
    }),
  };
}

/** A whole table as a file of that name. */
export async function csvFile(c: HttpContext, table: Table, language: Language, name: string) {
  let text = '';
  for await (const piece of csvText(table, language)) text += piece;
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  return c.body(text, 200);
}
