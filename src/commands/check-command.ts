import { type Command, Option } from 'commander';
import { audiences, callerTypes, profiles, purposes } from '../compliance/index.ts';
import type { CheckChoice } from './check.ts';

export function addCheckCommand(foyer: Command, run: (command: () => Promise<number>) => Promise<void>): void {
  foyer
    .command('check')
    .description(
      'say what would be refused in a lead file, why and until when, and how many may be called in each hour of the week; or answer test cases of the calling rules',
    )
    .argument('[file]', 'a lead file')
    .option('--cases <file>', 'answer these cases instead: one JSON document a line, status 1 when one differs')
    .option('--campaign <name>', 'ask its objections and the imported registers too')
    .addOption(new Option('--purpose <purpose>', 'what the calls are for (default: donation)').choices(purposes))
    .addOption(new Option('--caller-type <type>', 'who calls (default: paid_agency)').choices(callerTypes))
    .addOption(new Option('--profile <profile>', 'which rules (default: recommended)').choices(profiles))
    .addOption(new Option('--audience <audience>', 'who the donors are, where the file is silent').choices(audiences))
    .option('--json', 'print one JSON document instead of words')
    .action((file: string | undefined, options: CheckChoice) =>
      run(async () => (await import('./check.ts')).check(file, options)),
    );
}
