import { type Command, Option } from 'commander';
import type { AuditOptions } from './audit.ts';
import { configurationOrExit } from './configuration.ts';

type Options = AuditOptions & { readonly data?: string; readonly head?: string[] };

/** `foyer audit verify | call | donor`. `run` sets the exit status. */
export function addAuditCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  const audit = foyer
    .command('audit')
    .description('check the evidence ledger, or tell what it knows of a call or a donor; Foyer may run beside it');
  const place = ({ data }: Options): string => data ?? configurationOrExit().dataFolder;
  const add = (name: string, description: string): Command =>
    audit
      .command(name)
      .description(description)
      .option('--data <place>', 'a data folder, or a copy of its database (default: that of the settings)')
      .addOption(new Option('--lang <language>', 'language of the words').choices(['fr', 'en']).default('fr'))
      .option('--json', 'print one JSON document instead of words');
  add('verify', 'check every chain from beginning to end; status 1 when anything was changed')
    .option('--head <hash...>', 'a head that was kept elsewhere: the ledger must still have it')
    .action((options: Options) =>
      run(async () => (await import('./audit.ts')).auditVerify(place(options), options.head ?? [], options)),
    );
  add('call', 'under which rules and on what evidence a call was placed')
    .argument('<attempt>', 'the id of the attempt')
    .action((attempt: string, options: Options) =>
      run(async () => (await import('./audit.ts')).auditCall(place(options), attempt, options)),
    );
  add('donor', 'all that the ledger knows of a person')
    .argument('<contact>', 'the id of a contact, or a telephone number')
    .action((contact: string, options: Options) =>
      run(async () => (await import('./audit.ts')).auditDonor(place(options), contact, options)),
    );
}
