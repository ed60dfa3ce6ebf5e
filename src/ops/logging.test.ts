import { expect, it } from 'vitest';
import { createLog, type LogOptions } from './logging.ts';

function lines(
  options: Partial<LogOptions>,
  write: (log: ReturnType<typeof createLog>) => void,
): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  write(
    createLog({
      level: 'info',
      ...options,
      destination: { write: (line) => found.push(JSON.parse(line) as Record<string, unknown>) },
    }),
  );
  return found;
}

it('writes one JSON object a line, with a constant message and an ISO time', () => {
  const [line] = lines({}, (log) => log.info({ calls: 3 }, 'calls placed'));
  expect(line).toMatchObject({ level: 'info', calls: 3, msg: 'calls placed' });
  expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('hides personal data unless it is asked for, at any depth', () => {
  const fields = { pii: { number: '+33199000001' }, inner: { pii: 'Mme Morel' } };
  const [hidden] = lines({}, (log) => log.warn(fields, 'x'));
  expect(JSON.stringify(hidden)).not.toMatch(/33199000001|Morel/);
  const [shown] = lines({ showPii: true }, (log) => log.warn(fields, 'x'));
  expect(shown).toMatchObject(fields);
});

it('never shows a secret, whatever is asked: by name, in a URL, in an error', () => {
  const fields = {
    password: 'one-secret',
    headers: { Authorization: 'Bearer two-secret', cookie: 'three-secret' },
    address: 'esl://foyer:four-secret@10.0.0.1:8021',
    error: new Error('cannot reach esl://foyer:five-secret@10.0.0.1'),
    list: [{ token: 'six-secret' }],
  };
  const [line] = lines({ showPii: true }, (log) => log.error(fields, 'x'));
  expect(JSON.stringify(line)).not.toContain('-secret');
  expect(line).toMatchObject({
    address: 'esl://foyer:[redacted]@10.0.0.1:8021',
    error: { message: expect.stringContaining('10.0.0.1') },
  });
});

it('leaves out what is below its level', () => {
  expect(lines({ level: 'error' }, (log) => log.info({}, 'x'))).toEqual([]);
});
