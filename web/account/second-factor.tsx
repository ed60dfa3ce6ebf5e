import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorBegun, FactorView, RecoveryCodesView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { CodeField, FormEnd, PasswordField, RecoveryCodes } from './form-parts.tsx';
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
