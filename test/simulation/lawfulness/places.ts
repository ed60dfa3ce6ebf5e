import type { Jurisdiction } from './checker/facts.ts';

/** Where a person may be: the zones that all have to allow, and the regions whose holidays count. */
export interface Place {
  readonly zones: readonly string[];
  readonly holidayRegions: readonly string[];
  /** The person may be in this country as well, for all that the number says. */
  readonly alsoIn?: Jurisdiction;
}

const at = (zones: string, ...holidayRegions: string[]): Place => ({ zones: zones.split(' '), holidayRegions });

/** Places with their own clocks and holidays, and people who may be in either of two. */
export const places: Readonly<Record<Jurisdiction, readonly Place[]>> = {
  FR: [
    at('Europe/Paris', 'FR'),
    at('Europe/Paris', 'FR', 'FR-57'),
    at('Europe/Paris', 'FR', 'FR-67'),
    at('Europe/Paris', 'FR', 'FR-68'),
    at('America/Guadeloupe', 'FR', 'FR-GP'),
    at('America/Martinique', 'FR', 'FR-MQ'),
    at('America/Marigot', 'FR', 'FR-MF'),
    at('America/St_Barthelemy', 'FR', 'FR-BL'),
    at('America/Cayenne', 'FR', 'FR-GF'),
    at('Indian/Reunion', 'FR', 'FR-RE'),
    at('Indian/Mayotte', 'FR', 'FR-YT'),
    at('America/Miquelon', 'FR'),
    at('Indian/Reunion Indian/Mayotte', 'FR'),
    at('Europe/Paris America/Guadeloupe', 'FR', 'FR-GP'),
  ],
  UK: ['UK-ENG', 'UK-WLS', 'UK-SCT', 'UK-NIR'].map((nation) => at('Europe/London', nation)),
  US: [
    at('America/New_York', 'US-NY'),
    at('America/Chicago', 'US-IL'),
    at('America/Denver', 'US-CO'),
    at('America/Phoenix', 'US-AZ'),
    at('America/Los_Angeles', 'US-CA'),
    at('America/Anchorage', 'US-AK'),
    at('Pacific/Honolulu', 'US-HI'),
    at('America/New_York America/Los_Angeles', 'US-NY'),
    at('America/Chicago America/Denver', 'US-SD'),
  ],
  CA: [
    at('America/Toronto', 'CA-ON'),
    at('America/Regina', 'CA-SK'),
    at('America/St_Johns', 'CA-NL'),
    at('America/Vancouver', 'CA-BC'),
    at('America/Halifax', 'CA-NS'),
    at('America/Toronto America/Edmonton', 'CA-ON'),
  ],
  BE: [at('Europe/Brussels', 'BE')],
  DE: ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH']
    .map((land) => at('Europe/Berlin', `DE-${land}`))
    .concat(at('Europe/Berlin', 'DE')),
  ES: [at('Europe/Madrid', 'ES'), at('Atlantic/Canary', 'ES'), at('Europe/Madrid Atlantic/Canary', 'ES')],
  CH: [at('Europe/Zurich', 'CH-ZH'), at('Europe/Zurich', 'CH-TI')],
  IE: [at('Europe/Dublin', 'IE')],
  NL: [at('Europe/Amsterdam', 'NL')],
  IT: [at('Europe/Rome', 'IT')],
  AU: [
    at('Australia/Sydney', 'AU-NSW'),
    at('Australia/Melbourne', 'AU-VIC'),
    at('Australia/Brisbane', 'AU-QLD'),
    at('Australia/Adelaide', 'AU-SA'),
    at('Australia/Darwin', 'AU-NT'),
    at('Australia/Perth', 'AU-WA'),
    at('Australia/Hobart', 'AU-TAS'),
    at('Australia/Lord_Howe', 'AU-NSW'),
    at('Australia/Sydney Australia/Perth', 'AU-NSW'),
  ],
};

/** People with a number of one country and an address in another, by the country of the number. */
export const border: Readonly<Partial<Record<Jurisdiction, Place>>> = {
  FR: { ...at('Europe/Paris Europe/Zurich', 'FR', 'CH-ZH'), alsoIn: 'CH' },
  BE: { ...at('Europe/Brussels Europe/Paris', 'BE', 'FR'), alsoIn: 'FR' },
  NL: { ...at('Europe/Amsterdam Europe/Brussels', 'NL', 'BE'), alsoIn: 'BE' },
  DE: { ...at('Europe/Berlin Europe/Amsterdam', 'DE-NW', 'NL'), alsoIn: 'NL' },
  CH: { ...at('Europe/Zurich Europe/Rome', 'CH-TI', 'IT'), alsoIn: 'IT' },
  IT: { ...at('Europe/Rome Europe/Zurich', 'IT', 'CH-TI'), alsoIn: 'CH' },
  ES: { ...at('Europe/Madrid Europe/Berlin', 'ES', 'DE-BY'), alsoIn: 'DE' },
  UK: { ...at('Europe/London Europe/Dublin', 'UK-NIR', 'IE'), alsoIn: 'IE' },
  IE: { ...at('Europe/Dublin Europe/London', 'IE', 'UK-NIR'), alsoIn: 'UK' },
  US: { ...at('America/New_York America/Toronto', 'US-NY', 'CA-ON'), alsoIn: 'CA' },
  CA: { ...at('America/Vancouver America/Los_Angeles', 'CA-BC', 'US-CA'), alsoIn: 'US' },
};

/** Numbers nobody has, or from the ranges reserved for fiction, to which an index of eight digits is added. */
export const numberStems: Readonly<Record<Jurisdiction, string>> = {
  FR: '+3319900',
  UK: '+44207946',
  US: '+1212555',
  CA: '+1416555',
  BE: '+3225551',
  DE: '+493023',
  ES: '+349100',
  CH: '+414466',
  IE: '+353123',
  NL: '+312079',
  IT: '+390612',
  AU: '+612555',
};
