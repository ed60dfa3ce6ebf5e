import { type RulePack, RulePackError } from './rule-pack.ts';

/** The jurisdictions whose rules may bind a call; undefined when one of the places is in none that is loaded. */
export type FindJurisdictions = (number: string, zones: readonly string[]) => readonly string[] | undefined;

/**
 * By the first digits of the number and by the candidate zones of the person: a number never proves a place, so the
 * rules of every place count.
 * @throws RulePackError when two packs claim the same numbers
 */
export function jurisdictionFinder(packs: readonly RulePack[]): FindJurisdictions {
  const tree = prefixTree(packs);
  const byZone = zoneTable(packs);
  const single = new Map(packs.map(({ jurisdiction }) => [jurisdiction, Object.freeze([jurisdiction])]));

  const ofNumber = (number: string): string | null => {
    let owner: string | null = null;
    let node: PrefixNode | undefined = tree;
    for (let i = 1; i < number.length; i++) {
      node = node.next[number.charCodeAt(i) - ZERO];
      if (node === undefined) break;
      if (node.owner !== undefined) owner = node.owner;
    }
    return owner;
  };

  return (number, zones) => {
    const own = ofNumber(number);
    if (own === null) return undefined;
    let others: string[] | undefined;
    for (const zone of zones) {
      const there = byZone.get(zone);
      if (there === undefined) return undefined;
      if (there.includes(own)) continue;
      others ??= [own];
      for (const each of there) if (!others.includes(each)) others.push(each);
    }
    return others ?? single.get(own);
  };
}

/** Numbers by their digits after the `+`: the last owner on the way is that of the longest prefix. */
interface PrefixNode {
  /** Null for numbers within a jurisdiction's range that belong to a place with a law of its own. */
  owner: string | null | undefined;
  readonly next: (PrefixNode | undefined)[];
}

const ZERO = '0'.charCodeAt(0);
const newNode = (): PrefixNode => ({ owner: undefined, next: new Array<undefined>(10).fill(undefined) });

function prefixTree(packs: readonly RulePack[]): PrefixNode {
  const tree = newNode();
  const claim = (prefix: string, owner: string | null, pack: RulePack) => {
    let node = tree;
    for (const digit of prefix.slice(1)) {
      const next = node.next[Number(digit)] ?? newNode();
      node.next[Number(digit)] = next;
      node = next;
    }
    if (node.owner !== undefined)
      throw new RulePackError(
        `The rule packs of ${node.owner ?? 'another jurisdiction'} and ${pack.jurisdiction} both claim the numbers ${prefix}. Correct territory.numbers in one of them.`,
      );
    node.owner = owner;
  };
  for (const pack of packs) {
    for (const prefix of pack.territory?.numbers ?? []) claim(prefix, pack.jurisdiction, pack);
    for (const prefix of pack.territory?.numbers_except ?? []) claim(prefix, null, pack);
  }
  return tree;
}

function zoneTable(packs: readonly RulePack[]): ReadonlyMap<string, readonly string[]> {
  const byZone = new Map<string, string[]>();
  for (const { jurisdiction, territory } of packs) {
    for (const zone of territory?.zones ?? []) {
      const there = byZone.get(zone) ?? [];
      there.push(jurisdiction);
      byZone.set(zone, there);
    }
  }
  return byZone;
}
