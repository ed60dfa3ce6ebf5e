import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openVault, VAULT_FILE, VAULT_VARIABLE, type VaultSources } from '../ops/index.ts';
import { type SqliteStore, sealedKinds } from '../storage/sqlite/index.ts';
import type { Finding } from './doctor-finding.ts';
import { DATABASE_FILE } from './open-store.ts';

const check = 'key of the vault';

/** Where the keys are that bank accounts, secrets of webhooks and second factors are sealed with; makes none. */
export function vaultKey(sources: VaultSources): Finding {
  const path = join(sources.dataFolder, VAULT_FILE);
  const isSet = (sources.env[VAULT_VARIABLE] ?? '').trim() !== '';
  if (!isSet && !existsSync(path)) {
    if (!existsSync(join(sources.dataFolder, DATABASE_FILE)))
      return { check, state: 'ok', detail: 'none yet: the first start makes it' };
    const remedy = `Put ${VAULT_FILE} back from your copy before the next start: it would make a new one, which opens nothing that was sealed before. Where nothing was sealed yet, that does no harm.`;
    return { check, state: 'warning', detail: `${path} is missing`, remedy };
  }
  const vault = openVault(sources);
  if (!vault.ok) return { check, state: 'failed', detail: vault.error, remedy: 'Foyer cannot start without it.' };
  const detail = `${isSet ? VAULT_VARIABLE : path}; in no backup: keep a copy of it apart from them`;
  return { check, state: 'ok', detail };
}

/** What is sealed with a key that is not there; the key is not made by asking. */
export async function sealedTexts(store: Pick<SqliteStore, 'sealed'>, sources: VaultSources): Promise<Finding[]> {
  if (vaultKey(sources).state === 'failed') return [];
  const isThere = existsSync(join(sources.dataFolder, VAULT_FILE)) || sources.env[VAULT_VARIABLE] !== undefined;
  const vault = isThere ? openVault(sources) : undefined;
  let lost = 0;
  for (const kind of sealedKinds) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await store.sealed.page(kind, after);
      // Asked without its place nothing opens; which of the reasons it is tells whether the key is there.
      for (const { sealed } of page) {
        const text = vault?.ok === true ? vault.value.open('', sealed) : undefined;
        if (text === undefined || (!text.ok && text.error === 'key-missing')) lost++;
      }
      after = page.at(-1)?.id;
    }
  }
  if (lost === 0) return [];
  const detail = `${lost} sealed texts (bank accounts, secrets of webhooks, second factors) are sealed with a key that is not here`;
  const remedy = `Put that key back into ${VAULT_FILE}, a line of its own after the others, or into ${VAULT_VARIABLE}. Nothing is lost until then.`;
  return [{ check: 'sealed texts', state: 'failed', detail, remedy }];
}
