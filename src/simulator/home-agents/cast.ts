import type { Random } from '../../kernel/random.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { drawLength, drawWeighted } from '../world/draw.ts';

/** What a donor does with a talk, from the agent's side of it. */
export const talkParts = ['signs', 'gives', 'thinks', 'refuses', 'busy', 'objects', 'fragile'] as const;
export type TalkPart = (typeof talkParts)[number];

export interface Role {
  readonly part: TalkPart;
  /** How slowly the two talk: 1 is brisk. */
  readonly tempo: number;
}

/** Weights are defaults, not facts. */
const weights: Readonly<Record<TalkPart, number>> = {
  signs: 24,
  gives: 12,
  thinks: 12,
  refuses: 36,
  busy: 12,
  objects: 3,
  fragile: 1,
};
/** Of a step that takes a second when they are brisk. */
const TEMPO = { meanMs: 2 * SECOND_MS, variation: 0.5 } as const;
const TEMPO_RANGE = [1.2, 6] as const;
/** Slow enough that no voicemail, which listens for three quarters of a minute, could play it. */
const CAST_TEMPO: Readonly<Partial<Record<TalkPart, number>>> = { signs: 1.4, objects: 1.4, fragile: 1.75 };

export interface Cast {
  /** What the donor of the next talk does. */
  next(random: Random): Role;
  /** The part was played to its end. */
  played(part: TalkPart): void;
}

/**
 * `sure`: parts that are played before the lot alone decides. Most donors hang up too early for theirs, so each is given
 * out until somebody has played it.
 */
export function createCast(sure: readonly TalkPart[]): Cast {
  const waiting = [...sure];
  return {
    next: (random) => {
      const part = waiting.shift();
      if (part !== undefined) {
        waiting.push(part);
        return { part, tempo: CAST_TEMPO[part] ?? TEMPO_RANGE[0] };
      }
      const drawn = drawLength(random, TEMPO) / SECOND_MS;
      const tempo = Math.min(TEMPO_RANGE[1], Math.max(TEMPO_RANGE[0], drawn));
      return { part: drawWeighted(random, weights), tempo };
    },
    played: (part) => {
      const at = waiting.indexOf(part);
      if (at >= 0) waiting.splice(at, 1);
    },
  };
}
