import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { useForm } from './use-form.ts';

/** As the server has it. */
export const LEAST_PASSWORD = 12;

export function PasswordForm() {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const { isBusy, problem, submit } = useForm(async (field) => {
    setDone(false);
    const [current, password] = [field('current'), field('next')];
    if (password.length < LEAST_PASSWORD) return t('invitation.short', { least: LEAST_PASSWORD });
    if (password !== field('again')) return t('invitation.different');
    await api('POST', '/api/session/password', { current, password });
    setDone(true);
    return undefined;
  });
  return (
    <section className="panel" aria-labelledby="account-password">
      <h2 id="account-password">{t('account.password.title')}</h2>
      <form noValidate onSubmit={submit}>
        {(['current', 'next', 'again'] as const).map((name) => (
          <Field key={name} label={t(`account.password.${name}`)}>
            {(aria) => (
              <input
                {...aria}
                name={name}
                type="password"
                autoComplete={name === 'current' ? 'current-password' : 'new-password'}
                required
                maxLength={name === 'current' ? 200 : 128}
              />
            )}
          </Field>
        ))}
        <p role="alert" className="form-problem">
          {problem}
        </p>
        {isDone && <p role="status">{t('account.password.done')}</p>}
        <button type="submit" disabled={isBusy}>
          {t('account.password.submit')}
        </button>
      </form>
    </section>
  );
}
