import type { Random } from '../../kernel/random.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { Talk } from './callee.ts';
import { drawMixture, type Mixture } from './draw.ts';

export interface TalkLaw {
  readonly mixture: Mixture;
  /** Share of talks at whose end the agent hangs up; the others end by the donor's hand. */
  readonly agentEnds: number;
}

/** A donor who has said goodbye and hears nothing more. */
const LINGER_MS = [3 * SECOND_MS, 9 * SECOND_MS] as const;

export function drawTalk(random: Random, law: TalkLaw): Talk {
  const lengthMs = Math.max(SECOND_MS, drawMixture(random, law.mixture));
  const endedBy = random.next() < law.agentEnds ? 'agent' : 'donor';
  return { lengthMs, endedBy, lingerMs: random.int(...LINGER_MS) };
}
