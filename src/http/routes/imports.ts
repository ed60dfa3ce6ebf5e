import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createRoute } from '@hono/zod-openapi';
import {
  type ImportBatch,
  type ImportDesk,
  LeadFault,
  type LookedLeadFile,
  MAX_LEAD_BYTES,
} from '../../campaigns/index.ts';
import {
  type ImportLook,
  type ImportView,
  importAnswer,
  importId,
  importList,
  importReading,
  importUpload,
  importView,
  keptList,
  problemDocument,
} from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};
const upload = createRoute({
  method: 'post',
  path: '/api/imports',
  summary: 'Upload a lead file (CSV or xlsx, its bytes as the body) for a campaign; it is looked at, nothing is stored',
  security: [{ session: [] }, { bearer: [] }],
  request: {
    query: importUpload,
    body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: importAnswer } } },
    default: problem,
  },
});
const list = jsonRoute({
  method: 'get',
  path: '/api/imports',
  summary: 'Lead files, the newest first',
  answer: importList,
});
const one = jsonRoute({
  method: 'get',
  path: '/api/imports/{id}',
  summary: 'A lead file, and how far the act on it has come',
  params: importId,
  answer: importView,
});
const look = jsonRoute({
  method: 'get',
  path: '/api/imports/{id}/look',
  summary: 'The first rows of a lead file, as they stand and as they are understood',
  params: importId,
  answer: importAnswer,
});
const reading = jsonRoute({
  method: 'post',
  path: '/api/imports/{id}/reading',
  summary: 'Say which sheet, heading row and columns; a mapping that works is remembered for the charity',
  params: importId,
  body: importReading,
  answer: importAnswer,
});
const act = <const Act extends 'preview' | 'apply' | 'undo'>(name: Act, summary: string) =>
  jsonRoute({
    method: 'post',
    path: `/api/imports/{id}/${name}`,
    summary,
    params: importId,
    answer: importView,
  });
const preview = act(
  'preview',
  'Read the whole file and say what it would change; ask for the import to see how far it is',
);
const apply = act('apply', 'Store a file that was previewed, or go on with one that a crash left half stored');
const undo = act('undo', 'Take an import back; its campaign must be stopped');
const kept = jsonRoute({
  method: 'get',
  path: '/api/imports/{id}/kept',
  summary: 'Donors whom the undo left as they were, and why',
  params: importId,
  answer: keptList,
});
const rejects = createRoute({
  method: 'get',
  path: '/api/imports/{id}/rejects',
  summary: 'The rejected rows in the layout of the file, each with its reason',
  security: [{ session: [] }, { bearer: [] }],
  request: { params: importId },
  responses: {
    200: { description: 'A CSV file', content: { 'text/csv': { schema: { type: 'string' } } } },
    default: problem,
  },
});

export function importRoutes(app: App, parts: Parts): void {
  const { store } = parts;
  app.openapi(upload, async (c) => {
    const { campaignId, name } = c.req.valid('query');
    refuseLarge(c.req.header('content-length'));
    const campaign = (await store.campaigns(parts.orgId)).find(({ id }) => id === campaignId);
    if (campaign === undefined || !maySeeClient(c.var.principal, campaign.clientId))
      throw new Problem('not-found', 'There is no such campaign.');
    const body = c.req.raw.body;
    if (body === null) throw new Problem('bad-request', 'Send the bytes of the file as the body.');
    const to = { clientId: campaign.clientId, campaignId, name };
    const { batch, looked } = await told(deskOf(parts).upload(Readable.fromWeb(body as never), to, actorIn(c)));
    return c.json({ import: view(parts, batch), look: lookOf(looked) }, 200);
  });
  app.openapi(list, async (c) => {
    const { role, clientIds } = c.var.principal;
    const batches = await store.imports.list(parts.orgId, role === 'administrator' ? undefined : clientIds);
    return c.json({ imports: batches.map((batch) => view(parts, batch)) }, 200);
  });
  app.openapi(one, async (c) => c.json(view(parts, await batchOf(parts, c, c.req.valid('param').id)), 200));
  app.openapi(look, async (c) => {
    const batch = await batchOf(parts, c, c.req.valid('param').id);
    if (batch.appliedAt !== null || batch.state === 'rolled-back')
      throw new Problem('not-possible', 'The file has been stored, or dropped: it is not kept any longer.');
    return c.json({ import: view(parts, batch), look: lookOf(await told(deskOf(parts).look(batch))) }, 200);
  });
  app.openapi(reading, async (c) => {
    const batch = await batchOf(parts, c, c.req.valid('param').id);
    const { sheet, headerRow, mapping } = c.req.valid('json');
    const settings = {
      ...(sheet === undefined ? {} : { sheet }),
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(mapping === undefined ? {} : { mapping }),
    };
    const { batch: moved, looked } = await told(deskOf(parts).setReading(batch, settings, actorIn(c)));
    return c.json({ import: view(parts, moved), look: lookOf(looked) }, 200);
  });
  app.openapi(preview, async (c) => c.json(await begun(parts, c, c.req.valid('param').id, 'preview'), 200));
  app.openapi(apply, async (c) => c.json(await begun(parts, c, c.req.valid('param').id, 'apply'), 200));
  app.openapi(undo, async (c) => c.json(await begun(parts, c, c.req.valid('param').id, 'undo'), 200));
  app.openapi(kept, async (c) => {
    const { batchId } = await batchOf(parts, c, c.req.valid('param').id);
    const donors = await store.imports.kept(batchId);
    return c.json({ kept: donors.map(({ donorCode, because }) => ({ donorCode, because })) }, 200);
  });
  app.openapi(rejects, async (c) => {
    const { batchId, fileName } = await batchOf(parts, c, c.req.valid('param').id);
    const { rejectsPath } = deskOf(parts).files(batchId);
    if (!existsSync(rejectsPath)) throw new Problem('not-found', 'No rejected rows are kept of this import.');
    const name = encodeURIComponent(`rejets-${fileName.replace(/\.\w+$/, '')}.csv`);
    const headers = { 'Content-Type': 'text/csv', 'Content-Disposition': `attachment; filename*=UTF-8''${name}` };
    return c.body(Readable.toWeb(createReadStream(rejectsPath)) as never, 200, headers);
  });
}

function deskOf({ imports }: Parts): ImportDesk {
  if (imports !== undefined) return imports;
  throw new Problem('not-found', 'This Foyer has no folder for lead files: it takes none in here.');
}

/** Before a byte of it is taken. */
function refuseLarge(length: string | undefined): void {
  if (length === undefined || Number(length) <= MAX_LEAD_BYTES) return;
  throw new Problem('body-too-large', `A lead file may have ${MAX_LEAD_BYTES / 1024 ** 3} GiB at most: split it.`);
}

async function batchOf({ store }: Parts, c: HttpContext, batchId: string): Promise<ImportBatch> {
  const batch = await store.imports.byId(batchId);
  if (batch !== undefined && maySeeClient(c.var.principal, batch.clientId)) return batch;
  throw new Problem('not-found', 'There is no such import.');
}

async function begun(
  parts: Parts,
  c: HttpContext,
  id: string,
  name: 'preview' | 'apply' | 'undo',
): Promise<ImportView> {
  const batch = await batchOf(parts, c, id);
  if (name === 'undo') await refuseRunning(parts, batch);
  if (name === 'apply' && batch.state !== 'previewed' && batch.state !== 'applying')
    throw new Problem(
      'not-possible',
      `The import is ${batch.state}: have it previewed first, and look at what it would change.`,
    );
  if (name === 'preview' && batch.state !== 'mapped' && batch.state !== 'previewed')
    throw new Problem('not-possible', `The import is ${batch.state}: say first how it is read.`);
  await told(Promise.resolve().then(() => deskOf(parts).start(batch, name, actorIn(c))));
  return view(parts, batch);
}

/** What a campaign dials from must not be taken from under it. */
async function refuseRunning({ store, orgId }: Parts, { campaignId, appliedAt }: ImportBatch): Promise<void> {
  const campaign = (await store.campaigns(orgId)).find(({ id }) => id === campaignId);
  if (appliedAt === null || campaign?.status !== 'running') return;
  throw new Problem('not-possible', `The campaign "${campaign.name}" is running: stop it, then undo its import.`);
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LeadFault) throw new Problem('not-possible', error.message);
    if (error instanceof Error && 'code' in error && error.code === 'conflict')
      throw new Problem('not-possible', error.message);
    throw error;
  }
}

function actorIn(c: HttpContext): string {
  return c.var.principal.userId;
}

function view({ imports }: Parts, batch: ImportBatch): ImportView {
  const { report, settings, ...rest } = batch;
  const { sheet, headerRow, mapping } = settings;
  return {
    batchId: rest.batchId,
    clientId: rest.clientId,
    campaignId: rest.campaignId,
    state: rest.state,
    fileName: rest.fileName,
    fileBytes: rest.fileBytes,
    settings: {
      ...(sheet === undefined ? {} : { sheet }),
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(mapping === undefined ? {} : { mapping: { ...mapping } }),
    },
    createdAt: rest.createdAt,
    appliedAt: rest.appliedAt,
    report:
      report === null
        ? null
        : { ...report, problems: report.problems.map((each) => ({ ...each, rows: [...each.rows] })) },
    counts: rest.counts,
    undone: rest.undone,
    job: imports?.job(rest.batchId) ?? null,
  };
}

function lookOf(looked: LookedLeadFile): ImportLook {
  const { readable, kind, sheet, sheets, encoding, headerRow, headings, columns, issues, start, shown } = looked;
  return {
    readable,
    kind,
    sheet,
    sheets: [...sheets],
    encoding,
    headerRow,
    headings: [...headings],
    columns: [...columns],
    issues: [...issues],
    start: start.map(({ row, cells }) => ({ row, cells: [...cells] })),
    shown: shown.map(({ row, donor, issues: found }) => ({
      row,
      donor: donor === null ? null : shownDonor(donor),
      issues: [...found],
    })),
  };
}

function shownDonor(donor: NonNullable<LookedLeadFile['shown'][number]['donor']>) {
  const { donorCode, firstName, lastName, postalCode, city, lastGiftCents, lastGiftOn, suppressedBecause } = donor;
  const numbers = donor.numbers.map(({ number }) => number);
  return { donorCode, firstName, lastName, postalCode, city, lastGiftCents, lastGiftOn, numbers, suppressedBecause };
}
