import type { AttemptId, IdSource } from '../../kernel/id.ts';
import type { NumberKeys } from '../../kernel/number-keys.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { CardLinks } from './card-port.ts';
import type { Messages } from './message-port.ts';
import { type CareDone, carePromises } from './promise-care.ts';
import { createPromiseDesk, type PromiseDesk, type PromiseDeskParts } from './promise-desk.ts';
import type { FreezeCause } from './promise-kind.ts';
import type { PromiseRecord } from './promise-record.ts';
import type { PromiseStore } from './promise-store.ts';
import { createSigningDesk, type SigningDesk } from './signing-desk.ts';

export interface PromiseHouseParts {
  readonly store: PromiseStore;
  readonly note: PromiseDeskParts['note'];
  readonly now: () => UtcMs;
  readonly ids: IdSource;
  readonly keys: NumberKeys;
  readonly secrets: (bytes: number) => Uint8Array;
  readonly messages: Messages;
  readonly vault: Pick<Vault, 'seal'> | undefined;
  readonly cards: CardLinks | undefined;
  readonly publicUrl: string | undefined;
  readonly charityOf: (promise: PromiseRecord) => string;
}

/** What promises need of the outside; each may be missing. */
export interface PromisePorts {
  readonly messages?: Messages | undefined;
  readonly vault?: Pick<Vault, 'seal'> | undefined;
  readonly cards?: CardLinks | undefined;
}

/** Everything about promises that has a life of its own: the desk, the donor's page, and what time brings. */
export interface PromiseHouse {
  readonly desk: PromiseDesk;
  readonly signing: SigningDesk;
  readonly cards: CardLinks | undefined;
  readonly messages: Messages;
  care(): Promise<CareDone>;
  /** The person of this call is vulnerable, or complained: nothing promised in it goes on before somebody has looked. */
  freezeCall(attemptId: AttemptId, because: FreezeCause): Promise<void>;
}

export function createPromiseHouse(parts: PromiseHouseParts): PromiseHouse {
  const { store, messages, charityOf, now, cards } = parts;
  const desk = createPromiseDesk(parts);
  const signing = createSigningDesk({ ...parts, desk, cards: cards !== undefined });
  return {
    desk,
    signing,
    cards,
    messages,
    care: () => carePromises({ desk, store, messages, now, charityOf, linkOf: (promise) => signing.linkOf(promise) }),
    freezeCall: async (attemptId, because) => {
      for (const { promiseId } of await store.promisesOf({ of: 'attempt', attemptId }))
        await desk.act(promiseId, { type: 'freeze', because }, { kind: 'system' }, `freeze:${because}:${attemptId}`);
    },
  };
}
