import { type AskRefusal, maskedIban, type PromiseRecord, type PromiseRefusal } from '../../campaigns/index.ts';
import type { PromiseView } from '../contract/index.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';

const askWords: Readonly<Record<AskRefusal, readonly [field: string, message: string]>> = {
  vulnerable: ['kind', 'this person is under review: nothing is asked, and nothing is taken'],
  amount: ['amountCents', 'must be above 0 and at most 10,000 €: look for a slip of the hand'],
  'no-ask-named': ['askStep', 'say which ask it was (1 to 3), or set donorNamed if the donor named the amount'],
  'no-such-ask': ['askStep', 'there is no such ask for this donor: GET /api/agent/promise shows them'],
  'above-ask': ['amountCents', 'is more than this donor is asked for: only with donorNamed, if the donor named it'],
};

export function badPromise(field: string, message: string): Problem {
  return new Problem('bad-request', `The request does not fit: ${field} ${message}.`, { errors: [{ field, message }] });
}

export function askProblem(refused: AskRefusal): Problem {
  return badPromise(...askWords[refused]);
}

export function promiseProblem({ code, message }: PromiseRefusal): Problem {
  if (code === 'not-found' || code === 'not-stored') return new Problem(code, message);
  return code === 'wrong-amount' ? badPromise('amountCents', message) : new Problem('not-possible', message);
}

/** As people may see it: of the account the last digits only. */
export async function promiseViewOf({ store }: Parts, promise: PromiseRecord): Promise<PromiseView> {
  const {
    orgId: _org,
    clientId: _client,
    held: _held,
    reviewedAt: _reviewed,
    link: _link,
    mandateId,
    amendedAt: _amended,
    offerId,
    offerTitle,
    offerMonths,
    renewsOn,
    ...rest
  } = promise;
  const { heldBecause, ...said } = rest;
  const [mandate, details] = await Promise.all([
    mandateId === null ? undefined : store.promises.mandate(mandateId),
    mandateId === null ? undefined : store.promises.details(promise.promiseId),
  ]);
  const { ibanCountry = null, ibanLast4 = null } = details ?? {};
  return {
    ...said,
    frozenBecause: heldBecause,
    offer:
      offerId === null
        ? null
        : { offerId, title: offerTitle ?? '', months: offerMonths ?? 0, renewsOn: renewsOn ?? '' },
    mandate:
      mandate === undefined
        ? null
        : {
            rum: mandate.rum,
            state: mandate.state,
            maskedIban: ibanCountry === null || ibanLast4 === null ? null : maskedIban(ibanCountry, ibanLast4),
          },
  };
}
