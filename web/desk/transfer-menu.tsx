import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentState, Colleague } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Desk } from './use-desk.ts';

/** States in which a colleague can take a donor over. */
const free: readonly AgentState[] = ['ready', 'not-ready', 'coaching'];

export function TransferMenu({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [list, setList] = useState<readonly Colleague[]>();
  const open = () =>
    void run(async () => {
      const { colleagues } = await api<{ colleagues: Colleague[] }>('GET', '/api/agent/colleagues');
      setList(colleagues.filter(({ state }) => free.includes(state)));
    });
  return (
    <div className="menu">
      <button
        type="button"
        className="plain"
        aria-expanded={list !== undefined}
        onClick={() => (list === undefined ? open() : setList(undefined))}
      >
        <Icon name="swap" />
        {t('desk.transfer')}
      </button>
      {list !== undefined && (
        <ul aria-label={t('desk.transferTo')}>
          {list.length === 0 && <li className="empty">{t('desk.noColleague')}</li>}
          {list.map(({ agentId, name }) => (
            <li key={agentId}>
              <button
                type="button"
                onClick={() => void desk.act('/transfer', { toAgentId: agentId }).then(() => setList(undefined))}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
