import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../src/http/contract/index.ts';
import { Field } from '../ui/field.tsx';
import { choicesOf, textOf, useAccountForm } from './account-form.ts';
import { type Scope, ScopeFields } from './charities.tsx';
import { type Invited, invite, makeAccount } from './invite.ts';
import { InvitedNote } from './invited-note.tsx';

/** As the server has them. */
const roles = [
  'administrator',
  'production-manager',
  'campaign-manager',
  'supervisor',
  'coach',
  'agent',
  'client',
] as const satisfies readonly AccountView['role'][];
const onFloor: readonly AccountView['role'][] = ['agent', 'supervisor', 'coach'];

/** A new account: its owner chooses the password with a link, by e-mail where that can be sent. */
export function InviteForm({ scope, onMade }: { readonly scope: Scope; readonly onMade: () => void }) {
  const { t } = useTranslation();
  const [role, setRole] = useState<AccountView['role']>('agent');
  const [invited, setInvited] = useState<Invited>();
  const [turn, setTurn] = useState(0);
  const { isBusy, problem, wrong, submit } = useAccountForm(async (fields) => {
    const text = (name: string) => textOf(fields, name);
    setInvited(undefined);
    const email = text('email');
    const account = await makeAccount({
      login: text('login'),
      displayName: text('displayName'),
      role,
      clientIds: choicesOf(fields, 'clientIds'),
      campaignIds: choicesOf(fields, 'campaignIds'),
      ...(email === '' ? {} : { email }),
      reason: text('reason'),
    });
    setTurn((last) => last + 1);
    onMade();
    setInvited(await invite(account, text('reason')));
  });
  const problemOf = (name: string) => (wrong.has(name) ? t(`accounts.wrong.${name}`, { defaultValue: '' }) : undefined);
  return (
    <section className="panel" aria-labelledby="accounts-invite">
      <h2 id="accounts-invite">{t('accounts.invite')}</h2>
      <form key={turn} onSubmit={submit}>
        <Field label={t('accounts.name')} problem={problemOf('displayName')}>
          {(aria) => <input {...aria} name="displayName" required maxLength={100} />}
        </Field>
        <Field label={t('accounts.login')} problem={problemOf('login')} hint={t('accounts.loginHint')}>
          {(aria) => <input {...aria} name="login" required maxLength={100} autoCapitalize="none" spellCheck={false} />}
        </Field>
        <Field label={t('accounts.email')} problem={problemOf('email')} hint={t('accounts.emailHint')}>
          {(aria) => <input {...aria} name="email" type="email" maxLength={200} autoComplete="off" />}
        </Field>
        <RoleField role={role} onRole={setRole} />
        <ScopeFields scope={scope} clientIds={[]} campaignIds={[]} takesCalls={onFloor.includes(role)} />
        <Field label={t('accounts.reason')} problem={problemOf('reason')} hint={t('accounts.reasonHint')}>
          {(aria) => <input {...aria} name="reason" required minLength={3} maxLength={500} />}
        </Field>
        <p role="alert" className="form-problem">
          {problem}
        </p>
        <button type="submit" className="primary" disabled={isBusy}>
          {t('accounts.send')}
        </button>
      </form>
      {invited !== undefined && <InvitedNote invited={invited} />}
    </section>
  );
}

interface RoleFieldProps {
  readonly role: AccountView['role'];
  readonly onRole: (role: AccountView['role']) => void;
}

export function RoleField({ role, onRole }: RoleFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('accounts.role')}>
      {(aria) => (
        <select {...aria} value={role} onChange={({ target }) => onRole(target.value as AccountView['role'])}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {t(`roles.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
