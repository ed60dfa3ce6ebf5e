import { describe, expect, test } from 'vitest';
import type { CommandId, LegId } from '../../kernel/id.ts';
import type { CommandResult } from '../switch-port.ts';
import { JobTable, MAX_PENDING_COMMANDS, resultOf } from './job-table.ts';

function table() {
  const ended: [string, CommandResult][] = [];
  const jobs = new JobTable(({ commandId }, result) => ended.push([commandId, result]));
  const add = (id: string, deadlineAt = 1_000, makesLeg = true): boolean =>
    jobs.add({
      commandId: id as CommandId,
      command: 'originate',
      legId: `leg of ${id}` as LegId,
      deadlineAt,
      makesLeg,
    });
  return { jobs, ended, add };
}

const id = (text: string): CommandId => text as CommandId;

describe('JobTable', () => {
  test('a command ends once, by whatever comes first', () => {
    const { jobs, ended, add } = table();
    add('a');
    jobs.end(id('a'), { kind: 'rejected', reason: 'USER_BUSY' });
    jobs.end(id('a'), { kind: 'accepted' });
    jobs.legAnswered('leg of a' as LegId);
    jobs.expire(2_000);
    jobs.loseAll('lost');
    expect(ended).toEqual([['a', { kind: 'rejected', reason: 'USER_BUSY' }]]);
    expect(jobs.size).toBe(0);
  });

  test('the answer of its leg accepts an originate', () => {
    const { jobs, ended, add } = table();
    add('a');
    jobs.legAnswered('leg of a' as LegId);
    jobs.end(id('a'), { kind: 'rejected', reason: 'ORIGINATOR_CANCEL' });
    expect(ended).toEqual([['a', { kind: 'accepted' }]]);
  });

  test('the answer of a leg says nothing about a hang-up of it', () => {
    const { jobs, ended, add } = table();
    add('a', 1_000, false);
    jobs.legAnswered('leg of a' as LegId);
    expect(ended).toEqual([]);
  });

  test('overdue and lost commands end as unknown', () => {
    const { jobs, ended, add } = table();
    add('a', 1_000);
    add('b', 2_000);
    jobs.expire(999);
    expect(ended).toEqual([]);
    jobs.expire(1_000);
    jobs.loseAll('the socket is lost');
    expect(ended.map(([name, { kind }]) => [name, kind])).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
    ]);
  });

  test('the table is bounded', () => {
    const { add } = table();
    for (let n = 0; n < MAX_PENDING_COMMANDS; n++) expect(add(String(n))).toBe(true);
    expect(add('one too many')).toBe(false);
  });
});

describe('resultOf', () => {
  test.each([
    ['+OK\n', { kind: 'accepted' }],
    ['+OK 018f0000-0000-7000-8000-000000000001\n', { kind: 'accepted' }],
    ['-ERR USER_BUSY\n', { kind: 'rejected', reason: 'USER_BUSY' }],
    ['-ERR No such channel!\n', { kind: 'rejected', reason: 'No such channel!' }],
    ['-USAGE: <uuid> <other_uuid>\n', { kind: 'rejected', reason: '-USAGE: <uuid> <other_uuid>' }],
    ['Invalid Gateway!\n', { kind: 'rejected', reason: 'Invalid Gateway!' }],
    ['', { kind: 'rejected', reason: 'refused without a reason' }],
  ] as [string, CommandResult][])('%j', (text, result) => {
    expect(resultOf(text)).toEqual(result);
  });
});
