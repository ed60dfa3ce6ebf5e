import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';

/** A bridge is confirmed 40 to 80 ms after its command on a real switch (freeswitch.md); beyond this it has failed. */
export const BRIDGE_DEADLINE_MS = 3 * SECOND_MS;
/**
 * For about 50 ms after `uuid_bridge` any further command about either leg can destroy the agent's line
 * (measured, docs/freeswitch.md): nothing is sent in this time.
 */
export const BRIDGE_SETTLE_MS = 150;
/** An end of a trunk that goes with the donor's or the agent's leg is followed by that leg's end within this. */
export const TRUNK_LOST_MS = SECOND_MS / 2;
/** The longest information message; a missing sound file gives no event at all (transcript 56), so a timer must end it. */
export const MESSAGE_DEADLINE_MS = 30 * SECOND_MS;
/** `originate_timeout` counts whole-second ticks (transcripts 12, 21): what still rings this long after its limit is ended by us. */
export const RING_OVERRUN_MS = 5 * SECOND_MS;
/** A leg we hung up must end within this, otherwise its end is unknown. */
export const VERIFY_DEADLINE_MS = 10 * SECOND_MS;
/** Without a heartbeat for this long an agent's browser is lost: no call is offered. */
export const HEARTBEAT_LOST_MS = 10 * SECOND_MS;
/** A lost browser that does not come back is logged out, and its line closed. */
export const GHOST_LOG_OUT_MS = 15 * MINUTE_MS;
/** An agent's line must be open within this. */
export const LINE_DEADLINE_MS = 45 * SECOND_MS;
/** The floor looks round at least this often: hopper, pacing, ends of rests. */
export const TURN_MS = SECOND_MS;
/** Two questions to the pacing of one group are at least this far apart. */
export const PACING_SPACING_MS = 400;
/** A list with nothing due is asked again after this. */
export const EXHAUSTED_RETRY_MS = 30 * SECOND_MS;
/** The list is read so long after contacts were freed: by then they are on disk, mostly… */
export const WAKE_MS = SECOND_MS / 4;
/** …and if they are not, it is read again every second for so long. */
export const WOKEN_MS = 5 * SECOND_MS;
/** So many refusals by the gate in a row, and the campaign rests instead of working through the whole list. */
export const REFUSALS_BEFORE_REST = 50;
export const REFUSAL_REST_MS = MINUTE_MS;
/** Contacts changed within this are not taken from a list read: the change may not be durable yet. */
export const TOUCHED_MS = MINUTE_MS;
/** What happened to a number is remembered this long in the engine, longer than a contact stays in the hopper. */
export const RECENT_NUMBER_MS = HOUR_MS;
export const PRUNE_MS = 10 * MINUTE_MS;
/** New calls planned in one step for one campaign, so that a step stays short. */
export const PLANS_PER_TURN = 50;
/** How finely the time is told that it takes to put a donor through: an ordinary bridge counts as none. */
export const SETUP_STEP_MS = SECOND_MS / 4;
