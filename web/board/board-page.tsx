import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../src/http/contract/index.ts';
import { useFloorClock, useTick } from '../floor-clock.ts';
import { Icon } from '../ui/icon.tsx';
import { AgentTable } from './agent-table.tsx';
import { CampaignCard } from './campaign-card.tsx';
import { KeyFigures } from './key-figures.tsx';
import { SwitchStrip } from './switch-strip.tsx';
import { useFloor } from './use-floor.ts';

/** The supervisor's board: the floor as it moves. */
export function BoardPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { floor, isLive } = useFloor(clock);
  useTick(1_000 / Math.min(who.clock.speed, 4));
  if (floor === undefined) return <p className="empty">{t(isLive ? 'board.loading' : 'app.offline')}</p>;
  const now = clock.now();
  return (
    <>
      <h1 className="hidden">{t('board.title')}</h1>
      <div role="status">
        {!isLive && <Notice words={t('app.offline')} />}
        {floor.floor.storeFailing && <Notice words={t('board.storeFailing')} />}
        {floor.floor.draining && <Notice words={t('board.draining')} />}
      </div>
      <KeyFigures floor={floor} />
      <div className="board">
        <section aria-label={t('board.campaigns')}>
          <h2>{t('board.campaigns')}</h2>
          {floor.campaigns.length === 0 && <p className="empty">{t('board.noCampaign')}</p>}
          {floor.campaigns.map((campaign) => (
            <CampaignCard key={campaign.campaignId} campaign={campaign} role={who.role} />
          ))}
          <SwitchStrip floor={floor} />
        </section>
        <section aria-label={t('board.agents')}>
          <AgentTable agents={floor.agents} clock={clock} who={who} showCampaign={floor.campaigns.length > 1} />
        </section>
      </div>
    </>
  );
}

function Notice({ words }: { readonly words: string }) {
  return (
    <p className="notice">
      <Icon name="alert" />
      {words}
    </p>
  );
}
