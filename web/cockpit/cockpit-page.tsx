import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, FloorView, PaceView, SessionView, TrialList } from '../../src/http/contract/index.ts';
import { useFloor } from '../board/use-floor.ts';
import { useFloorClock, useTick } from '../floor-clock.ts';
import { Icon } from '../ui/icon.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { Allowance } from './allowance.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { CockpitHead } from './cockpit-head.tsx';
import { CoursePlots } from './course-plots.tsx';
import { Decisions } from './decisions.tsx';
import { HeatPanel } from './heat-map.tsx';
import { PaceControls } from './pace-controls.tsx';
import { type PaceText, textOf } from './pace-fields.ts';
import { ReplayPanel } from './replay-panel.tsx';
import { TrialTile } from './trial-tile.tsx';
import { useCourse } from './use-course.ts';
import { WhatIfPanel } from './what-if-panel.tsx';
import type { Tried } from './what-if-question.ts';
import { WhyPanel } from './why-panel.tsx';
import './cockpit.css';
import '../ui/managers.css';

const PACE_EVERY_MS = 5_000;
const TRIALS_EVERY_MS = 5_000;
const tabIds = ['settings', 'whatIf', 'replay', 'why', 'hours', 'changes'] as const;
type TabId = (typeof tabIds)[number];

/** How one campaign is paced: what it does, why, and what could be set otherwise. */
export function CockpitPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { floor, isLive } = useFloor(clock);
  const [chosenId, setChosenId] = useState<string>();
  useTick(1_000);
  if (floor === undefined) return <p className="empty">{t(isLive ? 'cockpit.loading' : 'app.offline')}</p>;
  const campaign = floor.campaigns.find(({ campaignId }) => campaignId === chosenId) ?? floor.campaigns[0];
  return (
    <>
      <h1 className="hidden">{t('app.cockpit')}</h1>
      <div role="status">
        {!isLive && (
          <p className="notice">
            <Icon name="alert" />
            {t('app.offline')}
          </p>
        )}
      </div>
      {campaign === undefined ? (
        <p className="empty">{t('board.noCampaign')}</p>
      ) : (
        <CampaignCockpit
          key={campaign.campaignId}
          campaign={campaign}
          floor={floor}
          who={who}
          now={clock.now()}
          onChoose={setChosenId}
        />
      )}
    </>
  );
}

interface CampaignCockpitProps {
  readonly campaign: CampaignView;
  readonly floor: FloorView;
  readonly who: SessionView;
  readonly now: number;
  readonly onChoose: (campaignId: string) => void;
}

function CampaignCockpit({ campaign, floor, who, now, onChoose }: CampaignCockpitProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<TabId>('settings');
  const loaded = useLoaded<PaceView>(`/api/campaigns/${campaign.campaignId}/pace`, PACE_EVERY_MS);
  const trials = useLoaded<TrialList>(`/api/campaigns/${campaign.campaignId}/trials`, TRIALS_EVERY_MS);
  const course = useCourse(floor, campaign, loaded.data);
  return (
    <>
      <CockpitHead campaign={campaign} campaigns={floor.campaigns} role={who.role} onChoose={onChoose} />
      <div className="cockpit">
        <div className="cockpit-course">
          <CoursePlots course={course} campaign={campaign} now={now} />
          <Decisions campaign={campaign} pace={loaded.data} />
        </div>
        <div className="panel cockpit-panels">
          <Tabs
            label={t('cockpit.panels')}
            tabs={tabIds.map((id) => ({ id, name: t(`cockpit.tabs.${id}`) }))}
            chosen={tab}
            onChoose={setTab}
          >
            <Panel
              tab={tab}
              onTab={setTab}
              loaded={loaded}
              trials={trials}
              campaign={campaign}
              floor={floor}
              who={who}
              now={now}
            />
          </Tabs>
        </div>
      </div>
    </>
  );
}

interface PanelProps extends Pick<CampaignCockpitProps, 'campaign' | 'floor' | 'who' | 'now'> {
  readonly tab: TabId;
  readonly onTab: (tab: TabId) => void;
  readonly loaded: ReturnType<typeof useLoaded<PaceView>>;
  readonly trials: ReturnType<typeof useLoaded<TrialList>>;
}

function Panel({ tab, onTab, loaded, trials, campaign, floor, who, now }: PanelProps) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState<Partial<PaceText>>({});
  const { campaignId } = campaign;
  const mayChange = who.role === 'administrator' || who.role === 'production-manager';
  if (tab === 'why') return <WhyPanel campaignId={campaignId} />;
  if (tab === 'hours') return <HeatPanel campaignId={campaignId} />;
  if (tab === 'changes') return <ChangesPanel campaignId={campaignId} />;
  const pace = loaded.data;
  if (pace === undefined) return <LoadState loaded={loaded} />;
  if (tab === 'replay') return <ReplayPanel campaign={campaign} pace={pace} now={now} />;
  if (tab === 'settings')
    return (
      <>
        {trials.data !== undefined && (
          <TrialTile list={trials.data} mayChange={mayChange} now={now} onChanged={trials.reload} />
        )}
        <PaceControls
          campaign={campaign}
          pace={pace}
          mayChange={mayChange}
          draft={draft}
          onDraft={setDraft}
          isTrying={trials.data?.trials[0]?.endedAt === null}
          onTried={trials.reload}
        />
        <h3 className="hidden">{t('cockpit.allowance')}</h3>
        <Allowance views={pace.abandonment} />
      </>
    );
  const take = ({ abandonmentLimit, maxLines }: Tried) => {
    setDraft({
      ...draft,
      abandonmentTarget: textOf('abandonmentTarget', abandonmentLimit, i18n.language),
      maxLines: textOf('maxLines', maxLines, i18n.language),
    });
    onTab('settings');
  };
  return <WhatIfPanel campaign={campaign} pace={pace} floor={floor} onTake={mayChange ? take : undefined} />;
}
