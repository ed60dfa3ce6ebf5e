import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, ReasonAnswer } from '../../src/http/contract/index.ts';
import { clockLength } from '../i18n/format.ts';
import { isoDay } from '../i18n/managers-format.ts';
import { Thread } from '../messages/thread.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLoaded } from '../ui/use-loaded.ts';

const EVERY_MS = 20_000;

interface AgentPanelProps {
  readonly agent: AgentRow;
  readonly now: number;
  readonly onClose: () => void;
}

/** One agent: the breaks of the day by their reasons, and the messages. */
export function AgentPanel({ agent, now, onClose }: AgentPanelProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="panel agent-panel" aria-labelledby="agent-panel-title">
      <header>
        <h2 id="agent-panel-title" ref={heading} tabIndex={-1}>
          {t('messages.with', { name: agent.name })}
        </h2>
        <button type="button" className="quiet" aria-label={t('messages.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <PausesBy agent={agent} now={now} />
      <Thread path={`/api/agents/${agent.agentId}/messages`} agentId={agent.agentId} side="floor" />
    </section>
  );
}

function PausesBy({ agent, now }: Pick<AgentPanelProps, 'agent' | 'now'>) {
  const { t, i18n } = useTranslation();
  const day = isoDay(now);
  const query = new URLSearchParams({ from: day, to: day, by: 'agent', kind: 'pause', language: i18n.language });
  const loaded = useLoaded<ReasonAnswer>(`/api/reports/reasons?${query.toString()}`, EVERY_MS);
  const own = loaded.data?.reasons.filter(({ key }) => key === agent.agentId) ?? [];
  if (own.length === 0) return null;
  return (
    <section className="pauses-by">
      <h3>{t('pausesBy.title', { name: agent.name })}</h3>
      <ul className="reasons">
        {own.map(({ reason, words, times, ms }) => (
          <li key={reason}>
            {t('pausesBy.item', { reason: words === '' ? '–' : words, count: times, length: clockLength(ms) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
