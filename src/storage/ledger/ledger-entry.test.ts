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
