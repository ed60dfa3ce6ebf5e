import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, PaceView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { type PaceField, type PaceText, paceFields, rangeOf, readPace, textOf, textsOf } from './pace-fields.ts';

/** The least that the API takes as a reason. */
const LEAST_REASON = 3;

/** The names of the others say what is counted. */
const withUnit: ReadonlySet<PaceField> = new Set(['abandonmentTarget', 'cancelAfterMs', 'occupancyCeiling', 'restMs']);

interface PaceControlsProps {
  readonly campaign: CampaignView;
  readonly pace: PaceView;
  readonly mayChange: boolean;
  /** What was typed; undefined: nothing yet, the settings in force show. */
  readonly draft: Partial<PaceText>;
  readonly onDraft: (draft: Partial<PaceText>) => void;
  /** Settings are tried for a while already: another trial has to wait. */
  readonly isTrying: boolean;
  readonly onTried: () => void;
}

/** The pace of a campaign: every control with its lawful range, changed together with the reason. */
export function PaceControls({ campaign, pace, mayChange, draft, onDraft, isTrying, onTried }: PaceControlsProps) {
  const { t, i18n } = useTranslation();
  const { run } = useProblems();
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [done, setDone] = useState<'pacing' | 'trials'>();
  const form = useRef<HTMLFormElement>(null);
  const texts: PaceText = { ...textsOf(campaign.settings, i18n.language), ...draft };
  const { change, wrong } = readPace(texts, campaign.settings, pace);
  const isChanged = Object.keys(change).length > 0 || wrong.length > 0;
  const reasonMissing = reason.trim().length < LEAST_REASON;

  const send = async (to: 'pacing' | 'trials') => {
    setChecked(true);
    setDone(undefined);
    if (wrong.length > 0 || reasonMissing) {
      queueMicrotask(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const path = `/api/campaigns/${campaign.campaignId}/${to}`;
    if (!(await run(() => api('POST', path, { ...change, reason: reason.trim() })))) return;
    onDraft({});
    setReason('');
    setChecked(false);
    setDone(to);
    if (to === 'trials') onTried();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send('pacing');
  };

  if (!mayChange) return <SettingsList campaign={campaign} pace={pace} />;
  return (
    <form ref={form} className="pace-form" noValidate onSubmit={submit}>
      <div className="pace-fields">
        {paceFields.map((field) => (
          <PaceInput
            key={field}
            field={field}
            text={texts[field]}
            isWrong={isChecked && wrong.includes(field)}
            pace={pace}
            onChange={(text) => {
              setDone(undefined);
              onDraft({ ...draft, [field]: text });
            }}
          />
        ))}
      </div>
      <Field
        label={t('cockpit.reason')}
        hint={t('cockpit.reasonHint')}
        problem={isChecked && isChanged && reasonMissing ? t('cockpit.reasonMissing') : undefined}
      >
        {(aria) => (
          <input {...aria} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      <div className="pace-buttons">
        <button type="submit" className="primary" disabled={!isChanged}>
          {t('cockpit.apply')}
        </button>
        <button type="button" disabled={!isChanged || isTrying} onClick={() => void send('trials')}>
          {t('cockpit.try')}
        </button>
        <button
          type="button"
          disabled={!isChanged}
          onClick={() => {
            onDraft({});
            setChecked(false);
          }}
        >
          {t('cockpit.undo')}
        </button>
        <p role="status">{done === undefined ? '' : t(done === 'pacing' ? 'cockpit.applied' : 'cockpit.trying')}</p>
      </div>
    </form>
  );
}

interface PaceInputProps {
  readonly field: PaceField;
  readonly text: string;
  readonly isWrong: boolean;
  readonly pace: PaceView;
  readonly onChange: (text: string) => void;
}

function PaceInput({ field, text, isWrong, pace, onChange }: PaceInputProps) {
  const { t } = useTranslation();
  const range = useRangeWords(field, pace);
  return (
    <Field
      label={
        withUnit.has(field)
          ? `${t(`cockpit.settings.${field}`)} (${t(`cockpit.units.${field}`)})`
          : t(`cockpit.settings.${field}`)
      }
      hint={range}
      problem={isWrong ? t('cockpit.wrong', { range }) : undefined}
    >
      {(aria) => (
        <input
          {...aria}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          placeholder={t(`cockpit.empty.${field}`)}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** The lawful range in words: `de 0 à 3 %`. */
function useRangeWords(field: PaceField, pace: PaceView): string {
  const { t, i18n } = useTranslation();
  const { least, most, below, mayBeEmpty } = rangeOf(field, pace);
  const number = (value: number) => new Intl.NumberFormat(i18n.language === 'en' ? 'en-GB' : 'fr-FR').format(value);
  const words = t(below ? 'cockpit.rangeBelow' : 'cockpit.range', {
    least: number(least),
    most: number(most),
    unit: t(`cockpit.units.${field}`),
  });
  return mayBeEmpty ? `${words} ${t(`cockpit.whenEmpty.${field}`)}` : words;
}

/** For those who may look but not change. */
function SettingsList({ campaign, pace }: Pick<PaceControlsProps, 'campaign' | 'pace'>) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p className="muted">{t('cockpit.readOnly')}</p>
      <dl className="pace-list">
        {paceFields.map((field) => {
          const text = textOf(field, campaign.settings[field], i18n.language);
          return (
            <div key={field}>
              <dt>{t(`cockpit.settings.${field}`)}</dt>
              <dd>
                {text === '' ? t(`cockpit.empty.${field}`) : `${text} ${t(`cockpit.units.${field}`)}`}
                <RangeWords field={field} pace={pace} />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

function RangeWords({ field, pace }: { readonly field: PaceField; readonly pace: PaceView }) {
  return <small>{useRangeWords(field, pace)}</small>;
}
