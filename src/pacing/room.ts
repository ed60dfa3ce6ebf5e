import { SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { type CampaignView, linesOut } from './floor-view.ts';
import type { Binding } from './pacing-port.ts';

/** Unreserved lines in flight, of all campaigns together, for each agent at work: never more, whatever the law says. */
export const MAX_LINES_PER_AGENT = 30;
/** The same while the answer rate is not known yet: a first wave at twice the prior's rate would still find its agents. */
export const MAX_LINES_PER_AGENT_NEW = 2;

/**
 * What forbids one more line, however small its risk: its own limits of lines and of lines a second, and the cap per
 * agent over all campaigns that share them. Nobody at work, nothing dialed.
 */
export function roomFor(view: CampaignView, grants: ReadonlyMap<CampaignView, number>, at: UtcMs): Binding | undefined {
  const granted = grants.get(view) ?? 0;
  if (linesOut(view) + granted >= (view.settings?.maxLines ?? Number.POSITIVE_INFINITY)) return 'lines';
  if (granted >= tokens(view, at)) return 'cps';
  const perAgent = view.isNew ? MAX_LINES_PER_AGENT_NEW : MAX_LINES_PER_AGENT;
  let shared = 0;
  for (const [other, share] of view.shares) shared += share * (linesOut(other) + (grants.get(other) ?? 0));
  return shared + 1 <= perAgent * view.agents.length ? undefined : 'cap';
}

/** Lines that may still be placed in this second, or in the longer time that a rate below one in a second needs for one. */
function tokens({ settings, model }: CampaignView, at: UtcMs): number {
  const cps = settings?.cps ?? null;
  if (cps === null) return Number.POSITIVE_INFINITY;
  if (cps <= 0) return 0;
  const periodMs = Math.max(SECOND_MS, SECOND_MS / cps);
  let placed = 0;
  for (const placedAt of model.placedAt) if (placedAt > at - periodMs) placed++;
  return Math.max(0, Math.floor((cps * periodMs) / SECOND_MS + 1e-9) - placed);
}
