import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { SoftphoneUse } from './use-softphone.ts';

interface SoftphoneNoticesProps {
  readonly softphone: SoftphoneUse;
  readonly agent: AgentView | null;
}

/** What is wrong with the line in the browser, and the one thing that helps. */
export function SoftphoneNotices({ softphone, agent }: SoftphoneNoticesProps) {
  const { t } = useTranslation();
  const notice = noticeOf(softphone, agent, t);
  return (
    <div role="alert">
      {notice !== undefined && (
        <p className="notice softphone-notice">
          <Icon name="lineLost" />
          <span>{notice.words}</span>
          {notice.act !== undefined && (
            <button type="button" className="primary" onClick={notice.act}>
              {notice.button}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

interface Notice {
  readonly words: string;
  readonly button?: string;
  readonly act?: () => void;
}

function noticeOf(
  { kind, phone, view, connect, isElsewhere }: SoftphoneUse,
  agent: AgentView | null,
  t: TFunction,
): Notice | undefined {
  const reconnect = { button: t('softphone.reconnect'), act: () => void connect() };
  if (view.state === 'failed' && view.failure !== undefined)
    return { words: t(`softphone.failures.${view.failure}`), ...(agent === null ? {} : reconnect) };
  if (agent?.line.kind !== 'browser' || kind === null) return undefined;
  if (view.state === 'closed')
    return { words: t(isElsewhere ? 'softphone.elsewhere' : 'softphone.reconnectWhy'), ...reconnect };
  if (view.unplugged !== undefined) {
    const label = view.unplugged;
    return { words: label === '' ? t('softphone.unpluggedPlain') : t('softphone.unplugged', { label }) };
  }
  // The switch still thinks that the line is there: once it has ended, it is opened again.
  if (view.state === 'line-lost' && agent.line.open)
    return { words: t('softphone.lost'), button: t('softphone.reopen'), act: () => phone?.hangUp() };
  return undefined;
}
