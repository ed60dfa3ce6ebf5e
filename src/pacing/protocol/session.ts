import type { CampaignId } from '../../kernel/id.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { decide } from '../decide.ts';
import { applyDelta } from '../model/apply-delta.ts';
import { type PacingModel, pacingModel } from '../model/state.ts';
import type { PacingDecision, PacingGroupId, PacingRequest } from '../pacing-port.ts';
import { decisionLine } from './decision-line.ts';
import { campaignOf, type PaceFloor, paceFloor, type Taken } from './floor.ts';
import type { DecideLine, InputLine, PaceLanguage } from './line-schema.ts';
import type { RawLine } from './line-splitter.ts';
import { parseLine } from './parse-line.ts';
import { readAgent } from './read-agent.ts';
import { readCall } from './read-call.ts';
import { readSettings } from './read-settings.ts';
import { type Refusal, refuse } from './refusal.ts';
import { noTurns, type Turns, takeTurn } from './turns.ts';

/** One run of the protocol. */
export interface PaceSession {
  /** Takes a line; returns the line to answer with: a decision, an error, or undefined for nothing to say. */
  read(line: RawLine): string | undefined;
}

const GROUP = 'pace' as PacingGroupId;

/**
 * The pacing as a filter. No clock and no chance: the same lines give the same answers, byte for byte. A line that is
 * refused changes nothing, so that the lines after it are answered as if it had not come.
 */
export function paceSession(): PaceSession {
  const run: Run = { floor: paceFloor(), model: pacingModel(), version: 0, at: 0, language: 'en', turns: noTurns() };
  return {
    read({ number, text }) {
      if (text.ok && text.value.trim() === '') return undefined;
      const parsed = text.ok ? parseLine(text.value) : text;
      const answer = parsed.ok ? answerTo(run, parsed.value) : parsed;
      return answer.ok ? answer.value : JSON.stringify({ type: 'error', line: number, ...answer.error });
    },
  };
}

interface Run {
  readonly floor: PaceFloor;
  readonly model: PacingModel;
  /** Deltas learned so far. */
  version: number;
  /** Of the last line taken. */
  at: UtcMs;
  language: PaceLanguage;
  readonly turns: Turns;
}

function answerTo(run: Run, line: InputLine): Result<string | undefined, Refusal> {
  if (line.at < run.at)
    return refuse('at', `${line.at} is earlier than ${run.at}, told before`, 'Send the lines in the order of time.');
  if (line.type === 'decide') return answerDecide(run, line);
  const taken = take(run, line);
  if (!taken.ok) return taken;
  run.at = line.at;
  run.version += taken.value.length;
  for (const delta of taken.value) applyDelta(run.model, delta);
  return ok(undefined);
}

function take(run: Run, line: Exclude<InputLine, DecideLine>): Taken {
  switch (line.type) {
    case 'settings': {
      const taken = readSettings(run.floor, line);
      if (taken.ok) run.language = line.language ?? run.language;
      return taken;
    }
    case 'agent':
      return readAgent(run.floor, line);
    case 'call':
      return readCall(run.floor, line);
  }
}

function answerDecide(run: Run, line: DecideLine): Result<string, Refusal> {
  const known =
    line.campaign !== undefined || run.floor.campaigns.size === 0 ? campaignOf(run.floor, line.campaign) : undefined;
  if (known?.ok === false) return known;
  run.at = line.at;
  return ok(decisionLine(run.floor, line, decisionFor(run, line), run.language));
}

function decisionFor(run: Run, { at, campaign }: DecideLine): PacingDecision {
  const { floor, model, version } = run;
  const asked =
    campaign === undefined
      ? { version, campaigns: [...floor.campaigns.values()] }
      : turnOf(run, campaign as CampaignId, at);
  return decide(model, { groupId: GROUP, at, deltas: [], ...asked });
}

/**
 * The one asked for comes first, since the words speak of the first. The others keep their share or place nothing; their
 * lines and limits count. The version says who is served first: the same one in a whole round, each in his round.
 */
function turnOf({ floor, turns }: Run, campaignId: CampaignId, at: UtcMs): Asked {
  const sharers = takeTurn(turns, campaignId, at);
  const all = [...floor.campaigns.values()];
  const own = all.findIndex((settings) => settings.campaignId === campaignId);
  const inTurn = [...all.slice(own), ...all.slice(0, own)];
  return {
    version: ((turns.round % all.length) + all.length - own) % all.length,
    campaigns: inTurn.map((settings) =>
      settings.campaignId === campaignId || sharers.has(settings.campaignId) ? settings : { ...settings, maxLines: 0 },
    ),
  };
}

type Asked = Pick<PacingRequest, 'version' | 'campaigns'>;
