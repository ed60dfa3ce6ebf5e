import type { ScriptProblem, ScriptVersion } from '../../campaigns/index.ts';
import { scriptState } from '../../campaigns/index.ts';
import type { CampaignFigures } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';

/** The campaign, where this person may see it. @throws Problem `not-found` */
export function seenCampaign(
  { floor }: Pick<Parts, 'floor'>,
  principal: Principal,
  campaignId: CampaignId,
): CampaignFigures {
  const found = floor.snapshot().campaigns.find((each) => each.campaignId === campaignId);
  if (found !== undefined && maySeeClient(principal, found.clientId)) return found;
  throw new Problem('not-found', 'There is no such campaign.');
}

export function versionView(version: ScriptVersion, all: readonly ScriptVersion[]) {
  return { ...version, state: scriptState(version, all) };
}

export function scriptProblem(problems: readonly ScriptProblem[]): Problem {
  const errors = problems.map(({ place, message }) => ({ field: `document: ${place}`, message }));
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new Problem('bad-request', `The script does not stand: ${first?.place}: ${first?.message}${more}`, { errors });
}
