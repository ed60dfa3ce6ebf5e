import type { CampaignScript, RefusalReason, StepVisit } from '../../campaigns/index.ts';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';

/** What a call has made of its script so far. */
export interface CallScript {
  /** The script it is made with: the version that was live when an agent had it first. */
  script?: CampaignScript | undefined;
  /** Steps of the script that were on the screen while the two talked. */
  steps?: StepVisit[];
  /** Keys of the objections that were answered. */
  objections?: number[];
  /** The person is in a fragile situation. */
  vulnerable?: boolean;
  /** The end of the talk, once it is over. */
  endedAt?: UtcMs;
  talkMs?: DurationMs;
  /** Why the person refused, as the agent heard it. */
  refusalReason?: RefusalReason | undefined;
}
