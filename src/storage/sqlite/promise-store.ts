import type { PromiseStore } from '../../campaigns/index.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import type { WriterHandlers } from './writer-worker.ts';

export function promiseStore(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
): PromiseStore {
  return {
    promise: (promiseId) => reader().call('promise', promiseId),
    promisesOf: (asked, after = '') => reader().call('promisesOf', asked, after),
    acted: (actKey) => reader().call('promiseActed', actKey),
    mandate: (mandateId) => reader().call('mandate', mandateId),
    mandateByRum: (rum) => reader().call('mandateByRum', rum),
    mandatesToCollect: (clientId, upTo, after = '') => reader().call('mandatesToCollect', clientId, upTo, after),
    unusedMandates: (before) => reader().call('unusedMandates', before),
    dueReminders: (at) => reader().call('dueReminders', at),
    unreviewed: () => reader().call('unreviewedPromises'),
    person: (contactId) => reader().call('promisePerson', contactId),
    details: (promiseId) => reader().call('promiseDetails', promiseId),
    putDetails: (details) => writer.call('putPromiseDetails', details),
    creditor: (clientId) => reader().call('creditor', clientId),
    putCreditor: (creditor) => writer.call('putCreditor', creditor),
  };
}
