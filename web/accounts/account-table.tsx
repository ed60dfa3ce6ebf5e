import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../src/http/contract/index.ts';
import { Field } from '../ui/field.tsx';
import type { Scope } from './charities.tsx';

/** Rows drawn at most: beyond them a word finds more than an eye. */
const MAX_ROWS = 200;

interface AccountTableProps {
  readonly accounts: readonly AccountView[];
  readonly scope: Scope;
  readonly chosen: string | undefined;
  readonly onChoose: (userId: string) => void;
}

export function AccountTable({ accounts, scope, chosen, onChoose }: AccountTableProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = accounts.filter(({ login, displayName, email }) =>
    `${login} ${displayName} ${email ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <form className="accounts-filter" onSubmit={(event) => event.preventDefault()}>
        <Field label={t('accounts.search')}>
          {(aria) => <input {...aria} type="search" value={text} onChange={({ target }) => setText(target.value)} />}
        </Field>
        <p role="status">{t('accounts.found', { count: found.length })}</p>
      </form>
      <div className="wide-table">
        <table className="plain">
          <caption className="hidden">{t('accounts.title')}</caption>
          <thead>
            <tr>
              {(['name', 'role', 'charities', 'state', 'factor'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`accounts.${head}`)}
                </th>
              ))}
              <th scope="col">
                <span className="hidden">{t('accounts.manage')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, MAX_ROWS).map((account) => (
              <AccountRow
                key={account.userId}
                account={account}
                scope={scope}
                isChosen={account.userId === chosen}
                onChoose={() => onChoose(account.userId)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {found.length > MAX_ROWS && <p className="muted">{t('accounts.more', { most: MAX_ROWS })}</p>}
    </>
  );
}

interface AccountRowProps {
  readonly account: AccountView;
  readonly scope: Scope;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function AccountRow({ account, scope, isChosen, onChoose }: AccountRowProps) {
  const { t } = useTranslation();
  const { userId, displayName, login, role, clientIds, secondFactor } = account;
  const seen = clientIds.map((id) => scope.charities.get(id) ?? id).join(', ');
  return (
    <tr>
      <th scope="row">
        {displayName} <small className="muted">{login}</small>
      </th>
      <td>{t(`roles.${role}`)}</td>
      <td>{role === 'administrator' ? t('accounts.all') : seen}</td>
      <td>{t(`accounts.states.${stateOf(account)}`)}</td>
      <td>{t(secondFactor ? 'accounts.factorOn' : 'accounts.factorOff')}</td>
      <td>
        <button
          type="button"
          id={`manage-${userId}`}
          className="small"
          aria-expanded={isChosen}
          aria-label={t('accounts.manageOf', { name: displayName })}
          onClick={onChoose}
        >
          {t('accounts.manage')}
        </button>
      </td>
    </tr>
  );
}

export function stateOf({ disabledAt, isInvited }: AccountView): 'disabled' | 'invited' | 'active' {
  if (disabledAt !== null) return 'disabled';
  return isInvited ? 'invited' : 'active';
}
