import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblemWords } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { choicesOf, textOf, useAccountForm } from './account-form.ts';
import { type Scope, ScopeFields } from './charities.tsx';
import { type Invited, invite } from './invite.ts';
import { RoleField } from './invite-form.tsx';
import { InvitedNote } from './invited-note.tsx';

interface AccountPanelProps {
  readonly account: AccountView;
  readonly scope: Scope;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Everything that can be done about one account; each act with its reason. */
export function AccountPanel({ account, scope, onChanged, onClose }: AccountPanelProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      className="panel account-panel"
      aria-labelledby="account-managed"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="page-head">
        <h2 id="account-managed" ref={heading} tabIndex={-1}>
          {account.displayName} <small className="muted">{account.login}</small>
        </h2>
        <button type="button" onClick={onClose}>
          {t('accounts.close')}
        </button>
      </div>
      <div className="account-panel-parts">
        <RightsForm account={account} scope={scope} onChanged={onChanged} />
        <Acts account={account} onChanged={onChanged} />
      </div>
    </section>
  );
}

function RightsForm({ account, scope, onChanged }: Omit<AccountPanelProps, 'onClose'>) {
  const { t } = useTranslation();
  const { userId, displayName, email, clientIds, campaignIds, agentId } = account;
  const [role, setRole] = useState(account.role);
  const [isDone, setDone] = useState(false);
  const { isBusy, problem, wrong, submit } = useAccountForm(async (fields) => {
    setDone(false);
    const address = textOf(fields, 'email');
    await api('POST', `/api/accounts/${userId}`, {
      displayName: textOf(fields, 'displayName'),
      role,
      clientIds: choicesOf(fields, 'clientIds'),
      campaignIds: agentId === null ? campaignIds : choicesOf(fields, 'campaignIds'),
      ...(address === '' ? {} : { email: address }),
      reason: textOf(fields, 'reason'),
    });
    setDone(true);
    onChanged();
  });
  return (
    <form onSubmit={submit} aria-label={t('accounts.rights')}>
      <h3>{t('accounts.rights')}</h3>
      <Field
        label={t('accounts.name')}
        problem={wrong.has('displayName') ? t('accounts.wrong.displayName') : undefined}
      >
        {(aria) => <input {...aria} name="displayName" required maxLength={100} defaultValue={displayName} />}
      </Field>
      <Field label={t('accounts.email')} problem={wrong.has('email') ? t('accounts.wrong.email') : undefined}>
        {(aria) => <input {...aria} name="email" type="email" maxLength={200} defaultValue={email ?? ''} />}
      </Field>
      <RoleField role={role} onRole={setRole} />
      <ScopeFields scope={scope} clientIds={clientIds} campaignIds={campaignIds} takesCalls={agentId !== null} />
      <Field label={t('accounts.reasonOfRights')}>
        {(aria) => <input {...aria} name="reason" required minLength={3} maxLength={500} />}
      </Field>
      <p role="alert" className="form-problem">
        {problem}
      </p>
      {isDone && <p role="status">{t('accounts.changed')}</p>}
      <button type="submit" disabled={isBusy}>
        {t('accounts.change')}
      </button>
    </form>
  );
}

const LEAST_REASON = 3;
type Act = 'link' | 'sessions/end' | 'second-factor/reset' | 'disable' | 'enable';

function Acts({ account, onChanged }: Pick<AccountPanelProps, 'account' | 'onChanged'>) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string>();
  const [invited, setInvited] = useState<Invited>();
  const [problem, setProblem] = useState<string>();
  const [isShort, setShort] = useState(false);
  const acts: readonly Act[] =
    account.disabledAt === null ? ['link', 'sessions/end', 'second-factor/reset', 'disable'] : ['enable'];
  const run = async (act: Act) => {
    const reason = field.current?.value.trim() ?? '';
    setShort(reason.length < LEAST_REASON);
    setProblem(undefined);
    setSaid(undefined);
    setInvited(undefined);
    if (reason.length < LEAST_REASON) return field.current?.focus();
    try {
      if (act === 'link') setInvited(await invite(account, reason));
      else await api('POST', `/api/accounts/${account.userId}/${act}`, { reason });
      if (act !== 'link') setSaid(t(`accounts.done.${act}`, { name: account.displayName }));
      onChanged();
    } catch (error) {
      setProblem(wordsOf(error));
    }
    return undefined;
  };
  return (
    <form onSubmit={(event) => event.preventDefault()} aria-label={t('accounts.acts')}>
      <h3>{t('accounts.acts')}</h3>
      <Field
        label={t('accounts.reasonOfActs')}
        hint={t('accounts.reasonHint')}
        problem={isShort ? t('accounts.wrong.reason') : undefined}
      >
        {(aria) => <input {...aria} ref={field} name="reason" maxLength={500} />}
      </Field>
      <ul className="acts">
        {acts.map((act) => (
          <li key={act}>
            <button type="button" onClick={() => void run(act)}>
              {t(`accounts.act.${act}`)}
            </button>
            <small className="muted">{t(`accounts.actHint.${act}`)}</small>
          </li>
        ))}
      </ul>
      <p role="alert" className="form-problem">
        {problem}
      </p>
      {said !== undefined && <p role="status">{said}</p>}
      {invited !== undefined && <InvitedNote invited={invited} />}
    </form>
  );
}
