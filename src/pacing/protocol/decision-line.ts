import type { AttemptId, CampaignId } from '../../kernel/id.ts';
import type { PacingDecision } from '../pacing-port.ts';
import type { PaceFloor } from './floor.ts';
import type { DecideLine, PaceLanguage } from './line-schema.ts';

type Mode = 'predictive' | 'progressive';

interface Answer {
  readonly place: number;
  readonly cancel: readonly string[];
  readonly mode: Mode;
}

/** The one line that answers a `decide`: for the campaign it named, else for all, with each one's part when there are several. */
export function decisionLine(
  floor: PaceFloor,
  asked: DecideLine,
  decision: PacingDecision,
  language: PaceLanguage,
): string {
  const named = asked.campaign as CampaignId | undefined;
  const ids = named === undefined ? [...floor.campaigns.keys()] : [named];
  const parts = ids.map((id) => [id, partOf(floor, decision, id)] as const);
  return JSON.stringify({
    type: 'decision',
    at: asked.at,
    ...(named === undefined ? {} : { campaign: named }),
    ...together(parts.map(([, part]) => part)),
    why: decision.figures,
    text: decision.words[language],
    ...(ids.length > 1 ? { campaigns: Object.fromEntries(parts) } : {}),
  });
}

function partOf(floor: PaceFloor, decision: PacingDecision, id: CampaignId): Answer {
  const own = (callId: AttemptId) => floor.calls.get(callId)?.campaignId === id;
  return {
    place: decision.lines[id] ?? 0,
    cancel: decision.cancel.filter(own),
    mode: decision.mode[id] ?? 'progressive',
  };
}

function together(parts: readonly Answer[]): Answer {
  return {
    place: parts.reduce((sum, { place }) => sum + place, 0),
    cancel: parts.flatMap(({ cancel }) => cancel),
    mode: parts.some(({ mode }) => mode === 'predictive') ? 'predictive' : 'progressive',
  };
}
