import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Id, idSource } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import { seededRandom } from '../../kernel/random.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { CODE_LIFE_MS, checkCode, codeFrom, typedCode } from './one-time-code.ts';
import { nextReminderAt, reminderDue } from './reminder-cadence.ts';
import { MAX_RUM, rumOf } from './rum.ts';
import { readSigningToken, signingToken } from './signing-token.ts';

const keys = numberKeys(new Uint8Array(32).fill(7));
const ids = idSource({ now: () => Date.UTC(2026, 10, 24) }, seededRandom(1));
const promiseId = ids.next<'promise'>();

describe('the link', () => {
  const link = { promiseId, link: 3, expiresAt: Date.UTC(2027, 0, 8) };
  const token = signingToken(keys, link);

  test('is read again, and tells nothing else', () => {
    expect(readSigningToken(keys, token)).toEqual(link);
    expect(token).toMatch(/^[A-Za-z0-9_-]{51}$/);
  });
  test('changed by one character, cut or from another installation it is nothing', () => {
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'AZaz09_-'), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        const read = readSigningToken(keys, changed);
        // The last character of base64 carries bits that say nothing.
        if (changed !== token && at < token.length - 1) expect(read).toBeUndefined();
        if (read !== undefined) expect(read).toEqual(link);
      }),
    );
    expect(readSigningToken(keys, token.slice(1))).toBeUndefined();
    expect(readSigningToken(keys, '')).toBeUndefined();
    expect(readSigningToken(numberKeys(new Uint8Array(32)), token)).toBeUndefined();
  });
});

describe('the code', () => {
  const sent = { hash: 'aa'.repeat(32), sentAt: 1_000, triesLeft: 5, by: 'sms' } as const;
  test('right for ten minutes and five tries', () => {
    expect(checkCode(sent, sent.hash, 1_000 + CODE_LIFE_MS)).toBe('right');
    expect(checkCode(sent, sent.hash, 1_001 + CODE_LIFE_MS)).toBe('expired');
    expect(checkCode(sent, 'bb'.repeat(32), 2_000)).toBe('wrong');
    expect(checkCode({ ...sent, triesLeft: 0 }, sent.hash, 2_000)).toBe('used-up');
    expect(checkCode(null, sent.hash, 2_000)).toBe('none');
  });
  test('six digits of any bytes, or another draw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        expect(codeFrom(bytes) ?? '000000').toMatch(/^\d{6}$/);
      }),
    );
    expect(codeFrom(new Uint8Array([255, 255, 255, 255]))).toBeUndefined();
    expect(typedCode(' 123 456 ')).toBe('123456');
  });
});

test('a RUM: no two alike, 35 characters at most, of the characters that banks take', () => {
  const rums = Array.from({ length: 2_000 }, () => rumOf(ids.next<'mandate'>() as Id<'mandate'>, 'L’Été du Cœur'));
  expect(new Set(rums).size).toBe(2_000);
  for (const rum of rums) {
    expect(rum.length).toBeLessThanOrEqual(MAX_RUM);
    expect(rum).toMatch(/^[A-Z0-9-]+$/);
  }
});

describe('reminders', () => {
  const agreedAt = 0;
  test('D+2, D+7, D+14, then not confirmed at D+30 and lapsed at D+60', () => {
    const due = (day: number, reminders: number) => reminderDue({ state: 'sent', agreedAt, reminders }, day * DAY_MS);
    expect(due(1.9, 0)).toBeUndefined();
    expect(due(2, 0)).toEqual({ what: 'remind', step: 1 });
    expect(due(2, 1)).toBeUndefined();
    expect(due(7, 1)).toEqual({ what: 'remind', step: 2 });
    expect(due(15, 2)).toEqual({ what: 'remind', step: 3 });
    expect(due(29, 3)).toBeUndefined();
    expect(due(30, 0)).toEqual({ what: 'unconfirm' });
    expect(reminderDue({ state: 'unconfirmed', agreedAt, reminders: 3 }, 59 * DAY_MS)).toBeUndefined();
    expect(reminderDue({ state: 'unconfirmed', agreedAt, reminders: 3 }, 60 * DAY_MS)).toEqual({ what: 'lapse' });
  });
  test('those a server slept through are not made up for', () => {
    expect(reminderDue({ state: 'sent', agreedAt, reminders: 0 }, 16 * DAY_MS)).toEqual({ what: 'remind', step: 3 });
    expect(nextReminderAt(agreedAt, 3)).toBe(30 * DAY_MS);
  });
  test('nobody is reminded of what is signed, frozen or over', () => {
    for (const state of ['signed', 'paid', 'active', 'kept', 'failed', 'lapsed', 'frozen', 'cancelled'] as const)
      expect(reminderDue({ state, agreedAt, reminders: 0 }, 90 * DAY_MS)).toBeUndefined();
  });
});
