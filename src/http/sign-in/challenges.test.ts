import { expect, it } from 'vitest';
import { CHALLENGE_LIFETIME_MS, Challenges, MAX_ANSWERED } from './challenges.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

it('knows its own challenges, for what they were made, for five minutes, once', () => {
  let now = 1_000_000;
  const challenges = new Challenges(() => now);
  const made = text(challenges.make('sign-in'));
  expect([challenges.isOpen('sign-in', made), challenges.isOpen('add u1', made)]).toEqual([true, false]);
  expect(text(challenges.make('sign-in'))).not.toBe(made);
  expect(new Challenges(() => now).isOpen('sign-in', made)).toBe(false);
  now += CHALLENGE_LIFETIME_MS - 1;
  expect(challenges.isOpen('sign-in', made)).toBe(true);
  expect([challenges.spend(made), challenges.spend(made), challenges.isOpen('sign-in', made)]).toEqual([
    true,
    false,
    false,
  ]);
  const late = text(challenges.make('sign-in'));
  now += CHALLENGE_LIFETIME_MS;
  expect(challenges.isOpen('sign-in', late)).toBe(false);
});

it.each(['', 'AAAA', 'not base64!', 'A'.repeat(72)])('refuses what it did not make: %j', (made) => {
  expect(new Challenges(() => 0).isOpen('sign-in', made)).toBe(false);
});

it('refuses one with a later end, and remembers only so many answers', () => {
  const challenges = new Challenges(() => 0);
  const bytes = challenges.make('sign-in');
  bytes[20] = 255;
  expect(challenges.isOpen('sign-in', text(bytes))).toBe(false);
  for (let count = 0; count < MAX_ANSWERED; count++) challenges.spend(String(count));
  expect(challenges.spend('one more')).toBe(false);
});
