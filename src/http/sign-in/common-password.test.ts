import { expect, it } from 'vitest';
import { refuseCommonPassword } from './common-password.ts';

it.each(['Administrator', 'qwerty123456', '1QAZ2wsx3edc', 'aaaaaaaaaaaa', 'abcabcabcabc', 'anne.durand-2026'])(
  'refuses what is guessed first: %s',
  (password) =>
    expect(() => refuseCommonPassword('Anne.Durand', password)).toThrow(
      expect.objectContaining({
        code: 'common-password',
        more: { errors: [expect.objectContaining({ field: 'password' })] },
      }),
    ),
);

it.each(['embrun-cabestan-41', 'deux chevaux verts', 'administrator of boats', 'an ox sleeps there'])(
  'takes others: %s',
  (password) => expect(refuseCommonPassword('ann', password)).toBeUndefined(),
);
