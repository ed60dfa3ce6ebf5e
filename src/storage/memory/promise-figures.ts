import type { PromiseGrouping, PromiseQuestion, PromiseTally } from '../../campaigns/figures/index.ts';
import type { CountedPromiseRow, Tables } from '../rows.ts';
import type { MemoryRows } from './memory-rows.ts';

const perYear: Readonly<Record<string, number>> = { quarterly: 4, 'half-yearly': 2, yearly: 1 };
const lost: ReadonlySet<string> = new Set(['cancelled', 'lapsed', 'unconfirmed']);

/** Sums over the promises that were agreed in a period, with what has come of them. */
export function memoryPromiseTallies({ tables }: MemoryRows, question: PromiseQuestion): readonly PromiseTally[] {
  const groups = new Map<string, PromiseTally>();
  for (const row of tables.countedPromises.values()) {
    const promise = tables.promises.get(row.promiseId);
    if (promise === undefined || !isAsked(question, row)) continue;
    const key = keyOf(question.by, row, promise);
    const known = groups.get(key);
    const one = tallyOf(key, row, promise);
    groups.set(key, known === undefined ? one : added(known, one));
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function isAsked({ orgId, from, to, campaignIds, clientIds }: PromiseQuestion, row: CountedPromiseRow): boolean {
  return (
    row.orgId === orgId &&
    row.agreedAt >= from &&
    row.agreedAt < to &&
    (campaignIds === undefined || (campaignIds as readonly string[]).includes(row.campaignId)) &&
    (clientIds === undefined || (clientIds as readonly (string | null)[]).includes(row.clientId))
  );
}

function keyOf(by: PromiseGrouping, row: CountedPromiseRow, promise: Tables['promises']): string {
  switch (by) {
    case 'ask':
      return promise.askStep === null ? '' : String(promise.askStep);
    case 'channel':
      return promise.channel ?? '';
    case 'agent':
      return row.agentId;
    case 'kind':
      return row.kind;
  }
}

function tallyOf(key: string, row: CountedPromiseRow, promise: Tables['promises']): PromiseTally {
  const [oneOff, monthly] = [Number(row.kind === 'one-off'), Number(row.kind === 'monthly')];
  const signed = monthly * Number(row.signedAt !== null);
  const monthCents = Math.round((row.amountCents * (perYear[row.frequency] ?? 12)) / 12);
  return {
    key,
    promises: 1,
    oneOff,
    oneOffCents: oneOff * row.amountCents,
    paid: oneOff * Number(row.paidCents > 0),
    paidCents: oneOff * row.paidCents,
    monthly,
    monthlyCents: monthly * monthCents,
    signed,
    signedMonthlyCents: signed * monthCents,
    debited: monthly * Number(promise.keptAt !== null),
    undetermined: Number(row.kind === 'undetermined'),
    lost: Number(lost.has(row.state)),
  };
}

function added({ key, ...sum }: PromiseTally, { key: _key, ...more }: PromiseTally): PromiseTally {
  const names = Object.keys(sum) as (keyof typeof sum)[];
  const total = Object.fromEntries(names.map((name) => [name, sum[name] + more[name]])) as typeof sum;
  return { key, ...total };
}
