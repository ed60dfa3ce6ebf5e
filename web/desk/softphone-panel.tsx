import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { CHECK_MEASURES } from './line-check.ts';
import { LineQuality } from './line-quality.tsx';
import type { SoftphoneUse } from './use-softphone.ts';

/** The agent's line in the browser: how it is, the microphone, and the devices. */
export function SoftphonePanel({ kind, phone, view, check, isTooBad, accept }: SoftphoneUse) {
  const { t } = useTranslation();
  if (phone === undefined || view.state === 'closed') return null;
  return (
    <section className="softphone" aria-label={t('softphone.title')}>
      {check.done < CHECK_MEASURES && (
        <p className="tip">
          {t('softphone.check.title')}{' '}
          <small>{t('softphone.check.running', { done: check.done, of: CHECK_MEASURES })}</small>
        </p>
      )}
      <LineQuality measure={view.measure} />
      {isTooBad && (
        <div className="too-bad" role="status">
          <p>{t('softphone.check.blocked')}</p>
          <button type="button" className="plain" onClick={accept}>
            {t('softphone.check.anyway')}
          </button>
        </div>
      )}
      {kind === 'simulated' ? (
        <p className="tip">{t('softphone.simulated')}</p>
      ) : (
        <>
          <button type="button" className="plain" aria-pressed={view.muted} onClick={() => phone.mute(!view.muted)}>
            <Icon name={view.muted ? 'lineLost' : 'headset'} />
            {t(view.muted ? 'softphone.unmute' : 'softphone.mute')}
          </button>
          <details className="keys">
            <summary>{t('softphone.devices')}</summary>
            <AudioDevicesChoice phone={phone} view={view} />
          </details>
        </>
      )}
    </section>
  );
}

export function AudioDevicesChoice({
  phone,
  view,
}: Pick<SoftphoneUse, 'view'> & { readonly phone: NonNullable<SoftphoneUse['phone']> }) {
  const { t } = useTranslation();
  const choices = [
    ['microphone', view.microphones, view.microphone, (id: string) => phone.chooseMicrophone(id)],
    ['speaker', view.speakers, view.speaker, (id: string) => phone.chooseSpeaker(id)],
  ] as const;
  return (
    <>
      {choices.map(([name, devices, chosen, choose]) => (
        <label key={name}>
          {t(`softphone.${name}`)}
          <select value={chosen ?? devices[0]?.id ?? ''} onChange={({ target }) => void choose(target.value)}>
            {devices.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}
