import type { EventDataOf, FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { Tables } from '../rows.ts';

type MandateRow = Tables['mandates'];

/** Mandates as their events left them; the promise knows its mandate from the draft on. */
export function projectMandates(event: FloorEvent): readonly RowChange[] {
  if (!event.type.startsWith('mandate.')) return [];
  const { mandateId, promiseId, actKey, state, held } = event.data as EventDataOf<'mandate.sent'>;
  const act = put('promiseActs', { actKey, promiseId });
  if (event.type === 'mandate.drafted')
    return [put('mandates', drafted(event, event.data)), patch('promises', promiseId, { mandateId }), act];
  return [patch('mandates', mandateId, { state, held, ...own(event) }), act];
}

function own({ type, data, at }: FloorEvent): Partial<MandateRow> {
  switch (type) {
    case 'mandate.sent':
      return { sentAt: at };
    case 'mandate.signed':
      return { signedAt: at, method: data.method, proofHash: data.proofHash };
    case 'mandate.exported':
      return { exportedAt: at };
    case 'mandate.presented':
      return { presented: data.presented, presentedOn: data.dueOn };
    case 'mandate.first-debited':
      return { firstDebitAt: at, lastDebitAt: at };
    case 'mandate.debited':
      return { lastDebitAt: at };
    case 'mandate.suspended':
      return { heldBecause: data.because };
    case 'mandate.resumed':
      return { heldBecause: null };
    default:
      return {};
  }
}

function drafted(
  { orgId, clientId, campaignId, at }: FloorEvent,
  { mandateId, promiseId, contactId, rum, creditorId, state }: EventDataOf<'mandate.drafted'>,
): MandateRow {
  return {
    mandateId,
    promiseId,
    orgId,
    clientId: clientId ?? '',
    campaignId: campaignId ?? '',
    contactId,
    rum,
    creditorId,
    state,
    held: null,
    heldBecause: null,
    draftedAt: at,
    sentAt: null,
    signedAt: null,
    method: null,
    proofHash: null,
    exportedAt: null,
    firstDebitAt: null,
    lastDebitAt: null,
    presented: 0,
    presentedOn: null,
  };
}
