import type { CampaignId, ClientId } from '../kernel/id.ts';
import type { UtcMs } from '../kernel/time.ts';
import { type CareLimitId, type CareValues, careDefaults } from './care-limits.ts';
import type { ObjectionReach } from './objections/objection.ts';

/** A limit of care as somebody set it: for the agency, a charity or a campaign, like an objection. */
export type CareSetting = ObjectionReach & {
  readonly limit: CareLimitId;
  readonly value: number;
  /** As it was written down. */
  readonly reason: string;
  /** `system` or a user id. */
  readonly actor: string;
  readonly at: UtcMs;
};

/** Which values of the limits of care are in force: what is set for the campaign, else the charity, else the agency. */
export interface CareBook {
  set(setting: CareSetting): void;
  /** One object for all calls of a campaign, until something is set. */
  valuesFor(campaign: { readonly campaignId: CampaignId; readonly clientId: ClientId }): CareValues;
  /** What holds where a setting would reach; `clientId`: of its campaign. */
  valueAt(reach: ObjectionReach, limit: CareLimitId, clientId?: ClientId): number;
  settings(): readonly CareSetting[];
}

export function createCareBook(settings: readonly CareSetting[] = []): CareBook {
  const set = new Map<string, CareSetting>();
  const ready = new Map<CampaignId, CareValues>();

  const valuesAt = (keys: readonly string[]): CareValues => {
    const values = { ...careDefaults };
    for (const key of keys)
      for (const setting of set.values()) if (keyOf(setting) === key) values[setting.limit] = setting.value;
    return values;
  };
  const put = (setting: CareSetting) => {
    set.set(`${keyOf(setting)} ${setting.limit}`, setting);
    ready.clear();
  };
  for (const setting of settings) put(setting);

  return {
    set: put,
    valuesFor({ campaignId, clientId }) {
      const known = ready.get(campaignId);
      if (known !== undefined) return known;
      const values = Object.freeze(valuesAt(['agency', `client:${clientId}`, `campaign:${campaignId}`]));
      ready.set(campaignId, values);
      return values;
    },
    valueAt(reach, limit, clientId) {
      const keys = ['agency', ...(clientId === undefined ? [] : [`client:${clientId}`]), keyOf(reach)];
      return valuesAt(keys)[limit];
    },
    settings: () => [...set.values()],
  };
}

function keyOf(reach: ObjectionReach): string {
  if (reach.scope === 'agency') return 'agency';
  return reach.scope === 'client' ? `client:${reach.clientId}` : `campaign:${reach.campaignId}`;
}
