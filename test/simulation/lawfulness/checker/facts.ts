import au from './facts/au.json' with { type: 'json' };
import be from './facts/be.json' with { type: 'json' };
import ca from './facts/ca.json' with { type: 'json' };
import ch from './facts/ch.json' with { type: 'json' };
import de from './facts/de.json' with { type: 'json' };
import es from './facts/es.json' with { type: 'json' };
import fr from './facts/fr.json' with { type: 'json' };
import ie from './facts/ie.json' with { type: 'json' };
import it from './facts/it.json' with { type: 'json' };
import nl from './facts/nl.json' with { type: 'json' };
import uk from './facts/uk.json' with { type: 'json' };
import us from './facts/us.json' with { type: 'json' };

/**
 * The calling rules as the research data states them, cut to what decides a call. They are kept apart from the
 * product's own packs, so that a slip made while a pack was written shows as a disagreement.
 */
export const jurisdictions = ['FR', 'UK', 'US', 'CA', 'BE', 'DE', 'ES', 'CH', 'IE', 'NL', 'IT', 'AU'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

export const lawfulnessProfiles = ['statutory', 'recommended'] as const;
export type LawfulnessProfile = (typeof lawfulnessProfiles)[number];

export type WeekDay = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
export type Windows = readonly (readonly string[])[];

export interface HolidayFacts {
  readonly definition?: { readonly fixed: readonly string[]; readonly easter_offsets: readonly number[] };
  readonly dates: readonly string[];
}

export interface WindowFacts {
  readonly type: 'calling_window';
  readonly weekly: Readonly<Record<WeekDay, Windows>>;
  readonly holiday_set: string | null;
  readonly on_holiday: 'closed' | 'as_sunday' | 'normal';
  readonly holiday_eve?: Windows;
  readonly special_days?: Readonly<Record<string, string>>;
  readonly waived_by: 'consent.out_of_hours' | null;
}

export interface RegistryFacts {
  readonly type: 'registry_screen';
  readonly list: string;
  readonly also_blocks?: string;
  readonly grace_days: number;
  readonly max_list_age_days?: number;
  readonly overridden_by: readonly ('consent.call' | 'consent.call_after_listing')[];
  readonly exempt_relations: readonly string[];
}

export interface OptOutFacts {
  readonly type: 'opt_out';
  readonly grace_days: number;
  readonly duration: string | null;
  readonly product_grace_days?: number;
  readonly product_duration?: string | null;
}

export type CheckFacts =
  | WindowFacts
  | RegistryFacts
  | OptOutFacts
  | { readonly type: 'consent_required'; readonly exempt_relations: readonly string[] }
  | { readonly type: 'refusal_silence'; readonly first_allowed_offset_days: number }
  | { readonly type: 'frequency_cap'; readonly max: number; readonly window_days: number }
  | { readonly type: 'relation_age'; readonly max_months: number; readonly overridden_by: readonly string[] }
  | { readonly type: 'abandoned_retry_block'; readonly hours: number; readonly unless: 'agent_guaranteed' | null }
  | { readonly type: 'amd_retry_block'; readonly unless: 'agent_guaranteed' | null };

export interface RuleFacts {
  readonly id: string;
  readonly category: string;
  readonly strength: 'law' | 'regulator_policy' | 'industry_code' | 'product_default';
  readonly dialer_must: string;
  readonly applies_to: {
    readonly purposes: readonly string[];
    readonly audiences: readonly string[];
    readonly caller_types: readonly string[];
    readonly number_types: readonly string[];
  };
  readonly check: CheckFacts;
  readonly effective_from: string;
  readonly effective_to: string | null;
}

export interface JurisdictionFacts {
  readonly jurisdiction: string;
  readonly calendar: Readonly<
    Record<string, HolidayFacts | { readonly by_region: Readonly<Record<string, HolidayFacts>> }>
  >;
  readonly rules: readonly RuleFacts[];
}

/** The files are our own and the vectors try every rule in them, so they are taken as they are. */
const files: unknown = {
  AU: au,
  BE: be,
  CA: ca,
  CH: ch,
  DE: de,
  ES: es,
  FR: fr,
  IE: ie,
  IT: it,
  NL: nl,
  UK: uk,
  US: us,
};

export function factsOf(jurisdiction: Jurisdiction): JurisdictionFacts {
  return (files as Readonly<Record<Jurisdiction, JurisdictionFacts>>)[jurisdiction];
}
