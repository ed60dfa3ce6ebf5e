import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import { abandonmentWindows } from '../pacing-port.ts';
import { MAX_AT_MS, MAX_NAME_LENGTH, MAX_PACE_CAMPAIGNS } from './bounds.ts';

export const paceAgentStates = ['ready', 'reserved', 'talking', 'wrap-up', 'paused', 'offline'] as const;
export const paceCallStates = [
  'placed',
  'ringing',
  'answered',
  'person',
  'machine',
  'connected',
  'abandoned',
  'ended',
] as const;
export const paceCallOutcomes = ['busy', 'no-answer', 'failed', 'cancelled', 'completed'] as const;
export const paceLanguages = ['en', 'fr'] as const;

export type PaceCallState = (typeof paceCallStates)[number];
export type PaceLanguage = (typeof paceLanguages)[number];

const at = z.number().min(0).max(MAX_AT_MS);
// A decision lists campaigns by name in plain objects, where this one name can't be a key.
const name = z
  .string()
  .min(1)
  .max(MAX_NAME_LENGTH)
  .refine((text) => text !== '__proto__', 'a name that is reserved');
const CLOCK_TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d$|^24:00$/;
const timeOfDay = z.union([z.number().min(0).max(MAX_AT_MS), z.string().regex(CLOCK_TIME)]).nullable();

export const settingsLine = z.strictObject({
  type: z.literal('settings'),
  at,
  campaign: name.exactOptional(),
  mode: z.enum(['predictive', 'progressive']).exactOptional(),
  limit: z.number().min(0).max(1).exactOptional(),
  window: z.enum(abandonmentWindows).exactOptional(),
  zone: z.string().refine(isZone, 'not a time zone').exactOptional(),
  opensAt: timeOfDay.exactOptional(),
  closesAt: timeOfDay.exactOptional(),
  ringLimitMs: z
    .number()
    .min(1)
    .max(5 * MINUTE_MS)
    .exactOptional(),
  connectLimitMs: z.number().min(0).max(MINUTE_MS).exactOptional(),
  maxLines: z.int().min(0).nullable().exactOptional(),
  cps: z.number().positive().max(10_000).nullable().exactOptional(),
  cancelAfterMs: z
    .number()
    .min(0)
    .max(5 * MINUTE_MS)
    .nullable()
    .exactOptional(),
  occupancyCeiling: z.number().positive().max(1).nullable().exactOptional(),
  restMs: z.number().min(0).max(HOUR_MS).exactOptional(),
  seed: z.int().exactOptional(),
  language: z.enum(paceLanguages).exactOptional(),
});

export const agentLine = z.strictObject({
  type: z.literal('agent'),
  at,
  agent: name,
  state: z.enum(paceAgentStates),
  campaigns: z.array(name).max(MAX_PACE_CAMPAIGNS).exactOptional(),
  step: z.string().min(1).max(MAX_NAME_LENGTH).exactOptional(),
  lastCall: z.boolean().exactOptional(),
  setupMs: z.number().min(0).max(MINUTE_MS).exactOptional(),
  leavesAt: z.number().min(0).max(MAX_AT_MS).nullable().exactOptional(),
});

export const callLine = z.strictObject({
  type: z.literal('call'),
  at,
  call: name,
  state: z.enum(paceCallStates),
  campaign: name.exactOptional(),
  agent: name.exactOptional(),
  outcome: z.enum(paceCallOutcomes).exactOptional(),
  reserved: z.boolean().exactOptional(),
});

export const decideLine = z.strictObject({ type: z.literal('decide'), at, campaign: name.exactOptional() });

export type SettingsLine = z.infer<typeof settingsLine>;
export type AgentLine = z.infer<typeof agentLine>;
export type CallLine = z.infer<typeof callLine>;
export type DecideLine = z.infer<typeof decideLine>;
export type InputLine = SettingsLine | AgentLine | CallLine | DecideLine;

export const lineSchemas = { settings: settingsLine, agent: agentLine, call: callLine, decide: decideLine } as const;

const milliseconds = 'a number of milliseconds';
const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(', ');
const aName = `a text of 1 to ${MAX_NAME_LENGTH} characters`;
const aTimeOfDay = `"HH:MM", ${milliseconds} of the local day (0 to ${DAY_MS}), an instant, or null`;

/** What each field takes, in words: the remedy of a wrong one. `state` differs by line, so it goes by its line's name. */
export const expectations: Readonly<Record<string, string>> = {
  at: `${milliseconds}, 0 or later, never earlier than the line before`,
  campaign: aName,
  mode: 'one of "predictive", "progressive"',
  limit: 'a share from 0 to 1, such as 0.03 for 3 %',
  window: `one of ${quoted(abandonmentWindows)}`,
  zone: 'an IANA time zone, such as "Europe/Paris" or "UTC"',
  opensAt: aTimeOfDay,
  closesAt: aTimeOfDay,
  ringLimitMs: `${milliseconds} from 1 to ${5 * MINUTE_MS}`,
  connectLimitMs: `${milliseconds} from 0 to ${MINUTE_MS}`,
  maxLines: 'a whole number of lines, or null for no limit',
  cps: 'calls per second, above 0, or null for no limit',
  cancelAfterMs: `${milliseconds} of ringing from 0 to ${5 * MINUTE_MS}, or null for never`,
  occupancyCeiling: 'a share above 0 and up to 1, or null for none',
  restMs: `${milliseconds} from 0 to ${HOUR_MS}`,
  seed: 'a whole number',
  language: `one of ${quoted(paceLanguages)}`,
  agent: aName,
  'agent.state': `one of ${quoted(paceAgentStates)}`,
  campaigns: `a list of at most ${MAX_PACE_CAMPAIGNS} names of campaigns`,
  step: aName,
  lastCall: 'true or false',
  setupMs: `${milliseconds} from 0 to ${MINUTE_MS}`,
  leavesAt: 'an instant in milliseconds, or null',
  call: aName,
  'call.state': `one of ${quoted(paceCallStates)}`,
  outcome: `one of ${quoted(paceCallOutcomes)}`,
  reserved: 'true or false',
};

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    // The one error that a wrong zone gives (ECMA-402); any other is a fault of ours.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
