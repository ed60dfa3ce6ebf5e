import { useTranslation } from 'react-i18next';
import { useLoaded } from '../ui/use-loaded.ts';

interface CampaignsAnswer {
  readonly campaigns: readonly {
    readonly id: string;
    readonly name: string;
    readonly clientId: string;
    readonly charityName: string;
  }[];
}

export interface Scope {
  /** Names of charities by their id. */
  readonly charities: ReadonlyMap<string, string>;
  readonly campaigns: CampaignsAnswer['campaigns'];
}

/** What there is to be seen; charities are known by their campaigns. */
export function useScope(): Scope {
  const campaigns = useLoaded<CampaignsAnswer>('/api/campaigns').data?.campaigns ?? [];
  return { campaigns, charities: new Map(campaigns.map(({ clientId, charityName }) => [clientId, charityName])) };
}

interface ScopeFieldsProps {
  readonly scope: Scope;
  readonly clientIds: readonly string[];
  readonly campaignIds: readonly string[];
  /** Only those with a place on the floor take calls. */
  readonly takesCalls: boolean;
}

/** Which charities somebody sees, and whose calls he or she takes. */
export function ScopeFields({ scope, clientIds, campaignIds, takesCalls }: ScopeFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <fieldset>
        <legend>{t('accounts.charities')}</legend>
        {[...scope.charities].map(([id, name]) => (
          <label key={id} className="choice">
            <input type="checkbox" name="clientIds" value={id} defaultChecked={clientIds.includes(id)} />
            {name}
          </label>
        ))}
        {scope.charities.size === 0 && <p className="muted">{t('accounts.noCharities')}</p>}
      </fieldset>
      {takesCalls && (
        <fieldset>
          <legend>{t('accounts.campaigns')}</legend>
          {scope.campaigns.map(({ id, name }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="campaignIds" value={id} defaultChecked={campaignIds.includes(id)} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
