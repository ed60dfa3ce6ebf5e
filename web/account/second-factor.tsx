import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorBegun, FactorView, RecoveryCodesView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { useForm } from './use-form.ts';

const PATH = '/api/session/second-factor';

/** Set up, renew, remove. `onReady`: it is in force, and the recovery codes have been put away. */
export function SecondFactor({ onReady }: { readonly onReady?: () => void }) {
  const { t } = useTranslation();
  const loaded = useLoaded<FactorView>(PATH);
  const [codes, setCodes] = useState<readonly string[]>();
  const { data, reload } = loaded;
  const kept = () => {
    setCodes(undefined);
    reload();
    onReady?.();
  };
  return (
    <section className="panel" aria-labelledby="account-factor">
      <h2 id="account-factor">{t('account.factor.title')}</h2>
      <LoadState loaded={loaded} />
      {codes !== undefined && <RecoveryCodes codes={codes} onKept={kept} />}
      {codes === undefined && data?.state === 'on' && (
        <>
          <p>{t('account.factor.on', { count: data.recoveryCodesLeft })}</p>
          <RenewForm onCodes={setCodes} />
          <RemoveForm onRemoved={reload} />
        </>
      )}
      {codes === undefined && data !== undefined && data.state !== 'on' && (
        <>
          <p>
            {t('account.factor.off')} {t('account.factor.why')}
          </p>
          <Enrolment onCodes={setCodes} />
        </>
      )}
    </section>
  );
}

function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
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

type OnCodes = { readonly onCodes: (codes: readonly string[]) => void };

function Enrolment({ onCodes }: OnCodes) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<FactorBegun>();
  const begin = useForm(async (field) => {
    setBegun(await api<FactorBegun>('POST', PATH, { password: field('password') }));
    return undefined;
  });
  const confirm = useForm(async (field) => {
    onCodes((await api<RecoveryCodesView>('POST', `${PATH}/confirm`, { code: field('code') })).recoveryCodes);
    return undefined;
  });
  if (begun === undefined)
    return (
      <form onSubmit={begin.submit}>
        <PasswordField />
        <FormEnd {...begin} words={t('account.factor.begin')} />
      </form>
    );
  return (
    <form onSubmit={confirm.submit}>
      <p>{t('account.factor.scan')}</p>
      <img
        className="factor-picture"
        alt={t('account.factor.picture')}
        src={`data:image/svg+xml,${encodeURIComponent(begun.picture)}`}
      />
      <p>
        {t('account.factor.secret')} <code className="secret-text">{begun.secret}</code>
      </p>
      <CodeField label={t('account.factor.firstCode')} />
      <FormEnd {...confirm} words={t('account.factor.confirm')} />
    </form>
  );
}

function RenewForm({ onCodes }: OnCodes) {
  const { t } = useTranslation();
  const form = useForm(async (field) => {
    onCodes((await api<RecoveryCodesView>('POST', `${PATH}/codes`, { code: field('code') })).recoveryCodes);
    return undefined;
  });
  return (
    <details>
      <summary>{t('account.factor.renew')}</summary>
      <form onSubmit={form.submit}>
        <CodeField label={t('account.factor.firstCode')} />
        <FormEnd {...form} words={t('account.factor.renew')} />
      </form>
    </details>
  );
}

function RemoveForm({ onRemoved }: { readonly onRemoved: () => void }) {
  const { t } = useTranslation();
  const form = useForm(async (field) => {
    await api('POST', `${PATH}/remove`, { password: field('password'), code: field('code') });
    onRemoved();
    return undefined;
  });
  return (
    <details>
      <summary>{t('account.factor.remove')}</summary>
      <form onSubmit={form.submit}>
        <PasswordField />
        <CodeField label={t('signIn.code')} />
        <FormEnd {...form} words={t('account.factor.remove')} />
      </form>
    </details>
  );
}

function PasswordField() {
  const { t } = useTranslation();
  return (
    <Field label={t('account.factor.password')}>
      {(aria) => (
        <input {...aria} name="password" type="password" autoComplete="current-password" required maxLength={200} />
      )}
    </Field>
  );
}

function CodeField({ label }: { readonly label: string }) {
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

function FormEnd({ problem, isBusy, words }: FormEndProps) {
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
