import type { CampaignId, ClientId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';

/** How far an objection reaches: this campaign, this charity, or every charity of the agency. */
export const objectionScopes = ['campaign', 'client', 'agency'] as const;
export type ObjectionScope = (typeof objectionScopes)[number];

/** `all`: letters and messages as well. The telephone is silent after either. */
export const objectionChannels = ['phone', 'all'] as const;
export type ObjectionChannel = (typeof objectionChannels)[number];

/** How it came; `letter`, `e-mail` and `telephone` reached the charity or the agency. */
export const objectionSources = [
  'agent',
  'keypress',
  'return-call',
  'import',
  'charity',
  'web-link',
  'letter',
  'e-mail',
  'web',
  'telephone',
  'erasure',
] as const;
export type ObjectionSource = (typeof objectionSources)[number];

/** Codes and no free text: the log keeps them for ever, and what people write may name somebody. */
export const objectionReasons = [
  'not-stated',
  'too-many-calls',
  'not-interested',
  'complaint',
  'wrong-person',
  'fragile-person',
  'deceased',
] as const;
export type ObjectionReason = (typeof objectionReasons)[number];

/** Whom an objection binds; a campaign's holds for its client no further than that campaign. */
export type ObjectionReach =
  | { readonly scope: 'agency' }
  | { readonly scope: 'client'; readonly clientId: ClientId }
  | { readonly scope: 'campaign'; readonly campaignId: CampaignId };

/** An objection as the book keeps it; nothing ever takes one out. */
export type Objection = ObjectionReach & { readonly at: UtcMs };

/** As it is stored: the number by its key. */
export type KeyedObjection = Objection & { readonly key: string };

/** A call that is thought of. */
export interface ObjectionQuestion {
  readonly number: string;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId;
  readonly at: UtcMs;
}
