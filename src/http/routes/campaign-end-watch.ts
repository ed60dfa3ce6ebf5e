import { type Campaign, endWords } from '../../campaigns/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import type { AppOptions } from '../parts.ts';
import { endsOf, hasEnd } from './campaign-ends.ts';

/** Calls that are under way when an end is reached go on in any case: a look now and then is enough. */
const LOOK_EVERY_MS = 10_000;

type Watched = Pick<AppOptions, 'floor' | 'clock' | 'wallClock' | 'log' | 'orgId'> & {
  readonly store: Pick<AppOptions['store'], 'campaigns' | 'figures'>;
};

/** Stops a campaign that has reached one of its ends: the log says which, and why, before it is stopped. */
export function watchEnds({ floor, store, clock, wallClock, log, orgId }: Watched): () => void {
  let closed = false;
  let cancel = wallClock.schedule(LOOK_EVERY_MS, look);
  async function end(campaign: Campaign): Promise<void> {
    const { id: campaignId, clientId } = campaign;
    const { ends } = await endsOf({ store, orgId, at: clock.now() }, campaign);
    if (ends.length === 0 || closed) return;
    const about = { stream: `campaign:${campaignId}`, clientId, campaignId };
    const reason = endWords(ends);
    const told = await floor.note(
      [{ ...about, type: 'campaign.end-reached', data: { ends: ends.map((each) => ({ ...each })), reason } }],
      SYSTEM,
    );
    if (!told.ok) throw new Error(told.error.message);
    const stopped = await floor.actOnCampaign({ type: 'campaign.stop', campaignId }, SYSTEM);
    if (!stopped.ok) throw new Error(stopped.error.message);
    log.info({ campaignId, reason: reason.en }, 'a campaign has come to its end');
  }
  async function lookAtAll(): Promise<void> {
    const running = new Set(
      floor.snapshot().campaigns.flatMap(({ campaignId, status }) => (status === 'running' ? [campaignId] : [])),
    );
    if (running.size === 0) return;
    for (const campaign of await store.campaigns(orgId))
      if (running.has(campaign.id) && hasEnd(campaign)) await end(campaign);
  }
  // One look after the other.
  function look(): void {
    void lookAtAll()
      .catch((error: unknown) =>
        log.error({ error }, 'the ends of the campaigns could not be seen: the next look tries again'),
      )
      .then(() => {
        if (!closed) cancel = wallClock.schedule(LOOK_EVERY_MS, look);
      });
  }
  return () => {
    closed = true;
    cancel();
  };
}
