/** Where a French number or postal code may be: its IANA zone and its holiday region in the rule pack. */
export interface Territory {
  readonly zone: string;
  readonly region: string | undefined;
}

/** Source: FR-TZ and FR-LOCAL of the rule pack; +590 is shared by three islands, +262 by two. */
export const territories = {
  metropole: { zone: 'Europe/Paris', region: undefined },
  GP: { zone: 'America/Guadeloupe', region: 'FR-GP' },
  MF: { zone: 'America/Marigot', region: 'FR-MF' },
  BL: { zone: 'America/St_Barthelemy', region: 'FR-BL' },
  MQ: { zone: 'America/Martinique', region: 'FR-MQ' },
  GF: { zone: 'America/Cayenne', region: 'FR-GF' },
  RE: { zone: 'Indian/Reunion', region: 'FR-RE' },
  YT: { zone: 'Indian/Mayotte', region: 'FR-YT' },
  PM: { zone: 'America/Miquelon', region: 'FR-PM' },
} as const satisfies Record<string, Territory>;
export type TerritoryCode = keyof typeof territories;

interface NumberBlock {
  readonly callingCode: string;
  readonly at: readonly TerritoryCode[];
}

const block = (callingCode: string, ...at: readonly TerritoryCode[]): NumberBlock => ({ callingCode, at });
const METROPOLE = block('33', 'metropole');
const ANYWHERE_OVERSEAS = ['GP', 'MQ', 'GF', 'RE', 'YT'] as const;

/** Overseas blocks of the French numbering plan, by the first digits after the 0; longest first. */
const overseas: readonly (readonly [string, NumberBlock])[] = [
  // 06 39 98 is reserved for fiction in the plan of mainland France; the rest of 0639 is Mayotte.
  ['63998', METROPOLE],
  ['9475', block('33', 'GP', 'MF', 'BL')],
  ['9476', block('33', 'GF')],
  ['9477', block('33', 'MQ')],
  ['9478', block('33', 'RE', 'YT')],
  ['9479', block('33', 'RE', 'YT')],
  ...['590', '690', '691'].map((prefix) => [prefix, block('590', 'GP', 'MF', 'BL')] as const),
  ...['596', '696', '697'].map((prefix) => [prefix, block('596', 'MQ')] as const),
  ...['594', '694'].map((prefix) => [prefix, block('594', 'GF')] as const),
  ...['262', '263', '692', '693'].map((prefix) => [prefix, block('262', 'RE')] as const),
  ...['269', '639'].map((prefix) => [prefix, block('262', 'YT')] as const),
  ['508', block('508', 'PM')],
  ['976', block('33', ...ANYWHERE_OVERSEAS)],
];

/** The block of a national number, given without its leading 0. */
export function blockOf(national: string): NumberBlock {
  return overseas.find(([prefix]) => national.startsWith(prefix))?.[1] ?? METROPOLE;
}

/** `unsupported` for the territories whose own calling rules are not known (French Polynesia, New Caledonia…). */
export function territoryOfPostalCode(postalCode: string): TerritoryCode | 'unsupported' | undefined {
  if (!/^\d{5}$/.test(postalCode)) return undefined;
  if (postalCode === '97133') return 'BL';
  if (postalCode === '97150') return 'MF';
  const overseasByPrefix: Readonly<Record<string, TerritoryCode | 'unsupported'>> = {
    971: 'GP',
    972: 'MQ',
    973: 'GF',
    974: 'RE',
    975: 'PM',
    976: 'YT',
    984: 'unsupported',
    986: 'unsupported',
    987: 'unsupported',
    988: 'unsupported',
  };
  return overseasByPrefix[postalCode.slice(0, 3)] ?? 'metropole';
}

const ALSACE_MOSELLE = new Set(['57', '67', '68']);

/** Departments with holidays of their own on the mainland. */
export function departmentRegion(postalCode: string): string | undefined {
  const department = postalCode.slice(0, 2);
  return /^\d{5}$/.test(postalCode) && ALSACE_MOSELLE.has(department) ? `FR-${department}` : undefined;
}
