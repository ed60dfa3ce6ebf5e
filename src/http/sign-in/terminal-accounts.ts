import type { Clock } from '../../kernel/clock.ts';
import { idSource, type OrgId } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import type { Store } from '../../storage/index.ts';
import { type ConsoleRequest, consoleRequest } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { atConsole, type ConsoleAnswer, type ConsoleParts } from './account-console.ts';
import { AccountDesk, invitationPath } from './account-desk.ts';
import { SecondFactors } from './second-factors.ts';

type AccountStores = Pick<Store, 'accounts' | 'signIn'>;

/**
 * For the terminal of a new installation: the path of the one-time link with which its administrator sets a password.
 * Undefined once there is an administrator who has one.
 */
export async function firstAdministratorPath(
  stores: AccountStores,
  orgId: OrgId,
  clock: Pick<Clock, 'now'>,
): Promise<string | undefined> {
  const link = await partsOf(stores, orgId, clock).desk.firstLink();
  return link === undefined ? undefined : invitationPath(link.token);
}

/** `foyer user` while no Foyer runs. @returns why not, in words, when it could not be done */
export async function withoutServer(
  stores: AccountStores,
  orgId: OrgId,
  clock: Pick<Clock, 'now'>,
  request: ConsoleRequest,
): Promise<ConsoleAnswer | string> {
  const parsed = consoleRequest.safeParse(request);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`).join('; ');
  try {
    return await atConsole(partsOf(stores, orgId, clock), parsed.data, 'system');
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

function partsOf({ accounts, signIn }: AccountStores, orgId: OrgId, clock: Pick<Clock, 'now'>): ConsoleParts {
  const ids = idSource(clock, seededRandom(freshSeed()).fork('accounts'));
  const now = () => clock.now();
  const factors = new SecondFactors({
    orgId,
    organisation: '',
    accounts,
    store: signIn,
    vault: undefined,
    ids,
    now,
    required: true,
  });
  const desk = new AccountDesk({
    orgId,
    accounts,
    factors,
    ids,
    now,
    onChanged: () => undefined,
    onSignedOut: () => Promise.resolve(),
  });
  return { orgId, accounts, desk, factors };
}
