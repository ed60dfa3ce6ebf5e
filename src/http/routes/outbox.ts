import { outboxList } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const newest = jsonRoute({
  method: 'get',
  path: '/api/outbox',
  summary: 'The newest messages that were written down instead of sent, where no gateway is set',
  answer: outboxList,
});

/** What would have left, for a person who tries things out. */
export function outboxRoutes(app: App, { outside }: Parts): void {
  app.openapi(newest, async (c) => {
    if (outside?.outbox === undefined)
      throw new Problem('not-found', 'There is no outbox: messages leave by their gateways.');
    const messages = await outside.outbox.newest();
    return c.json({ messages: [...messages] }, 200);
  });
}
