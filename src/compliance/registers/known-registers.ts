/** A register of people who want no calls, by the name that the rules give it. */
export interface KnownRegister {
  readonly list: string;
  readonly name: string;
  /** How its keeper writes numbers that have no `+`. */
  readonly plan: NumberingPlan;
}

/** The country's own way of writing its numbers (ITU-T E.164 and the national plans). */
interface NumberingPlan {
  readonly callingCode: string;
  /** Dialed before a number within the country; null where there is none, or where it belongs to the number. */
  readonly trunk: string | null;
  /** Digits after the calling code, least and most. */
  readonly digits: readonly [number, number];
}

const unitedKingdom: NumberingPlan = { callingCode: '44', trunk: '0', digits: [9, 10] };
const northAmerica: NumberingPlan = { callingCode: '1', trunk: '1', digits: [10, 10] };
const switzerland: NumberingPlan = { callingCode: '41', trunk: '0', digits: [9, 9] };

/** Every list that a rule of the packs names; another name is refused, since no rule would ask for it. */
export const knownRegisters: readonly KnownRegister[] = [
  { list: 'TPS', name: 'Telephone Preference Service (UK)', plan: unitedKingdom },
  { list: 'CTPS', name: 'Corporate Telephone Preference Service (UK)', plan: unitedKingdom },
  { list: 'FPS', name: 'Fundraising Preference Service (UK)', plan: unitedKingdom },
  {
    list: 'BLOCTEL',
    name: 'Bloctel (France, until 10 August 2026)',
    plan: { callingCode: '33', trunk: '0', digits: [9, 9] },
  },
  {
    list: 'BE-DNCM',
    name: 'Ne m’appelez plus / Bel-me-niet-meer',
    plan: { callingCode: '32', trunk: '0', digits: [8, 9] },
  },
  {
    list: 'IE-NDD',
    name: 'National Directory Database opt-outs (Ireland)',
    plan: { callingCode: '353', trunk: '0', digits: [7, 9] },
  },
  { list: 'ES-ROBINSON', name: 'Lista Robinson (España)', plan: { callingCode: '34', trunk: null, digits: [9, 9] } },
  {
    list: 'IT-RPO',
    name: 'Registro pubblico delle opposizioni',
    plan: { callingCode: '39', trunk: null, digits: [6, 11] },
  },
  { list: 'CH-STAR', name: 'Asterisk entries of the directory (Switzerland)', plan: switzerland },
  { list: 'CH-UNLISTED', name: 'Unlisted numbers (Switzerland)', plan: switzerland },
  {
    list: 'AU-DNCR',
    name: 'Do Not Call Register (Australia)',
    plan: { callingCode: '61', trunk: '0', digits: [9, 9] },
  },
  { list: 'CA-DNCL', name: 'National Do Not Call List (Canada)', plan: northAmerica },
  { list: 'US-NDNC', name: 'National Do Not Call Registry (USA)', plan: northAmerica },
];

export function knownRegister(name: string): KnownRegister | undefined {
  return knownRegisters.find(({ list }) => list === name.toUpperCase());
}
