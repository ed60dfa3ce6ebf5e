import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasskeyList } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { dayOf } from '../i18n/format.ts';
import { Field } from '../ui/field.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { FormEnd, PasswordField, RecoveryCodes } from './form-parts.tsx';
import { addPasskey, makesPasskeys, PasskeyStopped } from './passkey-browser.ts';
import { useForm } from './use-form.ts';

type Passkey = PasskeyList['passkeys'][number];

/** Devices that sign their owner in. `onReady`: one is in force, and the recovery codes have been put away. */
export function Passkeys({ onReady }: { readonly onReady?: () => void }) {
  const { t } = useTranslation();
  const loaded = useLoaded<PasskeyList>('/api/session/passkeys');
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [isAdded, setAdded] = useState(false);
  const done = () => {
    setCodes([]);
    setAdded(true);
    loaded.reload();
    onReady?.();
  };
  const added = (made: readonly string[]) => (made.length === 0 ? done() : setCodes(made));
  return (
    <section className="panel" aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{t('passkeys.title')}</h2>
      <p>{t('passkeys.intro')}</p>
      <LoadState loaded={loaded} />
      {loaded.data?.passkeys.length === 0 && <p className="muted">{t('passkeys.none')}</p>}
      {loaded.data !== undefined && loaded.data.passkeys.length > 0 && (
        <PasskeyTable passkeys={loaded.data.passkeys} onRemoved={loaded.reload} />
      )}
      {codes.length > 0 && <RecoveryCodes codes={codes} onKept={done} />}
      {isAdded && <p role="status">{t('passkeys.added')}</p>}
      {codes.length === 0 && (makesPasskeys() ? <AddForm onAdded={added} /> : <p>{t('passkeys.impossible')}</p>)}
    </section>
  );
}

function AddForm({ onAdded }: { readonly onAdded: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const form = useForm(async (field) => {
    try {
      onAdded((await addPasskey(field('password'), field('device').trim())).recoveryCodes);
    } catch (error) {
      if (error instanceof PasskeyStopped) return t('passkeys.stopped');
      throw error;
    }
    return undefined;
  });
  return (
    <form onSubmit={form.submit}>
      <Field label={t('passkeys.name')} hint={t('passkeys.nameHint')}>
        {(aria) => <input {...aria} name="device" required maxLength={60} />}
      </Field>
      <PasswordField label={t('passkeys.passwordToAdd')} />
      <FormEnd {...form} words={t('passkeys.add')} />
    </form>
  );
}

interface PasskeyTableProps {
  readonly passkeys: readonly Passkey[];
  readonly onRemoved: () => void;
}

function PasskeyTable({ passkeys, onRemoved }: PasskeyTableProps) {
  const { t, i18n } = useTranslation();
  const [going, setGoing] = useState<Passkey>();
  const removed = () => {
    setGoing(undefined);
    onRemoved();
  };
  return (
    <>
      <div className="wide-table">
        <table className="plain">
          <thead>
            <tr>
              {(['name', 'made', 'used'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`passkeys.${head}`)}
                </th>
              ))}
              <th scope="col">
                <span className="hidden">{t('passkeys.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {passkeys.map((passkey) => (
              <tr key={passkey.passkeyId}>
                <td>{passkey.name}</td>
                <td>{dayOf(passkey.madeAt, i18n.language)}</td>
                <td>{passkey.usedAt === null ? t('passkeys.never') : dayOf(passkey.usedAt, i18n.language)}</td>
                <td>
                  <button
                    type="button"
                    className="small"
                    aria-label={t('passkeys.removeOf', { name: passkey.name })}
                    onClick={() => setGoing(passkey)}
                  >
                    {t('passkeys.remove')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {going !== undefined && (
        <RemoveForm key={going.passkeyId} passkey={going} onRemoved={removed} onKept={() => setGoing(undefined)} />
      )}
    </>
  );
}

interface RemoveFormProps {
  readonly passkey: Passkey;
  readonly onRemoved: () => void;
  readonly onKept: () => void;
}

function RemoveForm({ passkey: { passkeyId, name }, onRemoved, onKept }: RemoveFormProps) {
  const { t } = useTranslation();
  const form = useForm(async (field) => {
    await api('POST', '/api/session/passkeys/remove', { passkeyId, password: field('password') });
    onRemoved();
    return undefined;
  });
  return (
    <form onSubmit={form.submit} aria-label={t('passkeys.removeTitle', { name })}>
      <h3>{t('passkeys.removeTitle', { name })}</h3>
      <PasswordField label={t('passkeys.passwordToRemove')} />
      <FormEnd {...form} words={t('passkeys.remove')} />
      <button type="button" onClick={onKept}>
        {t('passkeys.keep')}
      </button>
    </form>
  );
}
