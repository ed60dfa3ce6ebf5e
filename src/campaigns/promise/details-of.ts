import type { PromiseDetails, PromiseRecord } from './promise-record.ts';
import type { PromisePerson } from './promise-store.ts';

/** What is personal about a promise before anybody typed anything. */
export function firstDetails(promise: PromiseRecord, person: PromisePerson): PromiseDetails {
  return {
    promiseId: promise.promiseId,
    orgId: promise.orgId,
    clientId: promise.clientId,
    donorId: person.donorId,
    email: person.email,
    phone: person.mobiles[0] ?? null,
    postal: person.postal,
    name: null,
    sealedIban: null,
    ibanCountry: null,
    ibanLast4: null,
    bankName: null,
    bic: null,
    codeHash: null,
    codeSentAt: null,
    codeBy: null,
    codeTriesLeft: 0,
    codesSent: 0,
    proofText: null,
    proofAt: null,
    proofIp: null,
    proofLast4: null,
  };
}
