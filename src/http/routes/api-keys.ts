import { z } from 'zod';
import type { ApiKey } from '../../storage/index.ts';
import {
  type ApiKeyView,
  apiKeyList,
  apiKeyView,
  madeApiKey,
  newApiKeyRequest,
  reasonRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const list = jsonRoute({
  method: 'get',
  path: '/api/keys',
  summary: 'Every key of a program, the newest first, those that were revoked too',
  answer: apiKeyList,
});
const make = jsonRoute({
  method: 'post',
  path: '/api/keys',
  summary: 'A key for a program, with the reason; it stands in this answer alone',
  body: newApiKeyRequest,
  answer: madeApiKey,
});
const revoke = jsonRoute({
  method: 'post',
  path: '/api/keys/{id}/revoke',
  summary: 'From now on the key opens nothing, with the reason',
  params: z.object({ id: z.uuid() }),
  body: reasonRequest,
  answer: apiKeyView,
});

export function apiKeyRoutes(app: App, { apiKeys, streams, wallClock }: Parts): void {
  app.openapi(list, async (c) => c.json({ keys: (await apiKeys.all()).map(viewOf) }, 200));
  app.openapi(make, async (c) => {
    const { reason, expiresAt = null, ...wanted } = c.req.valid('json');
    if (expiresAt !== null && expiresAt <= wallClock.now()) {
      const message = 'is in the past: choose a later day';
      throw new Problem('bad-request', `The request does not fit: expiresAt ${message}.`, {
        errors: [{ field: 'expiresAt', message }],
      });
    }
    const { key, secret } = await apiKeys.make({ ...wanted, expiresAt }, { actor: c.var.principal.userId, reason });
    return c.json({ ...viewOf(key), key: secret }, 200);
  });
  app.openapi(revoke, async (c) => {
    const { reason } = c.req.valid('json');
    const key = await apiKeys.revoke(c.req.valid('param').id, { actor: c.var.principal.userId, reason });
    streams.endUnallowed();
    return c.json(viewOf(key), 200);
  });
}

function viewOf({ keyHash: _hash, orgId: _org, ...key }: ApiKey): ApiKeyView {
  return { ...key, clientIds: [...key.clientIds] };
}
