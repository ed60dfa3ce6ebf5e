import { expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/time.ts';
import type { Candidate } from '../contact.ts';
import { explainLead, whyBefore } from './explain-lead.ts';
import { type CallingOrder, plainOrder } from './order.ts';

const AT = Date.parse('2026-11-24T10:00:00Z');
const lead = (more: Partial<Candidate> = {}) =>
  ({ rank: -1_200, dueAt: AT - 60_000, attempts: 0, agentRequired: false, segment: 'A', ...more }) as Candidate;
const standing = (expected: number, weight: number | null = null, open = true) => ({ expected, weight, open });
const order: CallingOrder = { segments: { A: standing(0.2), B: standing(0.4) } };
const codes = (candidate: Candidate, more: Partial<Parameters<typeof explainLead>[0]> = {}) =>
  explainLead({ candidate, order, at: AT, byWorth: true, blocked: undefined, ...more }).map(({ code }) => code);

test('what places a contact is told, what stands in the way first', () => {
  expect(codes(lead())).toEqual(['due', 'segment-now', 'worth']);
  expect(codes(lead({ dueAt: AT + 1 }))).toEqual(['not-due', 'segment-now', 'worth']);
  expect(codes(lead({ dueAt: AT - 3 * DAY_MS, attempts: 2 }))).toEqual([
    'due',
    'segment-now',
    'worth',
    'patience',
    'attempts',
  ]);
  expect(codes(lead({ askedForCall: true, agentRequired: true }))).toContain('callback');
  expect(codes(lead(), { order: plainOrder, byWorth: false })).toEqual(['due', 'file-order']);
  expect(codes(lead(), { order: { segments: { A: standing(0.2, 1, false) } } })).toContain('segment-closed');
  expect(codes(lead(), { order: { segments: { ...order.segments, B: standing(0.1, 3) } } })).toContain(
    'segment-weight',
  );
  const [first] = explainLead({ candidate: lead(), order, at: AT, byWorth: true, blocked: { fr: 'Non.', en: 'No.' } });
  expect(first).toEqual({ code: 'blocked', inFavour: false, words: { fr: 'Non.', en: 'No.' } });
  for (const { words } of explainLead({ candidate: lead(), order, at: AT, byWorth: true, blocked: undefined }))
    expect(words.fr === '' || words.en === '').toBe(false);
});

test('why that one goes before: by its promise, its worth, its segment', () => {
  const about = { candidate: lead(), order, at: AT, byWorth: true };
  expect(whyBefore(lead({ agentRequired: true }), about).en).toMatch(/promised callback/);
  expect(whyBefore(lead({ rank: -3_000 }), about).en).toBe('Same segment: €30.00 expected against €12.00.');
  expect(whyBefore(lead({ segment: 'B' }), about).en).toMatch(/in this hour: €4\.80 expected against €2\.40/);
  expect(whyBefore(lead(), { ...about, byWorth: false }).en).toMatch(/earlier in the file/);
});
