import type { FloorEvent } from '../../dialer/index.ts';
import type { RowChange } from '../row-change.ts';
import { projectAgentSessions } from './agent-sessions.ts';
import { projectAttempts } from './attempts.ts';
import { projectCallerIdDays } from './caller-id-days.ts';
import { projectCampaignCounts } from './campaign-counts.ts';
import { projectCampaigns } from './campaigns.ts';
import { projectCareSettings } from './care-settings.ts';
import { projectContacts } from './contacts.ts';
import { projectLegs } from './legs.ts';
import { projectNumbers } from './numbers.ts';
import { projectObjections } from './objections.ts';

const projections = [
  projectAttempts,
  projectLegs,
  projectContacts,
  projectNumbers,
  projectObjections,
  projectAgentSessions,
  projectCampaignCounts,
  projectCallerIdDays,
  projectCampaigns,
  projectCareSettings,
];

/** What an event changes, as plain data: the same for every adapter, live and in a rebuild. */
export function project(event: FloorEvent, apply: (change: RowChange) => void): void {
  for (const projection of projections) for (const change of projection(event)) apply(change);
}
