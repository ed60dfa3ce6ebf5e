import type { AgentState, CampaignView, ChangeList, FloorView, ReportAnswer } from '../../src/http/contract/index.ts';

export interface WallFigures {
  readonly useful: number | null;
  readonly usefulPerHour: number | null;
  readonly talking: number;
  readonly ready: number;
  readonly paused: number;
  readonly answerRate: number | null;
  /** Promised and signed, a year's worth, cents. */
  readonly promisedCents: number | null;
  readonly signedCents: number | null;
  /** The campaign nearest to its limit of abandoned calls. */
  readonly worst: CampaignView | undefined;
}

export function wallFigures(floor: FloorView, report: ReportAnswer | undefined): WallFigures {
  const inState = (...states: AgentState[]) => floor.agents.filter(({ state }) => states.includes(state)).length;
  const total = report?.groups[0];
  const value = (id: string) => total?.values.find((each) => each.id === id)?.value ?? null;
  return {
    useful: total?.counts['useful'] ?? null,
    usefulPerHour: value('usefulPerHour'),
    talking: inState('talking'),
    ready: inState('ready'),
    paused: inState('paused', 'not-ready'),
    answerRate: answerRate(floor.campaigns),
    promisedCents: value('promisedYearCents'),
    signedCents: value('signedYearCents'),
    worst: floor.campaigns.reduce<CampaignView | undefined>(
      (found, each) => (used(each) > used(found) ? each : found),
      floor.campaigns[0],
    ),
  };
}

function used(campaign: CampaignView | undefined): number {
  const { abandonmentRate = null, abandonmentLimit = 1 } = campaign?.rates ?? {};
  return abandonmentRate === null ? -1 : abandonmentRate / Math.max(abandonmentLimit, 1e-9);
}

/** The mean over the campaigns that have one, each by the calls of its last half hour. */
function answerRate(campaigns: readonly CampaignView[]): number | null {
  let [answered, weight] = [0, 0];
  for (const { rates } of campaigns) {
    if (rates.answerRate === null) continue;
    const calls = Math.max(
      1,
      rates.minutes.placed.reduce((sum, each) => sum + each, 0),
    );
    answered += rates.answerRate * calls;
    weight += calls;
  }
  return weight > 0 ? answered / weight : null;
}

/** Useful contacts an hour that a campaign is to reach; null: nothing was set. */
export function usefulGoal(changes: ChangeList | undefined): number | null {
  const set = changes?.changes.find(({ kind, to }) => kind === 'objective' && 'useful-per-hour' in to);
  const goal = set?.to['useful-per-hour'];
  return typeof goal === 'number' ? goal : null;
}
