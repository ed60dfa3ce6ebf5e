import { Problem } from '../problem.ts';
import type { SessionOrigin } from '../sessions.ts';
import type { SecondFactors } from './second-factors.ts';
import type { SignInTrail } from './sign-in-trail.ts';

/** Whatever asks for a code: one that is wrong is in the trail, and once that there were too many. */
export async function watchedCode<T>(
  { factors, trail }: { readonly factors: SecondFactors; readonly trail: SignInTrail },
  userId: string,
  from: SessionOrigin,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code === 'wrong-code') {
      trail.note({ what: 'wrong-code', userId, from });
      if (await factors.isLocked(userId)) trail.note({ what: 'locked-codes', userId, from });
    }
    throw error;
  }
}
