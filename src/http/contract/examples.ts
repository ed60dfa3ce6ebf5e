import type { z } from 'zod';
import { wrapUpRequest } from './agent.ts';
import { spokenRequest } from './callback.ts';
import { newCampaignRequest, planRequest } from './campaign-plan.ts';
import { consentRequest, donorEraseRequest, donorExportRequest, withdrawRequest } from './donor.ts';
import { bankExportRequest, bankFactsRequest, webhookReplayRequest, webhookRequest } from './outgoing.ts';
import {
  agentLinkRequest,
  agentPromiseRequest,
  amendPromiseRequest,
  cancelPromiseRequest,
  creditorRequest,
  paperMandateRequest,
  promiseLinkRequest,
  unfreezePromiseRequest,
} from './promise.ts';
import { objectiveRequest, recordsRequest } from './report.ts';
import { approveRequest, arbitrateRequest, disputeRequest, goLiveRequest } from './script.ts';

/** A body that a route takes, as it stands in the description of the interface. */
export interface BodyExample {
  readonly summary: string;
  readonly schema: z.ZodType;
  readonly body: unknown;
}

function example<S extends z.ZodType>(summary: string, schema: S, body: z.input<S>): BodyExample {
  return { summary, schema, body };
}

const clientId = '0193a2c4-7e00-7000-8000-000000000001';
const promiseId = '0193a2c4-7e00-7000-8000-00000000beef';
const said = { reason: 'agreed with the charity on 2 November' };
/** 24 November 2026, 9:30 UTC. */
const AT = 1_795_512_600_000;

/** By method and path, as OpenAPI writes it. */
export const bodyExamples: Readonly<Record<string, readonly BodyExample[]>> = {
  'POST /api/campaigns': [
    example('A campaign from its template', newCampaignRequest, {
      clientId: clientId as never,
      name: 'Hiver 2026',
      charityName: 'Les Amis du Lac',
      callerId: '+33162000000',
      gatewayId: 'carrier',
      kind: 'reactivation',
      ...said,
    }),
  ],
  'PATCH /api/campaigns/{id}/plan': [
    example('Segments with weights and quotas, a second wave and ends', planRequest, {
      segments: { A: { weight: 2, usefulContacts: 150 }, B: { weight: 1 } },
      waves: [{ name: '2', startsOn: '2026-12-01', segments: ['B'] }],
      stopRules: { usefulContacts: 400, budgetCents: 181_500, costCentsAnHour: 3_300 },
      ...said,
    }),
    example('What a publisher sells', planRequest, {
      offers: [{ id: 'one-year', title: 'Le Fil, un an', months: 12, frequency: 'once', priceCents: 7_200 }],
      ...said,
    }),
  ],
  'POST /api/campaigns/{id}/objective': [
    example('Eight useful contacts an hour', objectiveRequest, {
      objective: 'useful-per-hour',
      value: 8,
      ...said,
    }),
  ],
  'POST /api/campaigns/{id}/records.csv': [
    example("The client's own columns and codes", recordsRequest, {
      layout: {
        columns: [
          { title: 'ID_DONATEUR', field: 'donorCode' },
          { title: 'STATUT', field: 'outcome', values: { PA: 'ACCORD', OPP: 'STOP TEL' } },
          { title: 'MONTANT', field: 'amount' },
          { title: 'AGENCE', text: 'Foyer' },
        ],
      },
    }),
  ],
  'POST /api/campaigns/{id}/scripts/{version}/approve': [
    example('Where the charity has no user here', approveRequest, { onBehalf: 'e-mail of Mme Roux, 3 November' }),
  ],
  'POST /api/campaigns/{id}/scripts/{version}/live': [example('The newest version', goLiveRequest, {})],
  'POST /api/agent/callback': [
    example("In the donor's words", spokenRequest, { said: 'jeudi fin d’après-midi', language: 'fr' }),
  ],
  'POST /api/agent/wrap-up': [
    example('A refusal with its reason', wrapUpRequest, {
      disposition: 'REF',
      refusalReason: 'too-many-calls',
      ready: true,
    }),
  ],
  'POST /api/agent/promise': [
    example('A monthly gift, the link by SMS', agentPromiseRequest, {
      kind: 'monthly',
      amountCents: 1_000,
      frequency: 'monthly',
      debitDay: 10,
      askStep: 2,
      channel: 'sms',
      phone: '06 39 98 00 12',
      key: 'a1',
    }),
    example('A subscription by card', agentPromiseRequest, {
      kind: 'one-off',
      offerId: 'one-year',
      endsOn: '2027-01-31',
      channel: 'card',
      key: 'a2',
    }),
  ],
  'POST /api/agent/promise/link': [
    example('The link again, by e-mail', agentLinkRequest, {
      promiseId,
      channel: 'email',
      email: 'jeanne@example.org',
      key: 'l1',
    }),
  ],
  'POST /api/promises/{id}/cancel': [
    example('The donor ends it', cancelPromiseRequest, { because: 'donor', key: 'c1' }),
  ],
  'POST /api/promises/{id}/unfreeze': [example('After the review', unfreezePromiseRequest, { key: 'u1' })],
  'POST /api/promises/{id}/amend': [
    example('Another amount', amendPromiseRequest, { change: 'amount', amountCents: 1_500, key: 'm1' }),
    example('A pause with an end', amendPromiseRequest, { change: 'pause', until: AT, key: 'm2' }),
  ],
  'POST /api/promises/{id}/link': [example('By post', promiseLinkRequest, { channel: 'post', key: 'l2' })],
  'POST /api/promises/{id}/paper': [
    example('A mandate that came back by post', paperMandateRequest, {
      name: 'Jeanne Donatrice',
      iban: 'FR14 2004 1010 0505 0001 3M02 606',
      key: 'p1',
    }),
  ],
  'POST /api/creditors': [
    example('Who collects', creditorRequest, {
      clientId: clientId as never,
      name: 'Les Amis du Lac',
      address: ['1 rue du Lac', '74000 Annecy'],
      creditorId: 'FR72 ZZZ 123456',
      iban: 'FR14 2004 1010 0505 0001 3M02 606',
      rumPrefix: 'LAC',
    }),
  ],
  'POST /api/bank/export': [example('The debits that are due', bankExportRequest, { clientId: clientId as never })],
  'POST /api/bank/facts': [
    example('A debit that came back', bankFactsRequest, {
      facts: [
        {
          key: 'camt.054:2026-12-12:1',
          status: 'returned',
          rum: 'LAC-03HAM3JETCYX9B064XXFJRIZN',
          endToEndId: null,
          amountCents: 1_000,
          reasonCode: 'AM04',
          on: '2026-12-12',
        },
      ],
    }),
  ],
  'POST /api/calls/{id}/useful-contact/dispute': [
    example('By whoever doubts it', disputeRequest, { reason: 'the donor had not heard the request' }),
  ],
  'POST /api/calls/{id}/useful-contact/arbitrate': [
    example('By a manager', arbitrateRequest, { useful: false, reason: 'heard again: the offer was not stated' }),
  ],
  'POST /api/donors/export': [
    example('By the code of the charity', donorExportRequest, { clientId: clientId as never, code: 'D-1042' }),
  ],
  'POST /api/donors/erase': [
    example('By number', donorEraseRequest, { clientId: clientId as never, number: '06 39 98 00 12' }),
  ],
  'POST /api/donors/consent': [
    example('A consent on paper', consentRequest, {
      clientId: clientId as never,
      code: 'D-1042',
      givenAt: AT,
      means: 'paper',
      evidence: 'form 12',
    }),
  ],
  'POST /api/donors/consent/withdraw': [
    example('Taken back now', withdrawRequest, { clientId: clientId as never, code: 'D-1042' }),
  ],
  'POST /api/webhooks': [
    example('Signatures and payments', webhookRequest, {
      clientId: clientId as never,
      url: 'https://crm.example.org/foyer',
      eventTypes: ['promise.signed', 'promise.paid', 'objection.recorded'],
    }),
  ],
  'POST /api/webhooks/{id}/replay': [example('All that were given up', webhookReplayRequest, { dead: true })],
};
