import type { DurationMs } from '../kernel/time.ts';
import { type DispositionCode, dispositions } from './disposition.ts';
import type { CampaignScript } from './script/campaign-script.ts';

/** Why a contact is not a useful one; none of them: it is. */
export const notUsefulReasons = ['not-right-person', 'offer-not-stated', 'no-reaction', 'talk-too-short'] as const;
export type NotUsefulReason = (typeof notUsefulReasons)[number];

/** Where no script says another length. */
export const USEFUL_TALK_MS = 30_000;

export interface ContactHeard {
  readonly disposition: DispositionCode;
  /** Visited, in any order. */
  readonly steps: readonly string[];
  readonly talkMs: DurationMs;
  /** The script the call was made with; without one nobody can tell whether the offer was stated. */
  readonly script: Pick<CampaignScript, 'offers' | 'usefulTalkMs'> | undefined;
}

export interface UsefulContact {
  readonly useful: boolean;
  /** What was missing. */
  readonly reasons: readonly NotUsefulReason[];
}

/**
 * The useful contact (CU), what agencies bill: the right person, who heard the offer, reacted to it, and talked long
 * enough. It follows from what happened and is nobody's to edit. The reaction is the result itself: its column CU says
 * whether it answers the request.
 */
export function usefulContact({ disposition, steps, talkMs, script }: ContactHeard): UsefulContact {
  const { rightPerson, useful: reacted } = dispositions[disposition];
  const reasons: NotUsefulReason[] = [];
  if (!rightPerson) reasons.push('not-right-person');
  if (script !== undefined && !script.offers.some((step) => steps.includes(step))) reasons.push('offer-not-stated');
  if (!reacted) reasons.push('no-reaction');
  if (talkMs < (script?.usefulTalkMs ?? USEFUL_TALK_MS)) reasons.push('talk-too-short');
  return { useful: reasons.length === 0, reasons };
}
