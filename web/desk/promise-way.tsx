import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import type { AgentPromises } from './answers.ts';
import { Choice } from './choice.tsx';
import { hasAmount, isChange, type PromiseFieldName, type PromiseFields, takes, waysFor } from './promise-fields.ts';

export interface PartProps {
  readonly fields: PromiseFields;
  readonly set: (change: Partial<PromiseFields>) => void;
}

/** What is wrong with a field, in the person's words. */
export type WordsOf = (name: PromiseFieldName) => string | undefined;

interface WayFieldsProps extends PartProps {
  readonly currency: AgentPromises['currency'];
  readonly wordsOf: WordsOf;
}

/** How the donor is reached: the link to sign or to pay, or the notice of a change. */
export function WayFields({ fields, currency, wordsOf, set }: WayFieldsProps) {
  const { t } = useTranslation();
  const { channel, kind } = fields;
  const ways = waysFor(fields, currency);
  return (
    <>
      {ways.length > 0 && (
        <Choice
          name="channel"
          label={t(isChange(kind) ? 'promise.noticeWay' : kind === 'one-off' ? 'promise.payWay' : 'promise.way')}
          value={channel}
          options={ways}
          wordsOf={(each) => t(`promise.ways.${each}`)}
          onChoose={(way) => set({ channel: way })}
        />
      )}
      {ways.length === 0 && <p className="muted contact">{t('promise.ownForm')}</p>}
      {hasAmount(fields) && kind !== 'downgrade' && (
        <label className="check wide">
          <input
            type="checkbox"
            checked={fields.donorNamed}
            onChange={({ target }) => set({ donorNamed: target.checked })}
          />
          {t('promise.donorNamed')}
        </label>
      )}
      {ways.length > 0 && <ContactFields fields={fields} wordsOf={wordsOf} set={set} />}
    </>
  );
}

function ContactFields({ fields, wordsOf, set }: Omit<WayFieldsProps, 'currency'>) {
  const { t } = useTranslation();
  const { channel } = fields;
  if (channel === 'post') return <p className="muted contact">{t('promise.postHint')}</p>;
  return (
    <>
      {takes('phone', channel) && (
        <Field className="contact" label={t('promise.phone')} hint={t('promise.phoneHint')} problem={wordsOf('phone')}>
          {(aria) => (
            <input
              {...aria}
              name="phone"
              type="tel"
              autoComplete="off"
              maxLength={30}
              value={fields.phone}
              onChange={({ target }) => set({ phone: target.value })}
            />
          )}
        </Field>
      )}
      {takes('email', channel) && (
        <Field className="contact" label={t('promise.email')} problem={wordsOf('email')}>
          {(aria) => (
            <input
              {...aria}
              name="email"
              type="email"
              autoComplete="off"
              maxLength={254}
              value={fields.email}
              onChange={({ target }) => set({ email: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
