import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';

/* What the forms of one's own account share. */

/** Shown once: the person says that they have been put away. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="recovery-codes">
      <h3 id="recovery-codes">{t('account.factor.codesTitle')}</h3>
      <p>{t('account.factor.codes')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <button type="button" className="primary" onClick={onKept}>
        {t('account.factor.kept')}
      </button>
    </section>
  );
}

export function PasswordField({ label }: { readonly label?: string }) {
  const { t } = useTranslation();
  return (
    <Field label={label ?? t('account.factor.password')}>
      {(aria) => (
        <input {...aria} name="password" type="password" autoComplete="current-password" required maxLength={200} />
      )}
    </Field>
  );
}

export function CodeField({ label }: { readonly label: string }) {
  return (
    <Field label={label}>
      {(aria) => (
        <input
          {...aria}
          name="code"
          autoComplete="one-time-code"
          spellCheck={false}
          required
          minLength={6}
          maxLength={40}
        />
      )}
    </Field>
  );
}

interface FormEndProps {
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly words: string;
}

export function FormEnd({ problem, isBusy, words }: FormEndProps) {
  return (
    <>
      <p role="alert" className="form-problem">
        {problem}
      </p>
      <button type="submit" disabled={isBusy}>
        {words}
      </button>
    </>
  );
}
