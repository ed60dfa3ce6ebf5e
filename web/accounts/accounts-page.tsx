import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../src/http/contract/index.ts';
import { ApiKeys } from '../account/api-keys.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { AccountPanel } from './account-panel.tsx';
import { AccountTable } from './account-table.tsx';
import { useScope } from './charities.tsx';
import { InviteForm } from './invite-form.tsx';
import { SignInList } from './sign-in-list.tsx';
import '../ui/managers.css';
import '../account/account.css';
import './accounts.css';

interface AccountsAnswer {
  readonly accounts: readonly AccountView[];
}

/** For administrators: who may come in, with what rights, and who did. */
export function AccountsPage() {
  const { t } = useTranslation();
  const loaded = useLoaded<AccountsAnswer>('/api/accounts');
  const scope = useScope();
  const [chosen, setChosen] = useState<string>();
  const accounts = loaded.data?.accounts ?? [];
  const account = accounts.find(({ userId }) => userId === chosen);
  const close = () => {
    setChosen(undefined);
    // Where the person came from.
    document.getElementById(`manage-${chosen ?? ''}`)?.focus();
  };
  return (
    <div className="accounts">
      <div className="page-head">
        <h1>{t('accounts.title')}</h1>
      </div>
      <section className="panel" aria-label={t('accounts.title')}>
        <LoadState loaded={loaded} />
        {loaded.data !== undefined && (
          <AccountTable accounts={accounts} scope={scope} chosen={chosen} onChoose={setChosen} />
        )}
      </section>
      {account !== undefined && (
        <AccountPanel key={account.userId} account={account} scope={scope} onChanged={loaded.reload} onClose={close} />
      )}
      <InviteForm scope={scope} onMade={loaded.reload} />
      <ApiKeys />
      <SignInList accounts={accounts} />
    </div>
  );
}
