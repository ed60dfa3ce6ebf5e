import { type KeyPair, type NumberKeys, pairOfKey } from '../../kernel/number-keys.ts';
import { KeyTable, NO_ENTRY } from './key-table.ts';
import type { KeyedObjection, Objection, ObjectionQuestion } from './objection.ts';

/**
 * Numbers under objection, in memory: asked before every dial, so it answers in constant time. It only ever grows, and
 * knows numbers by their keys alone, so that an objection outlives the data of the person who made it.
 */
export interface ObjectionBook {
  /** False when it says nothing new. */
  record(number: string, objection: Objection): boolean;
  /** The same for an objection out of storage, whose number may have been erased. */
  recordKeyed(objection: KeyedObjection): void;
  /** An objection of this number, made by then, forbids the call. */
  covers(question: ObjectionQuestion): boolean;
  /** Objections that are kept; one that says nothing new is not. */
  readonly size: number;
}

export function createObjectionBook(keys: NumberKeys): ObjectionBook {
  const table = new KeyTable();
  /** By entry: whom it binds, as a number of `reaches`, and from when on. */
  const reachOf: number[] = [];
  const since: number[] = [];
  /** Campaigns and clients are few: each is named once. */
  const reaches = new Map<string, number>();

  const keep = ({ high, low }: KeyPair, objection: Objection): boolean => {
    const reach = numbered(reaches, reachName(objection));
    for (let entry = table.first(high, low); entry !== NO_ENTRY; entry = table.older(entry)) {
      if (reachOf[entry] !== reach) continue;
      const before = since[entry] ?? objection.at;
      since[entry] = Math.min(before, objection.at);
      return objection.at < before;
    }
    const entry = table.add(high, low);
    reachOf[entry] = reach;
    since[entry] = objection.at;
    return true;
  };

  return {
    record: (number, objection) => keep(keys.pairOf(number), objection),
    recordKeyed: (objection) => {
      keep(pairOfKey(objection.key), objection);
    },
    covers({ number, campaignId, clientId, at }) {
      if (table.size === 0) return false;
      const { high, low } = keys.pairOf(number);
      for (let entry = table.first(high, low); entry !== NO_ENTRY; entry = table.older(entry)) {
        const reach = reachOf[entry];
        const binds =
          reach === reaches.get(AGENCY) ||
          reach === reaches.get(`client ${clientId}`) ||
          reach === reaches.get(`campaign ${campaignId}`);
        if (binds && (since[entry] ?? at) <= at) return true;
      }
      return false;
    },
    get size() {
      return table.size;
    },
  };
}

const AGENCY = 'agency';

function reachName(objection: Objection): string {
  if (objection.scope === 'agency') return AGENCY;
  return objection.scope === 'client' ? `client ${objection.clientId}` : `campaign ${objection.campaignId}`;
}

function numbered(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const fresh = names.size;
  names.set(name, fresh);
  return fresh;
}
