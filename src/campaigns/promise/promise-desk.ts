import type { IdSource, UserId } from '../../kernel/id.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { type AgreedTerms, agreedFact } from './agree-promise.ts';
import { decidePromise } from './decide-promise.ts';
import type { PromiseAct, PromiseRefusal } from './promise-act.ts';
import { type PromiseFact, refuse, type Standing } from './promise-fact.ts';
import type { PromiseRecord } from './promise-record.ts';
import type { PromiseStore } from './promise-store.ts';
import { createTurns, type Turns } from './turns.ts';

export type PromiseActor = { readonly kind: 'system' } | { readonly kind: 'user'; readonly userId: UserId };

/** Keys of acts that storage had not confirmed in time: more than these are forgotten, the oldest first. */
const UNSETTLED_MAXIMUM = 1_000;

export interface PromiseDeskParts {
  readonly store: PromiseStore;
  /** To the log; resolves when durable. */
  readonly note: (
    facts: readonly PromiseFact[],
    actor: PromiseActor,
  ) => Promise<Result<unknown, { readonly message: string }>>;
  readonly now: () => UtcMs;
  readonly ids: IdSource;
}

export type Acted = Result<PromiseRecord, PromiseRefusal>;

export interface PromiseDesk {
  /** Takes a donor's promise. `key`: the same again gives the promise that was made. */
  agree(terms: AgreedTerms, by: PromiseActor, key: string): Promise<Acted>;
  /**
   * What happened to a promise, told by an agent, a manager, the donor's page, a bank file or a payment service. `key`
   * is the teller's own name for it: the same again changes nothing and answers with the promise as it is.
   */
  act(promiseId: string, act: PromiseAct, by: PromiseActor, key: string): Promise<Acted>;
  promise(promiseId: string): Promise<PromiseRecord | undefined>;
  /** Does work on a promise while nobody else does. */
  readonly turns: Turns;
}

/** The only one who notes what happens to promises: one act after the other on each. */
export function createPromiseDesk(parts: PromiseDeskParts): PromiseDesk {
  const { store, now, ids } = parts;
  const turns = createTurns();
  const unsettled = new Set<string>();

  const note = async (
    facts: readonly PromiseFact[],
    by: PromiseActor,
    key: string,
  ): Promise<PromiseRefusal | undefined> => {
    if (facts.length === 0) return undefined;
    const noted = await parts.note(facts, by);
    if (noted.ok) return undefined;
    // It may be written yet: whoever tries again must not do it twice.
    unsettled.add(key);
    const oldest = unsettled.values().next().value;
    if (unsettled.size > UNSETTLED_MAXIMUM && oldest !== undefined) unsettled.delete(oldest);
    return { code: 'not-stored', message: noted.error.message };
  };
  /** What came of an act with this key before. */
  const before = async (key: string): Promise<Acted | undefined> => {
    const promiseId = await store.acted(key);
    if (promiseId !== undefined) {
      unsettled.delete(key);
      return found(await store.promise(promiseId));
    }
    return unsettled.has(key) ? refuse('not-stored') : undefined;
  };

  return {
    turns,
    promise: (promiseId) => store.promise(promiseId),
    agree: (terms, by, key) =>
      turns.take(`contact:${terms.contactId}`, async () => {
        const actKey = `${terms.contactId}:${key}`;
        const done = await before(actKey);
        if (done !== undefined) return done;
        const promiseId = ids.next<'promise'>();
        const refused = await note([agreedFact(promiseId, terms, now(), actKey)], by, actKey);
        return refused === undefined ? found(await store.promise(promiseId)) : err(refused);
      }),
    act: (promiseId, act, by, key) =>
      turns.take(promiseId, async () => {
        const actKey = `${promiseId}:${key}`;
        const done = await before(actKey);
        if (done !== undefined) return done;
        const standing = await standingOf(store, promiseId);
        if (standing === undefined) return refuse('not-found');
        const decided = decidePromise(standing, act, now(), actKey);
        if (!decided.ok) return decided;
        const refused = await note(decided.value, by, actKey);
        return refused === undefined ? found(await store.promise(promiseId)) : err(refused);
      }),
  };
}

async function standingOf(store: PromiseStore, promiseId: string): Promise<Standing | undefined> {
  const promise = await store.promise(promiseId);
  if (promise === undefined) return undefined;
  const { mandateId } = promise;
  return { promise, mandate: mandateId === null ? undefined : await store.mandate(mandateId) };
}

function found(promise: PromiseRecord | undefined): Acted {
  return promise === undefined ? refuse('not-found') : ok(promise);
}
