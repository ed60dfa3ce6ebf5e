import type { CampaignId } from '../kernel/id.ts';
import type { PacingDecision } from './pacing-port.ts';
import { MAX_LINES_PER_AGENT } from './room.ts';

/** A campaign as the floor knows it at the instant a decision arrives. */
export interface PresentCampaign {
  readonly mode: 'manual' | 'preview' | 'progressive' | 'predictive';
  /** It dials: started, and nothing (drain, full disk, lost switch) forbids new calls. */
  readonly running: boolean;
  /** Free agents who may take its calls at once: not held for a call, not on their last. */
  readonly readyAgents: number;
  /** Agents who may take its calls after the present one. */
  readonly workingAgents: number;
  /** Lines out that no agent is held for, from planned to answered. */
  readonly unreservedLines: number;
  /** Of these, the ones planned since the question was asked. */
  readonly linesPlacedSince: number;
  readonly maxLines: number | null;
  /** Abandoned / answered by a person over its window, and its limit, where the floor knows them better than the decision. */
  readonly abandonment?: { readonly rate: number; readonly limit: number };
}

/** The present of a group, against which `recheck` holds a decision. */
export interface PacingPresent {
  readonly campaigns: Readonly<Record<CampaignId, PresentCampaign>>;
}

/**
 * A decision is some milliseconds old when it arrives. It is only ever lowered:
 * - a campaign that is stopped, gone, or no longer dialed by the pacing gets nothing;
 * - lines the decision could not know of (planned since, or planned before but not yet told) are taken off;
 * - never above the campaign's own limit of lines, nor the cap per agent; nobody there, nothing dialed;
 * - over its abandonment limit, or progressive by now: one line for each free agent at most.
 * Returns whole lines to place now, by campaign of the decision.
 */
export function recheck(decision: PacingDecision, present: PacingPresent): Record<CampaignId, number> {
  const lines: Record<CampaignId, number> = {};
  for (const [id, decided] of Object.entries(decision.lines) as [CampaignId, number][]) {
    const now = present.campaigns[id];
    lines[id] = now === undefined ? 0 : lower(decided, decision.inFlight?.[id], now);
  }
  return lines;
}

function lower(decided: number, inFlight: number | undefined, now: PresentCampaign): number {
  if (!dials(now)) return 0;
  const unknown = inFlight === undefined ? 0 : now.unreservedLines - inFlight;
  const room = [
    decided - Math.max(now.linesPlacedSince, unknown, 0),
    agentCap(now) - now.unreservedLines,
    lineLimit(now) - now.unreservedLines,
  ];
  if (now.mode === 'progressive' || overLimit(now)) room.push(now.readyAgents - now.unreservedLines);
  return Math.max(0, Math.floor(Math.min(...room)));
}

function dials(now: PresentCampaign): boolean {
  return now.running && (now.mode === 'progressive' || now.mode === 'predictive');
}

function agentCap(now: PresentCampaign): number {
  return MAX_LINES_PER_AGENT * (now.readyAgents + now.workingAgents);
}

function lineLimit(now: PresentCampaign): number {
  return now.maxLines ?? Number.POSITIVE_INFINITY;
}

function overLimit({ abandonment }: PresentCampaign): boolean {
  return abandonment !== undefined && abandonment.rate > abandonment.limit;
}
