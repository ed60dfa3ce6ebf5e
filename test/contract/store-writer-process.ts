import { argv, stdout } from 'node:process';
import type { CampaignId } from '../../src/kernel/id.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  START,
  storeParts,
  targets,
} from './store-world.ts';

/*
 * Appends batches of ten events for ever, and says the number of each batch once it is durable.
 * Runs as a process of its own, to be killed at any moment.
 */
export const BATCH = 10;

async function run(path: string, firstBatch: number): Promise<never> {
  const store = await openSqliteStore({ path, ...storeParts(), readers: 1 });
  await store.putCampaign(campaign('a'));
  await store.importDonors(ORG, CLIENT, 'campaign-a' as CampaignId, [donor('1', [fictional(1)])], START);
  const [target] = await targets(store, 'campaign-a' as CampaignId);
  if (target === undefined) throw new Error('the contact is not due');
  for (let batch = firstBatch; ; batch++) {
    const call = attemptEvents(new EventMaker(), `${batch}`, target);
    const events = [
      call.planned(),
      call.placed(),
      call.ringing(),
      call.answered(),
      call.matched(),
      call.bridged(),
      call.ended('answered'),
      call.disposed('DON'),
      call.rescheduled({ dueAt: START, attempts: batch }),
      call.placed(),
    ];
    const own = events.map((event, i) => ({ ...event, id: `${batch}-${i}` as typeof event.id }));
    await store.append(own);
    stdout.write(`${batch}\n`);
  }
}

const [, file, path, firstBatch] = argv;
if (file === import.meta.filename && path !== undefined) await run(path, Number(firstBatch));
