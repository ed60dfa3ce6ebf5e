import { useTranslation } from 'react-i18next';
import { money } from '../i18n/format.ts';
import { Field } from '../ui/field.tsx';
import type { AgentPromises } from './answers.ts';
import { withOffer } from './promise-fields.ts';
import type { PartProps } from './promise-way.tsx';

interface OfferFieldsProps extends PartProps {
  readonly found: AgentPromises;
  readonly problem: string | undefined;
}

/** What the campaign sells: its price and way of paying come with it. */
export function OfferFields({ fields, found, problem, set }: OfferFieldsProps) {
  const { t, i18n } = useTranslation();
  const { offers, currency } = found;
  if (offers.length === 0) return null;
  const choose = (id: string) =>
    set(
      withOffer(
        fields,
        offers.find((each) => each.id === id),
        currency,
      ),
    );
  return (
    <>
      <Field className="contact" label={t('promise.offer')}>
        {(aria) => (
          <select {...aria} name="offerId" value={fields.offerId} onChange={({ target }) => choose(target.value)}>
            <option value="">{t('promise.noOffer')}</option>
            {offers.map(({ id, title, priceCents, frequency }) => (
              <option key={id} value={id}>
                {`${title} · ${money(priceCents, currency, i18n.language)} ${t(`promise.rhythm.${frequency}`)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      {fields.offerId !== '' && (
        <Field className="contact" label={t('promise.endsOn')} hint={t('promise.endsOnHint')} problem={problem}>
          {(aria) => (
            <input
              {...aria}
              name="endsOn"
              type="date"
              value={fields.endsOn}
              onChange={({ target }) => set({ endsOn: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
