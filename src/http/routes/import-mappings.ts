import { mappingChange, mappingList } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const list = jsonRoute({
  method: 'get',
  path: '/api/import-mappings',
  summary: 'How the lead files of each charity are read, by their headings',
  answer: mappingList,
});
const change = jsonRoute({
  method: 'post',
  path: '/api/import-mappings',
  summary: 'Change how files with these headings are read; without a mapping it is forgotten',
  body: mappingChange,
  answer: mappingList,
});

export function importMappingRoutes(app: App, parts: Parts): void {
  const { store, orgId, clock } = parts;
  app.openapi(list, async (c) => c.json(await mappingsFor(parts, c.var.principal), 200));
  app.openapi(change, async (c) => {
    const { clientId, fingerprint, mapping } = c.req.valid('json');
    const { principal } = c.var;
    const known = maySeeClient(principal, clientId)
      ? (await store.imports.mappings(clientId)).find((each) => each.fingerprint === fingerprint)
      : undefined;
    if (known === undefined) throw new Problem('not-found', 'There is no such mapping.');
    const change = { fingerprint, headings: known.headings, actor: principal.userId, at: clock.now() };
    if (mapping === undefined) await store.imports.removeMapping(clientId, fingerprint);
    else await store.imports.putMapping(orgId, clientId, { ...change, mapping });
    return c.json(await mappingsFor(parts, principal), 200);
  });
}

async function mappingsFor({ store, orgId }: Parts, principal: Principal) {
  const campaigns = await store.campaigns(orgId);
  const clients = new Set(campaigns.map(({ clientId }) => clientId).filter((id) => maySeeClient(principal, id)));
  const lists = [...clients].map(async (clientId) =>
    (await store.imports.mappings(clientId)).map(({ headings, mapping, ...rest }) => ({
      clientId,
      ...rest,
      headings: [...headings],
      mapping: { ...mapping },
    })),
  );
  return { mappings: (await Promise.all(lists)).flat() };
}
