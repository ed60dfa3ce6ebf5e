import { expect, it } from 'vitest';
import { createObjectionBook } from './objection-book.ts';

it('holds objections by client or for the whole agency', () => {
  const book = createObjectionBook([{ number: '+33199000001', clientId: 'a' }]);
  book.add('+33199000002', null);
  book.add('+33199000002', 'a');
  expect(book.has('+33199000001', 'a')).toBe(true);
  expect(book.has('+33199000001', 'b')).toBe(false);
  book.add('+33199000001', 'b');
  expect(book.has('+33199000001', 'a') && book.has('+33199000001', 'b')).toBe(true);
  expect(book.has('+33199000002', 'anyone')).toBe(true);
  expect(book.has('+33199000003', 'a')).toBe(false);
  expect(book.size).toBe(2);
});
