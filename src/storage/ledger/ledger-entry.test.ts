import { expect, test } from 'vitest';
import { usualBasis } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { ledgerEntry } from './ledger-entry.ts';

test('a change of what a campaign calls for is evidence: before, after, who and why', () => {
  const data = { before: usualBasis, after: { ...usualBasis, audience: 'prospect' }, reason: 'A list of prospects.' };
  const event = { type: 'campaign.basis-changed', actor: 'user-1', campaignId: 'campaign-1', data };
  expect(ledgerEntry(event as unknown as FloorEvent, () => undefined)).toEqual({
    type: 'setting',
    subject: 'campaign-1',
    body: { change: 'campaign.basis-changed', actor: 'user-1', campaignId: 'campaign-1', data },
  });
});

test('a consent is evidence of its own: who recorded it in the open, when and by what means committed', () => {
  const data = { contactIds: ['contact-1', 'contact-2'], act: 'given', on: 5, means: 'written' };
  const event = { type: 'consent.changed', actor: 'user-1', campaignId: null, data };
  expect(ledgerEntry(event as unknown as FloorEvent, () => undefined)).toEqual({
    type: 'consent',
    subject: '',
    body: { act: 'given', actor: 'user-1', contacts: 2 },
    contactId: 'contact-1',
    facts: { consent: { act: 'given', means: 'written', on: 5 } },
  });
});
