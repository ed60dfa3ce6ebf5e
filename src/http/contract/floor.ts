import { z } from 'zod';
import { coolDownCauses } from '../../campaigns/index.ts';
import { agentStates, pauseReasons } from '../../dialer/index.ts';
import { campaignView } from './campaign.ts';
import { agentId, duration, instant } from './ids.ts';

export const agentRow = z.object({
  agentId,
  name: z.string(),
  state: z.enum(agentStates),
  since: instant,
  pauseReason: z.enum(pauseReasons).nullable(),
  lastCall: z.boolean(),
  supervisor: z.boolean(),
  lineKind: z.enum(['browser', 'sip', 'telephone']),
  lineOpen: z.boolean(),
  /** The campaign of the call the agent has. */
  campaignName: z.string().nullable(),
  /** A hard call: a paid pause is offered, and somebody may want to talk to the agent. */
  coolDown: z.enum(coolDownCauses).nullable(),
});
export type AgentRow = z.infer<typeof agentRow>;

export const switchRow = z.object({
  switchId: z.string(),
  up: z.boolean(),
  overloaded: z.boolean(),
  eventAgeMs: duration,
  channels: z.int(),
});
export type SwitchRow = z.infer<typeof switchRow>;

export const floorState = z.object({ draining: z.boolean(), storeFailing: z.boolean(), unwritten: z.int() });
export type FloorState = z.infer<typeof floorState>;

/** The whole floor as one person may see it. */
export const floorView = z.object({
  at: instant,
  agents: z.array(agentRow),
  campaigns: z.array(campaignView),
  switches: z.array(switchRow),
  floor: floorState,
});
export type FloorView = z.infer<typeof floorView>;

/** What changed since the last event: rows that are new or differ, and ids of those that are gone. */
export interface FloorChange {
  readonly at: number;
  readonly agents: readonly AgentRow[];
  readonly agentsGone: readonly string[];
  readonly campaigns: readonly z.infer<typeof campaignView>[];
  readonly campaignsGone: readonly string[];
  readonly switches: readonly SwitchRow[];
  readonly floor: FloorState | null;
}

/** Events of `/api/live`, by name. */
export interface FloorLiveEvents {
  readonly floor: FloorView;
  readonly change: FloorChange;
}

export const joinRequest = z.strictObject({ way: z.enum(['listen', 'three-way']) });
