import { isUuid, type LegId, type SwitchId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { type EndedBy, type LegRole, legRoles, type SwitchSignal } from '../switch-port.ts';
import { type EslEvent, field, numberField } from './esl-event.ts';

/**
 * The events asked for, no others: half of what a call makes is of no use here, and FreeSWITCH drops a client that reads
 * too slowly. A misspelt name would pass in silence, so a test looks each of them up in the transcripts.
 * CHANNEL_HANGUP_COMPLETE repeats CHANNEL_HANGUP, so that a single lost event can't leave a call up for ever.
 */
export const SUBSCRIBED = [
  'CHANNEL_PROGRESS',
  'CHANNEL_PROGRESS_MEDIA',
  'CHANNEL_ANSWER',
  'CHANNEL_PARK',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_HANGUP',
  'CHANNEL_HANGUP_COMPLETE',
  'BACKGROUND_JOB',
  'DTMF',
  'PLAYBACK_START',
  'PLAYBACK_STOP',
  'HEARTBEAT',
] as const;

export interface EventContext {
  readonly switchId: SwitchId;
  readonly at: UtcMs;
  /** Whether Foyer has asked this leg to end. */
  readonly endAsked: (legId: LegId) => boolean;
}

/** Everything of an event that the floor wants to know; undefined for the rest. Jobs are not signals: see `job-table.ts`. */
export function signalOf(event: EslEvent, context: EventContext): SwitchSignal | undefined {
  const uuid = field(event, 'Unique-ID');
  if (uuid === undefined || !isUuid(uuid)) return undefined;
  const { at, switchId } = context;
  const leg = { at, switchId, legId: uuid as LegId };
  const role = roleOf(field(event, 'variable_foyer_role'));
  switch (field(event, 'Event-Name')) {
    case 'CHANNEL_PROGRESS':
    case 'CHANNEL_PROGRESS_MEDIA':
      return isIncoming(event) ? undefined : { type: 'leg.ringing', ...leg, role };
    case 'CHANNEL_ANSWER':
      return isIncoming(event) ? undefined : { type: 'leg.answered', ...leg, role };
    case 'CHANNEL_PARK':
      return isIncoming(event) ? arrived(event, leg) : { type: 'leg.parked', ...leg, role };
    case 'CHANNEL_BRIDGE':
      return joined('leg.bridged', event, leg);
    case 'CHANNEL_UNBRIDGE':
      return joined('leg.unbridged', event, leg);
    case 'CHANNEL_HANGUP':
    case 'CHANNEL_HANGUP_COMPLETE':
      return { type: 'leg.ended', ...leg, role, ...endOf(event, context.endAsked(leg.legId)) };
    case 'DTMF':
      return pressed(event, leg);
    case 'PLAYBACK_START':
      return { type: 'leg.playing', ...leg };
    case 'PLAYBACK_STOP':
      // It also comes when the donor hangs up during the message (T26).
      return field(event, 'Answer-State') === 'hangup' ? undefined : { type: 'leg.played', ...leg };
    default:
      return undefined;
  }
}

interface Leg {
  readonly at: UtcMs;
  readonly switchId: SwitchId;
  readonly legId: LegId;
}

export function roleOf(text: string | undefined): LegRole | undefined {
  return legRoles.find((role) => role === text);
}

function isIncoming(event: EslEvent): boolean {
  return field(event, 'Call-Direction') === 'inbound';
}

/** The far end of a trunk; the dialplan has taken the agent's line from the number (deploy/freeswitch, dialplan/foyer.xml). */
function arrived(event: EslEvent, leg: Leg): SwitchSignal | undefined {
  const forLegId = field(event, 'variable_foyer_id');
  return forLegId !== undefined && isUuid(forLegId)
    ? { type: 'leg.arrived', ...leg, forLegId: forLegId as LegId }
    : undefined;
}

/** Both come for one of the two legs; only Bridge-A and Bridge-B name the pair, Other-Leg may be the next one already (T19). */
function joined(type: 'leg.bridged' | 'leg.unbridged', event: EslEvent, leg: Leg): SwitchSignal | undefined {
  const first = field(event, 'Bridge-A-Unique-ID') ?? leg.legId;
  const second = field(event, 'Bridge-B-Unique-ID') ?? field(event, 'Other-Leg-Unique-ID');
  if (second === undefined || !isUuid(first) || !isUuid(second)) return undefined;
  return { type, ...leg, legId: first as LegId, otherLegId: second as LegId };
}

function pressed(event: EslEvent, leg: Leg): SwitchSignal | undefined {
  const key = field(event, 'DTMF-Digit');
  return key !== undefined && /^[0-9*#A-D]$/.test(key) ? { type: 'leg.key', ...leg, key } : undefined;
}

/** At CHANNEL_HANGUP a BYE from the far end is known by its SIP status only; the disposition comes with HANGUP_COMPLETE. */
function endOf(event: EslEvent, endAsked: boolean): { cause: string; sipStatus: number | undefined; by: EndedBy } {
  const cause = field(event, 'Hangup-Cause') ?? 'NORMAL_UNSPECIFIED';
  const sipStatus = numberField(event, 'variable_sip_term_status');
  const remote =
    sipStatus !== undefined || field(event, 'variable_sip_hangup_disposition')?.startsWith('recv_') === true;
  return { cause, sipStatus, by: remote ? 'remote' : endAsked ? 'command' : 'switch' };
}
