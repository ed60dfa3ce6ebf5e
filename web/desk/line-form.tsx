import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineChoice, SessionView } from '../../src/http/contract/index.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { HeadsetCheck } from './headset-check.tsx';
import type { SoftphoneUse } from './use-softphone.ts';

const icons: Record<LineChoice['kind'], IconName> = { browser: 'browser', sip: 'headset', telephone: 'phone' };

interface LineFormProps {
  readonly who: SessionView;
  readonly onOpen: (line: LineChoice) => void;
  readonly softphone: SoftphoneUse;
}

export function LineForm({ who, onOpen, softphone }: LineFormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<LineChoice['kind']>(who.lineKinds[0] ?? 'sip');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const number = String(new FormData(event.currentTarget).get('number') ?? '');
    onOpen(kind === 'telephone' ? { kind, number } : { kind });
  };
  return (
    <section className="panel line-form" aria-labelledby="open-line">
      <h2 id="open-line">{t('desk.openLine')}</h2>
      <p>{t('desk.openLineIntro')}</p>
      <form onSubmit={submit}>
        <fieldset className="choices">
          <legend>{t('desk.chooseLine')}</legend>
          {who.lineKinds.map((each) => (
            <label key={each} className="choice">
              <input type="radio" name="kind" value={each} checked={kind === each} onChange={() => setKind(each)} />
              <Icon name={icons[each]} />
              {t(`lines.${each}`)}
            </label>
          ))}
        </fieldset>
        {kind === 'telephone' && (
          <label>
            {t('desk.number')}
            <input
              name="number"
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              required
              minLength={3}
              maxLength={30}
              aria-describedby="number-hint"
            />
            <small id="number-hint">{t('desk.numberHint')}</small>
          </label>
        )}
        {kind === 'browser' && <HeadsetCheck softphone={softphone} />}
        <button type="submit" className="primary large">
          <Icon name="headset" />
          {t('desk.openLine')}
        </button>
      </form>
    </section>
  );
}
