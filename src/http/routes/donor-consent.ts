import type { ConsentAct } from '../../dialer/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import type { ConsentChange } from '../../storage/index.ts';
import { consentAnswer, consentRequest, withdrawRequest } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem } from '../problem.ts';
import { donorsNamed, nameOf, whoAsks } from './donor-named.ts';
import { jsonRoute } from './route.ts';

const record = jsonRoute({
  method: 'post',
  path: '/api/donors/consent',
  summary: 'Record that a person consented to be called, with what proves it; in force for the very next dial',
  body: consentRequest,
  answer: consentAnswer,
});
const withdraw = jsonRoute({
  method: 'post',
  path: '/api/donors/consent/withdraw',
  summary: 'Record that a person took the consent back; in force for the very next dial',
  body: withdrawRequest,
  answer: consentAnswer,
});

interface Named {
  readonly clientId: ClientId;
  readonly code?: string | undefined;
  readonly number?: string | undefined;
}

export function donorConsentRoutes(app: App, parts: Parts): void {
  app.openapi(record, async (c) => {
    const { givenAt, means, evidence, outOfHours, source, ...who } = c.req.valid('json');
    passed(parts, 'givenAt', givenAt);
    const change = { act: 'given', givenAt, means, evidence, outOfHours, source } as const;
    return c.json(await changed(parts, c, who, change), 200);
  });
  app.openapi(withdraw, async (c) => {
    const { at = parts.clock.now(), ...who } = c.req.valid('json');
    passed(parts, 'at', at);
    return c.json(await changed(parts, c, who, { act: 'withdrawn', at }), 200);
  });
}

function passed({ clock }: Parts, field: string, at: number): void {
  if (at <= clock.now()) return;
  const message = 'this instant has not come yet';
  throw new Problem('bad-request', message, { errors: [{ field, message }] });
}

async function changed(parts: Parts, c: HttpContext, who: Named, change: ConsentChange) {
  const principal = c.get('principal') as HttpContext['var']['principal'] | undefined;
  if (principal !== undefined && !maySeeClient(principal, who.clientId))
    throw new Problem('not-found', 'There is no such donor at this charity.');
  const actor = whoAsks(c);
  const sum = { donors: 0, changed: 0, freed: 0 };
  for (const donorId of await donorsNamed(parts, who)) {
    const access = { at: parts.clock.now(), act: 'consent', actor: nameOf(actor) } as const;
    const report = await parts.store.donors.changeConsent(donorId, change, access);
    if (report === undefined) continue;
    sum.donors++;
    if (!report.changed) continue;
    const { contactIds, freed } = report;
    parts.floor.noteConsent({ ...told(change), clientId: who.clientId, contactIds, freed }, actor);
    sum.changed++;
    sum.freed += freed.length;
  }
  return sum;
}

function told(change: ConsentChange): Pick<ConsentAct, 'type' | 'act' | 'on' | 'means'> {
  return change.act === 'given'
    ? { type: 'consent.changed', act: change.act, on: change.givenAt, means: change.means }
    : { type: 'consent.changed', act: change.act, on: change.at, means: undefined };
}
