import type { FloorEvent } from '../../dialer/index.ts';
import type { RowChange } from '../row-change.ts';
import { projectAgentSessions } from './agent-sessions.ts';
import { projectAttempts } from './attempts.ts';
import { projectCallbacks } from './callbacks.ts';
import { projectCallerIdDays } from './caller-id-days.ts';
import { projectCampaignCounts } from './campaign-counts.ts';
import { projectCampaigns } from './campaigns.ts';
import { projectCareSettings } from './care-settings.ts';
import { projectContacts } from './contacts.ts';
import { projectHours } from './hours.ts';
import { projectCampaignChanges } from './hours-changes.ts';
import type { HoursReader } from './hours-reader.ts';
import { projectLegs } from './legs.ts';
import { projectNumbers } from './numbers.ts';
import { projectObjections } from './objections.ts';
import { projectPacingTrials } from './pacing-trials.ts';
import { projectMandates } from './promise-mandates.ts';
import { projectPromises } from './promises.ts';
import { projectProtections } from './protections.ts';
import { projectScriptCalls } from './script-calls.ts';
import { projectScripts } from './scripts.ts';

const projections = [
  projectAttempts,
  projectLegs,
  projectContacts,
  projectNumbers,
  projectObjections,
  projectAgentSessions,
  projectCampaignCounts,
  projectCallerIdDays,
  projectCampaignChanges,
  projectPacingTrials,
  projectCampaigns,
  projectCareSettings,
  projectScripts,
  projectScriptCalls,
  projectCallbacks,
  projectProtections,
  projectPromises,
  projectMandates,
];

/** What an event changes, as plain data: the same for every adapter, live and in a rebuild. */
export function project(
  event: FloorEvent,
  position: number,
  reader: HoursReader,
  apply: (change: RowChange) => void,
): void {
  for (const change of projectHours(event, position, reader)) apply(change);
  for (const projection of projections) for (const change of projection(event)) apply(change);
}
