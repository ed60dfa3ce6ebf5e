import { createRoute } from '@hono/zod-openapi';
import { healthOf } from '../../ops/index.ts';
import { apiDocument } from '../api-document.ts';
import { healthView } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';

const health = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether calls can be placed (503 when not)',
  responses: {
    200: { description: 'Running', content: { 'application/json': { schema: healthView } } },
    503: { description: 'No new call can be placed', content: { 'application/json': { schema: healthView } } },
  },
});

export function operationRoutes(app: App, { floor, metrics }: Parts): void {
  app.openapi(health, (c) => {
    const { status, failing } = healthOf(floor.snapshot());
    return c.json({ status, failing: [...failing] }, status === 'failing' ? 503 : 200);
  });

  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));

  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'foyer_session',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.get('/openapi.json', (c) => c.json(apiDocument(app)));
}
