import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, FloorView, PaceView, WhatIfAnswer } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { useProblemWords } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import { Forecast } from './forecast.tsx';
import { asNow, questionOf, type Tried, workingAgents } from './what-if-question.ts';
import { WhatIfSliders } from './what-if-sliders.tsx';

interface WhatIfPanelProps {
  readonly campaign: CampaignView;
  readonly pace: PaceView;
  readonly floor: FloorView;
  /** Puts what can be set into the settings, to be applied there with a reason; missing: the person may not. */
  readonly onTake: ((tried: Tried) => void) | undefined;
}

interface Asked {
  readonly tried: Tried;
  readonly answer: WhatIfAnswer;
}

/** What other settings would give, beside what is so now; nothing is changed by looking. */
export function WhatIfPanel({ campaign, pace, floor, onTake }: WhatIfPanelProps) {
  const { t, i18n } = useTranslation();
  const wordsOf = useProblemWords();
  // The sliders keep still while the floor moves on.
  const [now] = useState(() => asNow(campaign, pace, workingAgents(floor)));
  const [tried, setTried] = useState(now);
  const [asked, setAsked] = useState<Asked>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  const ask = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const path = `/api/campaigns/${campaign.campaignId}/what-if`;
      setAsked({ tried, answer: await api<WhatIfAnswer>('POST', path, questionOf(tried, now)) });
    } catch (refused) {
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };

  const isStale = asked !== undefined && asked.tried !== tried;
  return (
    <form className="what-if" onSubmit={(event) => void ask(event)}>
      <p className="muted">{t('whatIf.intro')}</p>
      <WhatIfSliders tried={tried} now={now} pace={pace} onChange={setTried} />
      <div className="pace-buttons">
        <button type="submit" className="primary" disabled={isBusy}>
          {t(isBusy ? 'whatIf.busy' : 'whatIf.ask')}
        </button>
        <button type="button" onClick={() => setTried(now)} disabled={tried === now}>
          {t('whatIf.reset')}
        </button>
        {onTake !== undefined && (
          <button type="button" onClick={() => onTake(tried)} disabled={asked === undefined || isStale}>
            {t('whatIf.take')}
          </button>
        )}
      </div>
      <div role="status">
        {problem !== undefined && (
          <p className="notice">
            <Icon name="alert" />
            {noForecast(problem) ? t('whatIf.noForecast') : wordsOf(problem)}
          </p>
        )}
        {isStale && <p className="muted">{t('whatIf.stale')}</p>}
        {asked === undefined && problem === undefined && (
          <p className="empty">{t(isBusy ? 'whatIf.busy' : 'whatIf.none')}</p>
        )}
      </div>
      {asked !== undefined && <Forecast answer={asked.answer} language={i18n.language} isStale={isStale} />}
    </form>
  );
}

/** Too little past to draw from, or too much of it. */
function noForecast(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.code === 'wrong-state';
}
