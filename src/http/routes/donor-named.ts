import type { DonorId } from '../../campaigns/index.ts';
import { numberOrigin } from '../../compliance/index.ts';
import { type Actor, SYSTEM } from '../../dialer/index.ts';
import type { ClientId } from '../../kernel/id.ts';
import type { HttpContext } from '../http-env.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { actorOf } from './act.ts';

/** @throws Problem `not-found`, and `bad-request` when nobody is named */
export async function donorsNamed(
  { store }: Parts,
  who: { readonly clientId: ClientId; readonly code?: string | undefined; readonly number?: string | undefined },
): Promise<readonly DonorId[]> {
  const { clientId, code, number } = who;
  if (code !== undefined) return known(await store.donors.find(clientId, { code }));
  const origin = number === undefined ? undefined : numberOrigin(number);
  if (origin?.ok === true) return known(await store.donors.find(clientId, { number: origin.value.number }));
  const message = 'give the donor’s code or a telephone number that can be read';
  throw new Problem('bad-request', message, { errors: [{ field: number === undefined ? 'code' : 'number', message }] });
}

function known(donorIds: readonly DonorId[]): readonly DonorId[] {
  if (donorIds.length > 0) return donorIds;
  throw new Problem('not-found', 'There is no such donor at this charity.');
}

/** A program on this machine has no account. */
export function whoAsks(c: HttpContext): Actor {
  const principal = c.get('principal') as HttpContext['var']['principal'] | undefined;
  return principal === undefined ? SYSTEM : actorOf(principal);
}

export function nameOf(actor: Actor): string {
  return actor.kind === 'user' ? actor.userId : 'system';
}
