import { type Command, Option } from 'commander';
import { roles } from '../storage/index.ts';
import { configurationOrExit } from './configuration.ts';
import type { UserOptions, UserRequest } from './user.ts';

type Run = (command: () => Promise<number>) => Promise<void>;

/** `foyer user …`: accounts from the terminal, also the way back in for an administrator who has lost everything. */
export function addUserCommand(foyer: Command, run: Run): void {
  const user = foyer.command('user').description('who may sign in; every change is kept with its reason');
  const about = (request: UserRequest, options: UserOptions) =>
    run(async () => (await import('./user.ts')).user(configurationOrExit(), request, options));
  const words = (command: Command) => command.option('--json', 'print one JSON document instead of words');
  const because = (command: Command) =>
    words(command).requiredOption('--reason <text>', 'why, in a sentence: it is kept with the change');

  words(user.command('list').description('every account')).action((options: UserOptions) =>
    about({ act: 'list' }, options),
  );
  because(user.command('add').description('make an account, and print the one-time link that sets its password'))
    .argument('<login>')
    .requiredOption('--name <name>', 'as colleagues see it')
    .addOption(roleOption().makeOptionMandatory())
    .option('--client <id...>', 'the charities it sees; an administrator sees all', [])
    .option('--email <address>', 'where links are sent')
    .action((login: string, { name, role, client, email, reason, ...options }: AddOptions) =>
      about(
        {
          act: 'add',
          login,
          displayName: name,
          role,
          clientIds: client,
          reason,
          ...(email === undefined ? {} : { email }),
        },
        options,
      ),
    );
  for (const [act, description] of plainActs)
    because(user.command(act).description(description))
      .argument('<login>')
      .action((login: string, { reason, ...options }: UserOptions & { readonly reason: string }) =>
        about({ act, login, reason }, options),
      );
  because(user.command('role').description('what an account may do, and the charities it sees'))
    .argument('<login>')
    .addOption(roleOption().makeOptionMandatory())
    .option('--client <id...>', 'in the place of those before')
    .action((login: string, { role, client, reason, ...options }: RoleOptions) =>
      about({ act: 'role', login, role, reason, ...(client === undefined ? {} : { clientIds: client }) }, options),
    );
}

type Role = (typeof roles)[number];
type AddOptions = UserOptions & {
  readonly name: string;
  readonly role: Role;
  readonly client: readonly string[];
  readonly email?: string;
  readonly reason: string;
};
type RoleOptions = UserOptions & { readonly role: Role; readonly client?: readonly string[]; readonly reason: string };

const plainActs = [
  ['link', 'print a new one-time link that sets the password: also for an administrator who has lost the only one'],
  ['disable', 'nobody signs in with it any more; its sessions end at once, those of an agent after the call'],
  ['enable', 'let a disabled account sign in again'],
  ['reset-second-factor', 'take the second factor away from somebody who has lost it; the sessions end at once'],
] as const;

function roleOption(): Option {
  return new Option('--role <role>', 'what it may do (docs/security.md)').choices(roles);
}
