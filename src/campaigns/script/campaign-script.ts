import { z } from 'zod';
import type { CampaignId } from '../../kernel/id.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { ScriptDocument } from './script-document.ts';

/** What the floor has to know of the script that is live: the rest of it is for the eyes of the agent. */
export const campaignScript = z.object({
  version: z.number(),
  /** Every step there is. */
  steps: z.array(z.string()),
  /** Steps in which the offer is stated. */
  offers: z.array(z.string()),
  asks: z.array(z.object({ step: z.string(), ask: z.number() })),
  mandatory: z.array(z.object({ step: z.string(), leastMs: z.number() })),
  /** From this length of talk on a contact can be useful, ms. */
  usefulTalkMs: z.number(),
  protectedClosing: z.string().nullable(),
});
export type CampaignScript = z.infer<typeof campaignScript>;

export function scriptForFloor({ steps, ...script }: ScriptDocument, version: number): CampaignScript {
  return {
    version,
    steps: steps.map(({ id }) => id),
    offers: steps.filter(({ kind, statesOffer }) => kind === 'ask' || statesOffer).map(({ id }) => id),
    asks: steps.flatMap(({ id, ask }) => (ask === undefined ? [] : [{ step: id, ask }])),
    mandatory: steps.flatMap(({ id, mandatory }) =>
      mandatory === undefined ? [] : [{ step: id, leastMs: mandatory.leastSeconds * SECOND_MS }],
    ),
    usefulTalkMs: script.usefulTalkSeconds * SECOND_MS,
    protectedClosing: script.protectedClosing ?? null,
  };
}

/** The skill of an agent who is certified for this version: who has not got it takes none of its campaign's calls. */
export function scriptSkill(campaignId: CampaignId, version: number): string {
  return `script:${campaignId}:${version}`;
}
