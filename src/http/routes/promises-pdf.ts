import { createRoute } from '@hono/zod-openapi';
import {
  type DonorLanguage,
  mandatePdf,
  maskedIban,
  type OpenSigning,
  type PromiseRecord,
} from '../../campaigns/index.ts';
import { problemDocument, promiseParams } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem } from '../problem.ts';

const print = createRoute({
  method: 'get',
  path: '/api/promises/{id}/mandate.pdf',
  summary: 'The mandate on paper: to be signed by hand, or the copy of one that is signed',
  security: [{ session: [] }, { bearer: [] }],
  request: { params: promiseParams },
  responses: {
    200: {
      description: 'A page of A4',
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    },
    default: {
      description: 'A problem document (RFC 9457)',
      content: { 'application/problem+json': { schema: problemDocument } },
    },
  },
});

/** The mandate to be sent by post: `find` gives the promise, if this person may see it. */
export function mandatePdfRoute(
  app: App,
  parts: Parts,
  find: (id: string, principal: Principal) => Promise<PromiseRecord>,
): void {
  app.openapi(print, async (c) => {
    const promise = await find(c.req.valid('param').id, c.var.principal);
    const { promises } = parts.store;
    const { mandateId, promiseId, contactId, clientId } = promise;
    const [mandate, details, person, creditor] = await Promise.all([
      mandateId === null ? undefined : promises.mandate(mandateId),
      promises.details(promiseId),
      promises.person(contactId),
      promises.creditor(clientId),
    ]);
    if (mandate === undefined || creditor === undefined || person === undefined)
      throw new Problem(
        'not-possible',
        'There is no mandate to print yet: send the link by post first (channel "post").',
      );
    const signed = mandate.signedAt !== null;
    const debtor = {
      name: details?.name ?? person.name,
      maskedIban: signed ? maskedIban(details?.ibanCountry ?? '', details?.ibanLast4 ?? '') : '',
    };
    const bytes = await mandatePdf(
      {
        creditor,
        rum: mandate.rum,
        promise,
        debtor,
        to: (details?.postal ?? person.postal ?? person.name).split('\n'),
        url: signed ? undefined : parts.promises.signing.linkOf(promise),
        signedAt: mandate.signedAt,
        proofHash: mandate.proofHash,
        at: parts.clock.now(),
      },
      'fr',
    );
    return pdf(c, bytes);
  });
}

/** The donor's own copy, of the account the last digits only. */
export async function signedMandatePdf(c: HttpContext, parts: Parts, open: OpenSigning, language: DonorLanguage) {
  const { creditor, rum, promise, details } = open;
  const mandate = await parts.store.promises.mandateByRum(rum);
  const debtor = {
    name: details.name ?? '',
    maskedIban: maskedIban(details.ibanCountry ?? '', details.ibanLast4 ?? ''),
  };
  const paper = { creditor, rum, promise, debtor, to: [debtor.name], url: undefined };
  const { signedAt } = promise;
  const bytes = await mandatePdf(
    { ...paper, signedAt, proofHash: mandate?.proofHash ?? null, at: parts.clock.now() },
    language,
  );
  return pdf(c, bytes);
}

function pdf(c: HttpContext, bytes: Uint8Array) {
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': 'attachment; filename="mandat.pdf"',
    'Cache-Control': 'no-store',
  });
}
