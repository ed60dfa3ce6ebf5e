import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../src/http/contract/index.ts';
import { useTick } from '../floor-clock.ts';
import { Icon } from '../ui/icon.tsx';
import { DeskActions } from './desk-actions.tsx';
import { DonorPanel } from './donor-panel.tsx';
import { LineForm } from './line-form.tsx';
import { StatePanel } from './state-panel.tsx';
import { useDesk } from './use-desk.ts';
import { useDispositions } from './use-dispositions.ts';
import { WrapUpForm } from './wrap-up-form.tsx';

/** The agent's desk: the donor at the left, the call in the middle, what else can be done at the right. */
export function DeskPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const desk = useDesk(who);
  const { agent, card, isLive } = desk;
  const choices = useDispositions();
  useTick(1_000 / Math.min(who.clock.speed, 4));
  if (agent === undefined) return isLive ? null : <p className="empty">{t('app.offline')}</p>;
  return (
    <>
      <h1 className="hidden">{t('desk.title')}</h1>
      <div role="status">
        {!isLive && (
          <p className="notice">
            <Icon name="alert" />
            {t('app.offline')}
          </p>
        )}
      </div>
      {agent === null ? (
        <LineForm who={who} onOpen={(line) => void desk.act('/session', { line })} />
      ) : (
        <div className="desk">
          <DonorPanel agent={agent} card={card} />
          <div className="desk-centre">
            <StatePanel agent={agent} desk={desk} card={card} />
            {agent.state === 'wrap-up' && agent.call !== null && (
              <WrapUpForm key={agent.call.attemptId} agent={agent} desk={desk} choices={choices} />
            )}
          </div>
          <DeskActions agent={agent} desk={desk} />
        </div>
      )}
    </>
  );
}
