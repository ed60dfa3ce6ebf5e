import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, CallbackView, FloorView } from '../../src/http/contract/index.ts';
import { clockLength } from '../i18n/format.ts';
import { pathOf } from '../pages.ts';
import { Icon } from '../ui/icon.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { type Alert, alertsOf, SNOOZE_MS } from './alerts.ts';
import { type ProtectionCases, ProtectionPanel } from './protection-panel.tsx';

const EVERY_MS = 30_000;

interface AlertsPanelProps {
  readonly floor: FloorView;
  readonly now: number;
  readonly mayAct: boolean;
  readonly onMessage: (agent: AgentRow) => void;
}

/** What should be looked at, why, and what helps; each can be put aside for a while. */
export function AlertsPanel({ floor, now, mayAct, onMessage }: AlertsPanelProps) {
  const { t } = useTranslation();
  const [snoozed, setSnoozed] = useState<ReadonlyMap<string, number>>(new Map());
  const callbacks = useLoaded<{ readonly callbacks: readonly CallbackView[] }>('/api/callbacks', EVERY_MS);
  const cases = useLoaded<{ readonly cases: ProtectionCases }>(mayAct ? '/api/protection' : undefined, EVERY_MS);
  const alerts = alertsOf({
    floor,
    now,
    vulnerable: cases.data?.cases.length ?? 0,
    callbacks: callbacks.data?.callbacks ?? [],
  }).filter(({ key }) => (snoozed.get(key) ?? 0) <= now);
  const open = <ProtectionPanel cases={cases.data?.cases ?? []} onReviewed={cases.reload} />;
  if (alerts.length === 0)
    return (
      <>
        <p className="muted alerts-none">{t('alerts.none')}</p>
        {open}
      </>
    );
  return (
    <>
      <section className="panel alerts" aria-label={t('alerts.title')}>
        <h2>
          {t('alerts.title')} <span className="pill">{alerts.length}</span>
        </h2>
        <ul>
          {alerts.map((alert) => (
            <AlertLine
              key={alert.key}
              alert={alert}
              now={now}
              agent={floor.agents.find(({ agentId }) => agentId === alert.agentId)}
              onMessage={onMessage}
              onSnooze={() => setSnoozed(new Map([...snoozed, [alert.key, now + SNOOZE_MS]]))}
            />
          ))}
        </ul>
      </section>
      {open}
    </>
  );
}

interface AlertLineProps {
  readonly alert: Alert;
  readonly now: number;
  readonly agent: AgentRow | undefined;
  readonly onMessage: (agent: AgentRow) => void;
  readonly onSnooze: () => void;
}

function AlertLine({ alert, now, agent, onMessage, onSnooze }: AlertLineProps) {
  const { t } = useTranslation();
  const { kind, name, since, page } = alert;
  const cause = t(`alerts.causes.${kind}`, { name, length: since === null ? '' : clockLength(now - since) });
  return (
    <li>
      <Icon name="alert" />
      <span>
        <strong>{cause}</strong> <small>{t(`alerts.helps.${kind}`)}</small>
      </span>
      <span className="buttons">
        {agent !== undefined && (
          <button type="button" className="small" onClick={() => onMessage(agent)}>
            {t('messages.writeTo', { name: agent.name })}
          </button>
        )}
        {page !== null && (
          <a className="button small" href={pathOf[page]}>
            {t(`app.${page}`)}
          </a>
        )}
        <button type="button" className="small quiet" onClick={onSnooze} aria-label={t('alerts.snoozeOf', { cause })}>
          {t('alerts.snooze')}
        </button>
      </span>
    </li>
  );
}
