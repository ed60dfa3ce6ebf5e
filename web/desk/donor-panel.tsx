import { useTranslation } from 'react-i18next';
import type { AgentView, DonorCard } from '../../src/http/contract/index.ts';
import { euros, monthOf } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { spokenName } from './spoken-name.ts';

/** Who the agent talks with: one donor, and only as long as the call is his or hers. */
export function DonorPanel({ agent, card }: { readonly agent: AgentView; readonly card: DonorCard | null }) {
  const { t } = useTranslation();
  const own = agent.call?.contactId ?? agent.preview?.contactId;
  return (
    <section className="panel donor" aria-label={t('desk.donor')}>
      {card !== null && card.contactId === own ? (
        <Card card={card} />
      ) : (
        <div className="donor-none">
          <Icon name="user" />
          <p>{t('desk.noDonor')}</p>
        </div>
      )}
    </section>
  );
}

function Card({ card }: { readonly card: DonorCard }) {
  const { t, i18n } = useTranslation();
  const place = [card.postalCode, card.city].filter((part) => part !== null).join(' ');
  const lastGift = [
    card.lastGiftCents === null ? null : euros(card.lastGiftCents, i18n.language),
    card.lastGiftOn === null ? null : monthOf(card.lastGiftOn, i18n.language),
  ]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <>
      <h2>{spokenName(card)}</h2>
      <p className="donor-place">
        {[place, card.lastName === null ? '' : (card.company ?? '')].filter((part) => part !== '').join(' · ')}
      </p>
      <dl>
        <div>
          <dt>{t('desk.lastGift')}</dt>
          <dd className="big">{lastGift === '' ? t('desk.unknown') : lastGift}</dd>
        </div>
        <div>
          <dt>{t('desk.gifts')}</dt>
          <dd>
            {card.giftCount === null
              ? t('desk.unknown')
              : t('desk.giftsTotal', {
                  count: card.giftCount,
                  total: card.totalGiftsCents === null ? '–' : euros(card.totalGiftsCents, i18n.language),
                })}
          </dd>
        </div>
        {card.comment !== null && (
          <div>
            <dt>{t('desk.note')}</dt>
            <dd className="donor-note">{card.comment}</dd>
          </div>
        )}
        <div>
          <dt>{t('desk.code')}</dt>
          <dd className="muted">{card.donorCode}</dd>
        </div>
      </dl>
    </>
  );
}
