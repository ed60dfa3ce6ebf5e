import { expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { NEVER } from './check.ts';
import { optOut } from './objected.ts';
import type { CheckOf } from './pack-checks.ts';
import type { NumberHistory } from './planned-call.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { findZone } from './zone.ts';

const zone = findZone('America/Toronto');
if (zone === undefined) throw new Error('no zone');
const at = Date.parse('2026-11-23T12:00:00-05:00');
const canadian: CheckOf<'opt_out'> = {
  type: 'opt_out',
  grace_days: 14,
  product_grace_days: 0,
  duration: 'P3Y14D',
  product_duration: null,
};

function ask(history: Partial<NumberHistory>, ownGrace = false, rule = canadian) {
  const check = optOut(rule, ownGrace);
  const call = sampleCall({ history: { ...NOTHING, ...history } });
  return [
    check.earliest(call, zone as NonNullable<typeof zone>, at),
    check.closesAt?.(call, zone as NonNullable<typeof zone>, at),
  ];
}

it('ends with the last day of its duration, where the law names one, and never in the recommended profile', () => {
  const requested = Date.parse('2023-11-09T15:00:00-05:00');
  expect(ask({ objectedAt: requested })[0]).toBe(NEVER);
  expect(ask({ objectedAt: requested - DAY_MS })).toEqual([at, NEVER]);
  expect(ask({ objectedAt: requested - 400 * DAY_MS }, true)[0]).toBe(NEVER);
  expect(ask({ objected: true, objectedAt: requested - 400 * DAY_MS })[0]).toBe(NEVER);
});

it('nobody objected: nothing to keep', () => expect(ask({})).toEqual([at, NEVER]));

it('an objection in the book refuses at once', () => {
  expect(ask({ objected: true })[0]).toBe(NEVER);
  expect(ask({ objected: true, objectedAt: at + DAY_MS })[0]).toBe(NEVER);
});

it('a grace is counted in local days', () => {
  expect(ask({ objectedAt: Date.parse('2026-11-09T23:59:59-05:00') })[0]).toBe(NEVER);
  expect(ask({ objectedAt: Date.parse('2026-11-10T00:00:00-05:00') })).toEqual([
    at,
    Date.parse('2026-11-24T00:00:00-05:00'),
  ]);
});

it('without a grace, or with the own one of the recommended profile, it counts from its instant', () => {
  expect(ask({ objectedAt: at }, true)[0]).toBe(NEVER);
  expect(ask({ objectedAt: at + 1 }, true)).toEqual([at, at + 1]);
  const { product_grace_days: _, ...plain } = canadian;
  expect(ask({ objectedAt: at - DAY_MS }, true, plain)[0]).toBe(at);
  expect(ask({ objectedAt: at - DAY_MS }, false, { ...plain, grace_days: 0 })[0]).toBe(NEVER);
});
