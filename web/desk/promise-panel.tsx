import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView, PromiseView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { PromiseAnswer } from './answers.ts';
import type { DraftOfCall } from './call-draft.ts';
import { LinkForm } from './link-form.tsx';
import { MissingSteps } from './missing-steps.tsx';
import { PromiseForm } from './promise-form.tsx';
import { SignatureStatus } from './signature-status.tsx';
import type { Desk } from './use-desk.ts';
import type { CallPromises } from './use-promises.ts';

// Loaded only when a promise is made.
const IbanCheck = lazy(async () => ({ default: (await import('./iban-check.tsx')).IbanCheck }));

interface PromisePanelProps {
  readonly agent: AgentView;
  readonly call: NonNullable<AgentView['call']>;
  readonly desk: Desk;
  readonly promises: CallPromises;
  readonly draft: DraftOfCall;
  readonly onGoToStep: ((step: string) => void) | undefined;
}

/** From the yes to the signature: the form, then the donor's own steps as they happen. */
export function PromisePanel({ agent, call, desk, promises, draft, onGoToStep }: PromisePanelProps) {
  const { t } = useTranslation();
  const [isMore, setMore] = useState(false);
  const [delivery, setDelivery] = useState<PromiseAnswer['delivery']>();
  const { found, refresh } = promises;
  if (call.vulnerable) return null;
  const made = found?.promises ?? [];
  const sent = (answer: PromiseAnswer) => {
    setDelivery(answer.delivery);
    refresh();
  };
  const isForm = made.length === 0 || isMore;
  return (
    <section className="panel promise" aria-label={t('promise.title')}>
      <header>
        <h2>{t('promise.title')}</h2>
        {!isForm && (
          <button type="button" className="quiet" onClick={() => setMore(true)}>
            {t('promise.another')}
          </button>
        )}
      </header>
      {made.map((promise) => (
        <MadePromise key={promise.promiseId} promise={promise} desk={desk} onSent={sent} />
      ))}
      {delivery !== undefined && !delivery.sent && delivery.message !== null && (
        <p className="notice" role="alert">
          <Icon name="alert" />
          <span>
            {t('promise.notSent')} <small lang="en">{delivery.message}</small>
          </span>
        </p>
      )}
      {isForm && found !== undefined && (
        <>
          <MissingSteps agent={agent} call={call} desk={desk} onGoToStep={onGoToStep} />
          <PromiseForm
            call={call}
            found={found}
            draft={draft}
            onMade={(answer) => {
              setMore(false);
              draft.change({ promise: undefined });
              sent(answer);
            }}
          />
        </>
      )}
      {(isForm || made.some(({ signedAt }) => signedAt === null)) && (
        <Suspense fallback={null}>
          <IbanCheck />
        </Suspense>
      )}
    </section>
  );
}

interface MadePromiseProps {
  readonly promise: PromiseView;
  readonly desk: Desk;
  readonly onSent: (answer: PromiseAnswer) => void;
}

function MadePromise({ promise, desk, onSent }: MadePromiseProps) {
  const { t } = useTranslation();
  const { channel, signedAt, state } = promise;
  const isLink = channel === 'sms' || channel === 'email' || channel === 'post';
  return (
    <article className="made-promise" aria-label={t('promise.made')}>
      <SignatureStatus promise={promise} />
      {isLink && signedAt === null && !['cancelled', 'frozen'].includes(state) && (
        <LinkForm promise={promise} now={desk.clock.now} onSent={onSent} />
      )}
    </article>
  );
}
