import type { Clock } from '../../kernel/clock.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { DurationMs } from '../../kernel/time.ts';
import type { ContactStanding } from '../contact.ts';

/** The contacts of a campaign in pages: as many as keep neither memory nor a loop busy; an empty page is the end. */
export type ContactPages = (campaignId: CampaignId, after?: ContactId) => Promise<readonly ContactStanding[]>;

/** After so long an answer is given with the contacts looked at until then. */
export const LOOK_LIMIT_MS: DurationMs = 20_000;

export interface Looked {
  readonly looked: number;
  /** False when time ran out first: the counts are those of the contacts looked at. */
  readonly complete: boolean;
}

/** Shows every contact of a campaign to `look`, page by page, and stops when the time is up. */
export async function lookAtContacts(
  pages: ContactPages,
  campaignId: CampaignId,
  look: (standing: ContactStanding) => void,
  clock: Pick<Clock, 'monotonic'>,
): Promise<Looked> {
  const until = clock.monotonic() + LOOK_LIMIT_MS;
  let looked = 0;
  let after: ContactId | undefined;
  for (;;) {
    const page = await pages(campaignId, after);
    for (const standing of page) look(standing);
    looked += page.length;
    after = page.at(-1)?.contactId;
    if (after === undefined) return { looked, complete: true };
    if (clock.monotonic() > until) return { looked, complete: false };
  }
}
