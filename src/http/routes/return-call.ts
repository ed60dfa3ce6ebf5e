import { numberOrigin, numberRejections } from '../../compliance/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { returnCallAnswer, returnCallRequest } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const returnCall = jsonRoute({
  method: 'post',
  path: '/api/objections/return-call',
  summary: 'Somebody called back the number that was shown and pressed the key: no more calls, at once',
  body: returnCallRequest,
  answer: returnCallAnswer,
});

/** For the voice menu that answers the numbers which campaigns show (deploy/freeswitch). */
export function returnCallRoutes(app: App, parts: Parts): void {
  app.openapi(returnCall, async (c) => {
    const body = c.req.valid('json');
    const number = readNumber('callerNumber', body.callerNumber);
    const shown = readNumber('calledNumber', body.calledNumber);
    const principal = (c as HttpContext).get('principal') as Principal | undefined;
    const actor = principal === undefined ? SYSTEM : actorOf(principal);
    const { clientIds, reach } = await whoShows(parts, shown);
    for (const clientId of clientIds) {
      const terms = { source: 'return-call', channel: 'phone', reason: 'not-stated' } as const;
      const scope = reach === 'agency' ? { scope: 'agency' as const } : { scope: 'client' as const, clientId };
      const result = await parts.floor.object({ type: 'number', number, clientId, reach: scope, ...terms }, actor);
      if (!result.ok) throw refusalProblem(result.error);
    }
    return c.json({ recorded: true as const, scope: reach, clients: clientIds.length }, 200);
  });
}

interface Showing {
  readonly clientIds: readonly ClientId[];
  readonly reach: 'client' | 'agency';
}

/**
 * The charities whose campaigns show this number. Where none does any more, nobody can tell whom the person means: then
 * no charity of the agency calls.
 */
async function whoShows({ store, orgId }: Parts, shown: E164): Promise<Showing> {
  const campaigns = await store.campaigns(orgId);
  const clientIds = [
    ...new Set(campaigns.filter(({ callerId }) => callerId === shown).map(({ clientId }) => clientId)),
  ];
  if (clientIds.length > 0) return { clientIds, reach: 'client' };
  const [any] = campaigns;
  if (any !== undefined) return { clientIds: [any.clientId], reach: 'agency' };
  throw new Problem('not-found', 'There is no campaign yet whose number could have been called back.');
}

function readNumber(field: 'callerNumber' | 'calledNumber', text: string): E164 {
  const origin = numberOrigin(text);
  if (origin.ok) return origin.value.number;
  const message = `not a telephone number: ${numberRejections[origin.error].en}`;
  throw new Problem('bad-request', `The ${field} cannot be read.`, { errors: [{ field, message }] });
}
