import type { Command } from 'commander';
import { configurationOrExit } from './configuration.ts';

type Run = (command: () => Promise<number>) => Promise<void>;
const JSON_OPTION = ['--json', 'print one JSON document instead of words'] as const;

/** `foyer bank …`: files for the bank, and what it answers. */
export function addBankCommand(foyer: Command, run: Run): void {
  const bank = foyer.command('bank').description('files for the bank, and what it answers (docs/payments.md)');
  bank
    .command('export')
    .description('write the debits that are due to pain.008 files in the data folder, each once')
    .option('--client <id>', 'the charity, unless it is the only one')
    .option(...JSON_OPTION)
    .action((options: { client?: string; json?: true }) =>
      run(async () => (await import('./bank.ts')).exportCollections(configurationOrExit(), options)),
    );
  bank
    .command('import')
    .description('take a status report (pain.002) or a notification (camt.054); the same again changes nothing')
    .argument('<file>', 'as the bank made it')
    .option(...JSON_OPTION)
    .action((file: string, options: { json?: true }) =>
      run(async () => (await import('./bank.ts')).importBankFile(configurationOrExit(), file, options)),
    );
}

/** `foyer vault …`: the keys that bank details are sealed with. */
export function addVaultCommand(foyer: Command, run: Run): void {
  const vault = foyer.command('vault').description('the keys that bank details and secrets are sealed with');
  vault
    .command('rotate')
    .description('make a new key, seal everything again with it and drop the old ones; stop Foyer first')
    .option('--reseal-only', 'the new key is in FOYER_VAULT_KEYS already, before the others')
    .action((options: { resealOnly?: true }) =>
      run(async () => (await import('./vault.ts')).rotateVault(configurationOrExit(), options)),
    );
}
