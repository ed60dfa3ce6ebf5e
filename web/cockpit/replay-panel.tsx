import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, PaceView, WhatIfAnswer } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { percent } from '../i18n/format.ts';
import { useProblemWords } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Forecast } from './forecast.tsx';
import { instantOf, lastHour, type ReplayPlace, replayMinutes } from './replay-question.ts';
import { asNow, questionOf, type Tried } from './what-if-question.ts';
import { Choice, Slider } from './what-if-sliders.tsx';

const MINUTE_MS = 60_000;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** The slider's end stands for no limit. */
const NO_LIMIT = 201;

interface ReplayPanelProps {
  readonly campaign: CampaignView;
  readonly pace: PaceView;
  readonly now: number;
}

/** This campaign's own past hours, under other settings. */
export function ReplayPanel({ campaign, pace, now }: ReplayPanelProps) {
  const { t, i18n } = useTranslation();
  const [settings] = useState(() => asNow(campaign, pace, 1));
  const [tried, setTried] = useState(settings);
  const [place, setPlace] = useState(() => lastHour(now));
  const [answer, setAnswer] = useState<WhatIfAnswer>();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const from = instantOf(place);
  const isFuture = from === undefined || from + place.minutes * MINUTE_MS > now;

  const ask = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isFuture) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { lookBackMs: _lookBack, ...change } = questionOf(tried, settings);
      const body = { ...change, from, lengthMs: place.minutes * MINUTE_MS };
      setAnswer(await api<WhatIfAnswer>('POST', `/api/campaigns/${campaign.campaignId}/replay`, body));
    } catch (refused) {
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="what-if" noValidate onSubmit={(event) => void ask(event)}>
      <p className="muted">{t('replay.intro')}</p>
      <PlaceFields place={place} isFuture={isFuture} onChange={setPlace} />
      <TriedFields tried={tried} now={settings} pace={pace} onChange={setTried} />
      <div className="pace-buttons">
        <button type="submit" className="primary" aria-disabled={isBusy}>
          {t(isBusy ? 'whatIf.busy' : 'replay.ask')}
        </button>
      </div>
      <div role="status">{problem !== undefined && <Refusal problem={problem} />}</div>
      {answer !== undefined && <Forecast answer={answer} language={i18n.language} isStale={false} />}
    </form>
  );
}

function Refusal({ problem }: { readonly problem: unknown }) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const isThin = problem instanceof ApiProblem && problem.code === 'wrong-state';
  return (
    <p className="notice">
      <Icon name="alert" />
      {isThin ? t('replay.noHistory') : wordsOf(problem)}
    </p>
  );
}

interface PlaceFieldsProps {
  readonly place: ReplayPlace;
  readonly isFuture: boolean;
  readonly onChange: (place: ReplayPlace) => void;
}

function PlaceFields({ place, isFuture, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="replay-place">
      <Field label={t('replay.day')} problem={isFuture ? t('replay.future') : undefined}>
        {(aria) => (
          <input
            {...aria}
            type="date"
            value={place.day}
            onChange={({ target }) => onChange({ ...place, day: target.value })}
          />
        )}
      </Field>
      <Choice
        name={t('replay.hour')}
        value={String(place.hour)}
        options={hours.map((hour) => [String(hour), t('replay.oClock', { hour })])}
        onChange={(hour) => onChange({ ...place, hour: Number(hour) })}
      />
      <Choice
        name={t('replay.length')}
        value={String(place.minutes)}
        options={replayMinutes.map((count) => [String(count), t('replay.minutes', { count })])}
        onChange={(minutes) => onChange({ ...place, minutes: Number(minutes) })}
      />
    </div>
  );
}

interface TriedFieldsProps {
  readonly tried: Tried;
  readonly now: Tried;
  readonly pace: PaceView;
  readonly onChange: (tried: Tried) => void;
}

function TriedFields({ tried, now, pace, onChange }: TriedFieldsProps) {
  const { t, i18n } = useTranslation();
  const share = (value: number) => percent(value, i18n.language, 1);
  const lines = (value: number | null) => (value === null ? t('whatIf.noLimit') : String(value));
  return (
    <div className="sliders">
      <Slider
        name={t('whatIf.abandonmentLimit')}
        value={Math.round(tried.abandonmentLimit * 1_000)}
        range={[0, Math.round(pace.range.abandonmentMost * 1_000), 1]}
        words={share(tried.abandonmentLimit)}
        nowWords={share(now.abandonmentLimit)}
        onChange={(value) => onChange({ ...tried, abandonmentLimit: value / 1_000 })}
      />
      <Slider
        name={t('whatIf.maxLines')}
        value={tried.maxLines ?? NO_LIMIT}
        range={[1, NO_LIMIT, 1]}
        words={lines(tried.maxLines)}
        nowWords={lines(now.maxLines)}
        onChange={(value) => onChange({ ...tried, maxLines: value === NO_LIMIT ? null : value })}
      />
      <Choice
        name={t('whatIf.mode')}
        value={tried.mode}
        options={[
          ['progressive', t('modes.progressive')],
          ['predictive', t('modes.predictive')],
        ]}
        onChange={(mode) => onChange({ ...tried, mode: mode as Tried['mode'] })}
      />
    </div>
  );
}
