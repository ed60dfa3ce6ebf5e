import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { protectionList, reviewRequest } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { dayAndTime } from '../i18n/managers-format.ts';
import { useProblems } from '../problems.tsx';

export type ProtectionCases = z.infer<typeof protectionList>['cases'];
type Outcome = z.output<typeof reviewRequest>['outcome'];

const outcomes: readonly Outcome[] = ['no-more-contact', 'letter-only', 'may-be-called'];

interface ProtectionPanelProps {
  readonly cases: ProtectionCases;
  readonly onReviewed: () => void;
}

/** People in a fragile situation whom nobody calls before somebody has decided; only the decision is kept. */
export function ProtectionPanel({ cases, onReviewed }: ProtectionPanelProps) {
  const { t, i18n } = useTranslation();
  const { run } = useProblems();
  if (cases.length === 0) return null;
  const decide = (contactId: string, outcome: Outcome) =>
    void run(() => api('POST', '/api/protection', { contactId, outcome }).then(onReviewed));
  return (
    <section className="panel alerts" aria-label={t('protection.title')}>
      <h2>{t('protection.title')}</h2>
      <ul>
        {cases.map(({ contactId, donorCode, campaignName, agentName, flaggedAt }) => {
          const donor = donorCode ?? t('protection.unnamed');
          return (
            <li key={contactId}>
              <span>
                <strong>{donor}</strong>{' '}
                <small>
                  {campaignName} · {agentName} · {dayAndTime(flaggedAt, i18n.language)}
                </small>
              </span>
              <span className="buttons">
                {outcomes.map((outcome) => (
                  <button
                    key={outcome}
                    type="button"
                    className="small"
                    aria-label={t('protection.decideOf', { donor, outcome: t(`protection.outcomes.${outcome}`) })}
                    onClick={() => decide(contactId, outcome)}
                  >
                    {t(`protection.outcomes.${outcome}`)}
                  </button>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
