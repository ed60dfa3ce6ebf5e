import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../src/http/contract/index.ts';
import { money, timeOfDay } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';

const steps = [
  ['agreedAt', 'agreed'],
  ['sentAt', 'sent'],
  ['openedAt', 'opened'],
  ['ibanTypedAt', 'ibanTyped'],
  ['signedAt', 'signed'],
] as const;

/** The donor's steps, as they are made: what is done, what is awaited. */
export function SignatureStatus({ promise }: { readonly promise: PromiseView }) {
  const { t, i18n } = useTranslation();
  const { amountCents, currency, frequency, channel, state, mandate } = promise;
  const isOver = ['failed', 'cancelled', 'frozen', 'lapsed'].includes(state);
  const isSigned = promise.signedAt !== null;
  const shown = channel === null ? steps.slice(0, 1) : steps;
  const awaited = isOver || isSigned ? undefined : shown.find(([at]) => promise[at] === null)?.[1];
  const newest = shown.findLast(([at]) => promise[at] !== null)?.[1] ?? 'agreed';
  return (
    <>
      <p className="promise-terms">
        <strong>
          {amountCents === null ? t('promise.kinds.undetermined') : money(amountCents, currency, i18n.language)}
        </strong>
        {amountCents !== null && ` ${t(`promise.rhythm.${frequency}`)}`}
        {channel !== null && ` · ${t(`promise.ways.${channel}`)}`}
      </p>
      <ol className="signature">
        {shown.map(([at, step]) => (
          <li key={step} data-done={promise[at] !== null || undefined} data-awaited={step === awaited || undefined}>
            <Icon name={promise[at] !== null ? 'check' : step === awaited ? 'clock' : 'dot'} />
            <span>{t(`promise.steps.${step}`)}</span>
            <small>
              {promise[at] === null
                ? t(step === awaited ? 'promise.awaited' : 'promise.later')
                : timeOfDay(promise[at], i18n.language)}
            </small>
          </li>
        ))}
      </ol>
      {mandate?.maskedIban != null && (
        <p className="muted">
          {t('promise.account')} <span className="iban">{mandate.maskedIban}</span>
        </p>
      )}
      <p role="status" className={isOver ? 'notice' : 'hidden'}>
        {isOver ? t(`promise.over.${state as 'failed'}`) : t(`promise.steps.${newest}`)}
      </p>
    </>
  );
}
