import { numberOrigin, numberRejections } from '../../compliance/index.ts';
import { objectionAnswer, objectionRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const record = jsonRoute({
  method: 'post',
  path: '/api/objections',
  summary: 'Somebody told the charity that he or she wants no more calls: in force at once',
  body: objectionRequest,
  answer: objectionAnswer,
});

export function objectionRoutes(app: App, { floor }: Parts): void {
  app.openapi(record, async (c) => {
    const { number, clientId, source } = c.req.valid('json');
    if (!maySeeClient(c.var.principal, clientId)) throw new Problem('not-found', 'There is no such charity.');
    const origin = numberOrigin(number);
    if (!origin.ok) {
      const message = `not a number that can be called: ${numberRejections[origin.error].en}`;
      throw new Problem('bad-request', 'The number cannot be read.', { errors: [{ field: 'number', message }] });
    }
    const result = await floor.object(
      { type: 'number', number: origin.value.number, clientId, source },
      actorOf(c.var.principal),
    );
    if (!result.ok) throw refusalProblem(result.error);
    return c.json({ recorded: true as const }, 200);
  });
}
