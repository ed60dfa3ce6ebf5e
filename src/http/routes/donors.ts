import { type DonorId, erasureObstacles } from '../../campaigns/index.ts';
import type { Actor } from '../../dialer/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import { isE164 } from '../../kernel/phone-number.ts';
import { donorEraseAnswer, donorEraseRequest, donorExportAnswer, donorExportRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { donorsNamed, nameOf, whoAsks } from './donor-named.ts';
import { jsonRoute } from './route.ts';

const exportDonor = jsonRoute({
  method: 'post',
  path: '/api/donors/export',
  summary: 'Everything that is kept about a person, for the person; it is written down that it was read',
  body: donorExportRequest,
  answer: donorExportAnswer,
});
const eraseDonor = jsonRoute({
  method: 'post',
  path: '/api/donors/erase',
  summary: 'Erase a person; the objection, the figures and the evidence of what was done stay without the data',
  body: donorEraseRequest,
  answer: donorEraseAnswer,
});

/** Asked by POST, so that neither a number nor a donor's code stands in an address that a proxy writes down. */
export function donorRoutes(app: App, parts: Parts): void {
  const { store, clock } = parts;

  app.openapi(exportDonor, async (c) => {
    const records = [];
    for (const donorId of await donorsNamed(parts, c.req.valid('json'))) {
      await store.donors.noteAccess(donorId, { at: clock.now(), act: 'export', actor: nameOf(whoAsks(c)) });
      const record = await store.donors.record(donorId);
      if (record !== undefined) records.push(plain(record));
    }
    return c.json({ records }, 200);
  });

  app.openapi(eraseDonor, async (c) => {
    const { objects, evenWithMandate, ...who } = c.req.valid('json');
    const actor = whoAsks(c);
    const donorIds = await donorsNamed(parts, who);
    if (!evenWithMandate) await refuseWithMandate(parts, donorIds);
    const sum = { donors: 0, contacts: 0, numbers: 0, keptObjections: 0, ledgerRecords: 0 };
    for (const donorId of donorIds) {
      if (objects) await object(parts, donorId, who.clientId, actor);
      const report = await store.donors.erase(donorId, { at: clock.now(), act: 'erase', actor: nameOf(actor) });
      if (report === undefined) continue;
      parts.floor.forget(report.contactIds);
      sum.donors++;
      sum.contacts += report.contactIds.length;
      sum.numbers += report.numberIds.length;
      sum.keptObjections += report.keptObjections;
      sum.ledgerRecords += report.ledgerRecords;
    }
    return c.json(sum, 200);
  });
}

/** Nobody is erased whose account can still be debited: none of them, or all. */
async function refuseWithMandate({ store }: Parts, donorIds: readonly DonorId[]): Promise<void> {
  const records = await Promise.all(donorIds.map((donorId) => store.donors.record(donorId)));
  const obstacles = records.flatMap((record) => (record === undefined ? [] : erasureObstacles(record.mandates)));
  if (obstacles.length === 0) return;
  throw new Problem(
    'not-possible',
    `Nothing was erased: ${obstacles.join('; ')}. Or erase all the same, with "evenWithMandate": true.`,
  );
}

/** Before the numbers go: their keys are made while they are there. */
async function object({ floor, store }: Parts, donorId: DonorId, clientId: ClientId, actor: Actor): Promise<void> {
  const record = await store.donors.record(donorId);
  for (const { e164 } of record?.numbers ?? []) {
    if (!isE164(e164)) continue;
    const act = { type: 'number', number: e164, clientId, source: 'erasure', channel: 'all' } as const;
    const result = await floor.object(act, actor);
    if (!result.ok) throw refusalProblem(result.error);
  }
}

type Plain = Record<string, string | number | null>;
type PlainRecord = { donor: Plain } & Record<
  | 'consents'
  | 'numbers'
  | 'contacts'
  | 'attempts'
  | 'objections'
  | 'promises'
  | 'mandates'
  | 'bankDetails'
  | 'payments'
  | 'accesses',
  Plain[]
>;

/** Lists that are the reader's own. */
function plain(record: NonNullable<Awaited<ReturnType<Parts['store']['donors']['record']>>>): PlainRecord {
  const list = (rows: readonly object[]) => rows.map((row) => ({ ...row }) as Plain);
  return {
    donor: { ...record.donor },
    consents: list(record.consents),
    numbers: list(record.numbers),
    contacts: list(record.contacts),
    attempts: list(record.attempts),
    objections: list(record.objections),
    promises: list(record.promises),
    mandates: list(record.mandates),
    bankDetails: list(record.bankDetails),
    payments: list(record.payments),
    accesses: list(record.accesses),
  };
}
