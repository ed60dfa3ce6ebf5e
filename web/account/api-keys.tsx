import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyList, ApiKeyView, MadeApiKey } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { dayOf } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { useForm } from './use-form.ts';

/** As the server has it: no administrator, no agent. */
const keyRoles = [
  'production-manager',
  'campaign-manager',
  'supervisor',
  'coach',
  'client',
] as const satisfies readonly ApiKeyView['role'][];

interface CampaignsAnswer {
  readonly campaigns: readonly { readonly clientId: string; readonly charityName: string }[];
}

/** For administrators: the keys of programs. */
export function ApiKeys() {
  const { t } = useTranslation();
  const loaded = useLoaded<ApiKeyList>('/api/keys');
  const campaigns = useLoaded<CampaignsAnswer>('/api/campaigns');
  const charities = new Map(campaigns.data?.campaigns.map(({ clientId, charityName }) => [clientId, charityName]));
  return (
    <section className="panel" aria-labelledby="account-keys">
      <h2 id="account-keys">{t('account.keys.title')}</h2>
      <p>{t('account.keys.intro')}</p>
      <LoadState loaded={loaded} />
      {loaded.data?.keys.length === 0 && <p className="muted">{t('account.keys.none')}</p>}
      {loaded.data !== undefined && loaded.data.keys.length > 0 && (
        <KeyTable keys={loaded.data.keys} charities={charities} onRevoked={loaded.reload} />
      )}
      <NewKeyForm charities={charities} onMade={loaded.reload} />
    </section>
  );
}

interface KeyTableProps {
  readonly keys: readonly ApiKeyView[];
  readonly charities: ReadonlyMap<string, string>;
  readonly onRevoked: () => void;
}

function KeyTable({ keys, charities, onRevoked }: KeyTableProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const revoke = (id: string) =>
    run(() => api('POST', `/api/keys/${id}/revoke`, { reason: t('account.keys.revokeReason') })).then(onRevoked);
  return (
    <div className="wide-table">
      <table className="plain">
        <thead>
          <tr>
            {(['name', 'role', 'charities', 'rights', 'used'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`account.keys.${head}`)}
              </th>
            ))}
            <th scope="col">
              <span className="hidden">{t('account.keys.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.keyId} apiKey={key} charities={charities} onRevoke={() => void revoke(key.keyId)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface KeyRowProps {
  readonly apiKey: ApiKeyView;
  readonly charities: ReadonlyMap<string, string>;
  readonly onRevoke: () => void;
}

function KeyRow({ apiKey, charities, onRevoke }: KeyRowProps) {
  const { t, i18n } = useTranslation();
  const { name, role, clientIds, readOnly, usedAt, revokedAt } = apiKey;
  return (
    <tr>
      <td>{name}</td>
      <td>{t(`roles.${role}`)}</td>
      <td>{clientIds.map((id) => charities.get(id) ?? id).join(', ')}</td>
      <td>{t(readOnly ? 'account.keys.readOnly' : 'account.keys.readWrite')}</td>
      <td>{usedAt === null ? t('account.keys.never') : dayOf(usedAt, i18n.language)}</td>
      <td>
        {revokedAt === null ? (
          <button type="button" className="small" aria-label={t('account.keys.revokeOf', { name })} onClick={onRevoke}>
            {t('account.keys.revoke')}
          </button>
        ) : (
          t('account.keys.revoked')
        )}
      </td>
    </tr>
  );
}

interface NewKeyFormProps {
  readonly charities: ReadonlyMap<string, string>;
  readonly onMade: () => void;
}

function NewKeyForm({ charities, onMade }: NewKeyFormProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<string>();
  const { isBusy, problem, submit } = useForm(async (field) => {
    const clientIds = field('charity') === '' ? [] : [field('charity')];
    const wanted = { name: field('name'), role: field('role'), clientIds, reason: field('reason') };
    const answer = await api<MadeApiKey>('POST', '/api/keys', { ...wanted, readOnly: field('rights') !== 'write' });
    setMade(answer.key);
    onMade();
    return undefined;
  });
  return (
    <form onSubmit={submit}>
      <Field label={t('account.keys.name')}>{(aria) => <input {...aria} name="name" required maxLength={100} />}</Field>
      <Field label={t('account.keys.role')}>
        {(aria) => (
          <select {...aria} name="role">
            {keyRoles.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('account.keys.charities')}>
        {(aria) => (
          <select {...aria} name="charity" required>
            {[...charities].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('account.keys.rights')}>
        {(aria) => (
          <select {...aria} name="rights">
            <option value="read">{t('account.keys.readOnly')}</option>
            <option value="write">{t('account.keys.readWrite')}</option>
          </select>
        )}
      </Field>
      <Field label={t('account.keys.reason')}>
        {(aria) => <input {...aria} name="reason" required minLength={3} maxLength={500} />}
      </Field>
      <p role="alert" className="form-problem">
        {problem}
      </p>
      <button type="submit" disabled={isBusy}>
        {t('account.keys.make')}
      </button>
      {made !== undefined && (
        <p role="status">
          {t('account.keys.made')} <code className="secret-text">{made}</code>
        </p>
      )}
    </form>
  );
}
