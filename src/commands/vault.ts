import { ibanPlace } from '../campaigns/index.ts';
import { secondFactorPlace } from '../http/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import type { Vault } from '../kernel/vault.ts';
import { addVaultKey, type Configuration, dropOldVaultKeys, openVault, webhookSecretPlace } from '../ops/index.ts';
import { type SealedKind, type SealedText, type SqliteStore, sealedKinds } from '../storage/sqlite/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { openStore } from './open-store.ts';

const placeOf: Readonly<Record<SealedKind, (id: string) => string>> = {
  'bank-account': ibanPlace,
  'webhook-secret': webhookSecretPlace,
  'second-factor': secondFactorPlace,
};

export interface RotateOptions {
  /** The new key stands before the others already, in FOYER_VAULT_KEYS. */
  readonly resealOnly?: true;
}

/**
 * A new key for the vault: everything sealed is sealed again with it, then the old keys go. Foyer must not run meanwhile:
 * it knows the old keys alone. Cut short at any point, it can be run again.
 */
export async function rotateVault({ dataFolder }: Configuration, { resealOnly }: RotateOptions): Promise<number> {
  await using opened = new AsyncDisposableStack();
  // First, since it takes the lock: nobody seals with the old key from here on.
  const store = opened.adopt(await openStore(dataFolder, systemClock), (open) => open.close());
  const sources = { env: process.env, dataFolder };
  const vault = resealOnly === true ? openVault(sources) : addVaultKey(sources);
  if (!vault.ok) throw new CommandError(vault.error);
  const counts: string[] = [];
  for (const kind of sealedKinds) counts.push(`${await resealAll(store, vault.value, kind)} ${kind}`);
  const dropped = dropOldVaultKeys(sources);
  if (!dropped.ok) throw new CommandError(dropped.error);
  process.stdout.write(
    `Sealed with key ${vault.value.keyId}: ${counts.join(', ')}. Keep a copy of the new key apart from the backups; backups made before need the old one.\n`,
  );
  return EXIT.ok;
}

async function resealAll(store: SqliteStore, vault: Vault, kind: SealedKind): Promise<number> {
  let count = 0;
  for (let after = ''; ; ) {
    const page = await store.sealed.page(kind, after);
    const last = page.at(-1);
    if (last === undefined) return count;
    const stale = page.filter(({ sealed }) => vault.isStale(sealed));
    await store.sealed.reseal(stale.map((each) => resealed(vault, each)));
    count += stale.length;
    after = last.id;
  }
}

function resealed(vault: Vault, { kind, id, sealed }: SealedText): SealedText & { readonly before: string } {
  const place = placeOf[kind](id);
  const text = vault.open(place, sealed);
  if (!text.ok)
    throw new CommandError(
      `${kind} ${id} cannot be opened (${text.error}): put the key that sealed it back into the vault, nothing is lost until then.`,
    );
  return { kind, id, sealed: vault.seal(place, text.value), before: sealed };
}
