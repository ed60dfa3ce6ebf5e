import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { AudioDevicesChoice } from './softphone-panel.tsx';
import type { SoftphoneUse } from './use-softphone.ts';

/** Before the line is opened: is the microphone heard, and do the earphones play? */
export function HeadsetCheck({ softphone }: { readonly softphone: SoftphoneUse }) {
  const { t } = useTranslation();
  const { kind, phone, view, testHeadset } = softphone;
  if (kind !== 'sip') return null;
  const { level } = view;
  return (
    <div className="headset-check">
      <button
        type="button"
        className="plain"
        aria-pressed={level !== undefined}
        onClick={() => void testHeadset(level === undefined)}
      >
        <Icon name="headset" />
        {t(level === undefined ? 'softphone.headset.test' : 'softphone.headset.stop')}
      </button>
      {level !== undefined && phone !== undefined && (
        <>
          <p>{t('softphone.headset.speak')}</p>
          <meter aria-label={t('softphone.headset.level')} min={0} max={1} value={level} />
          <AudioDevicesChoice phone={phone} view={view} />
        </>
      )}
    </div>
  );
}
