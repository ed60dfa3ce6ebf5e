import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaceView } from '../../src/http/contract/index.ts';
import { percent } from '../i18n/format.ts';
import { mostAgents, type Tried } from './what-if-question.ts';

const MINUTE_MS = 60_000;
const lookBacks = [30, 60, 120, 240];
/** The slider's end stands for no limit. */
const NO_LIMIT = 201;
const SHORTEST_RING_S = 10;
const LONGEST_RING_S = 60;

interface WhatIfSlidersProps {
  readonly tried: Tried;
  readonly now: Tried;
  readonly pace: PaceView;
  readonly onChange: (tried: Tried) => void;
}

export function WhatIfSliders({ tried, now, pace, onChange }: WhatIfSlidersProps) {
  const { t, i18n } = useTranslation();
  const share = (value: number) => percent(value, i18n.language, 1);
  const lines = (value: number | null) => (value === null ? t('whatIf.noLimit') : String(value));
  const seconds = (ms: number) => t('whatIf.seconds', { count: Math.round(ms / 1_000) });
  return (
    <div className="sliders">
      <Slider
        name={t('whatIf.agents')}
        value={tried.agents}
        range={[1, mostAgents(now.agents), 1]}
        words={String(tried.agents)}
        nowWords={String(now.agents)}
        onChange={(agents) => onChange({ ...tried, agents })}
      />
      <Slider
        name={t('whatIf.abandonmentLimit')}
        value={Math.round(tried.abandonmentLimit * 1_000)}
        range={[0, Math.round(pace.range.abandonmentMost * 1_000), 1]}
        words={share(tried.abandonmentLimit)}
        nowWords={share(now.abandonmentLimit)}
        onChange={(value) => onChange({ ...tried, abandonmentLimit: value / 1_000 })}
      />
      <Slider
        name={t('whatIf.ringLimit')}
        value={Math.round(tried.ringLimitMs / 1_000)}
        range={[SHORTEST_RING_S, LONGEST_RING_S, 1]}
        words={seconds(tried.ringLimitMs)}
        nowWords={seconds(now.ringLimitMs)}
        onChange={(value) => onChange({ ...tried, ringLimitMs: value * 1_000 })}
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
      <Choice
        name={t('whatIf.lookBack')}
        value={String(tried.lookBackMs)}
        options={lookBacks.map((minutes) => [String(minutes * MINUTE_MS), t('whatIf.minutes', { count: minutes })])}
        onChange={(value) => onChange({ ...tried, lookBackMs: Number(value) })}
      />
    </div>
  );
}

interface SliderProps {
  readonly name: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number, step: number];
  readonly words: string;
  readonly nowWords: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ name, value, range: [least, most, step], words, nowWords, onChange }: SliderProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>{name}</label>
      <output htmlFor={id}>
        {words}
        {words !== nowWords && <small> ({t('whatIf.nowIs', { value: nowWords })})</small>}
      </output>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={({ target }) => onChange(Number(target.value))}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

export function Choice({ name, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>{name}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
