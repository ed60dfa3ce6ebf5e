import type { Candidate } from '../../campaigns/index.ts';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { EventDataOf, EventOf, EventType, FloorEvent } from '../event.ts';
import { pacingDelta } from '../pacing-feed.ts';
import type { SwitchCommand } from '../switch-port.ts';
import type { Call, DeadlineKind, FloorState } from './state.ts';

type OmitCommandId<T> = T extends SwitchCommand ? Omit<T, 'commandId'> : never;
export type CommandDraft = OmitCommandId<SwitchCommand>;

/** Writes a fact to the log: `stream` orders it, `campaignId` files it. */
export function record<T extends EventType>(
  state: FloorState,
  stream: string,
  type: T,
  data: EventDataOf<T>,
  about: { readonly campaignId?: CampaignId; readonly clientId?: ClientId; readonly actor?: string } = {},
): void {
  const seq = (state.seqs.get(stream) ?? 0) + 1;
  state.seqs.set(stream, seq);
  const campaign = about.campaignId === undefined ? undefined : state.campaigns.get(about.campaignId)?.campaign;
  const event: EventOf<T> = {
    id: state.ids.next<'event'>(),
    stream,
    seq,
    at: state.now,
    recordedAt: state.now,
    orgId: state.orgId,
    clientId: about.clientId ?? campaign?.clientId ?? null,
    campaignId: about.campaignId ?? null,
    type,
    version: 1,
    actor: about.actor ?? 'system',
    causeId: state.events.at(-1)?.id ?? null,
    data,
  };
  const fact = event as FloorEvent;
  state.events.push(fact);
  feedPacing(state, fact);
}

/** For the counts by segment. */
export function segmentIn({ segment }: Candidate): { segment?: string } {
  return segment === undefined ? {} : { segment };
}

/** Events of a call go to the stream of its attempt. */
export function recordCall<T extends EventType>(
  state: FloorState,
  call: Call,
  type: T,
  data: EventDataOf<T>,
  actor?: string,
): void {
  const about = actor === undefined ? { campaignId: call.campaignId } : { campaignId: call.campaignId, actor };
  record(state, `call:${call.attemptId}`, type, data, about);
}

function feedPacing(state: FloorState, event: FloorEvent): void {
  const delta = pacingDelta(event);
  if (delta === undefined) return;
  if (delta.type === 'agent') {
    const groups = new Set(delta.campaignIds.map((id) => state.groupOf.get(id)));
    for (const group of groups) if (group !== undefined) push(group, delta);
    return;
  }
  const group = event.campaignId === null ? undefined : state.groupOf.get(event.campaignId);
  if (group !== undefined) push(group, delta);
}

function push(group: { pending: unknown[]; version: number; changed: boolean }, delta: unknown): void {
  group.pending.push(delta);
  group.version++;
  group.changed = true;
}

/** Asks a switch for something; its outcome comes back as `command.ended`. */
export function command(state: FloorState, switchId: Call['switchId'], draft: CommandDraft): void {
  const commandId = state.ids.next<'command'>();
  state.effects.push({ type: 'switch', switchId, command: { ...draft, commandId } as SwitchCommand });
}

export function setDeadline(state: FloorState, kind: DeadlineKind, key: string, at: UtcMs): void {
  state.deadlines.push({ at, order: state.deadlineOrder++, kind, key });
}
