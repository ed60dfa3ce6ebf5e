import type { Clock } from '../../kernel/clock.ts';
import { idSource, type OrgId } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import type { AccountStore } from '../../storage/index.ts';
import { AccountDesk, invitationPath } from './account-desk.ts';

/**
 * For the terminal of a new installation: the path of the one-time link with which its administrator sets a password.
 * Undefined once there is an administrator who has one.
 */
export async function firstAdministratorPath(
  accounts: AccountStore,
  orgId: OrgId,
  clock: Pick<Clock, 'now'>,
): Promise<string | undefined> {
  const ids = idSource(clock, seededRandom(freshSeed()).fork('accounts'));
  const desk = new AccountDesk({ orgId, accounts, ids, now: () => clock.now(), onChanged: () => undefined });
  const link = await desk.firstLink();
  return link === undefined ? undefined : invitationPath(link.token);
}
