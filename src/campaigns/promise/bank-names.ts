export interface Bank {
  readonly name: string;
  /** Null where the bank of the group decides, as with regional banks. */
  readonly bic: string | null;
}

/** French bank codes (the five digits after FRkk) that nearly all private accounts have; the rest is simply not named. */
const french: Readonly<Record<string, Bank>> = {
  '10011': { name: 'La Banque Postale', bic: 'PSSTFRPPXXX' },
  '10041': { name: 'La Banque Postale', bic: 'PSSTFRPPXXX' },
  '20041': { name: 'La Banque Postale', bic: 'PSSTFRPPXXX' },
  '30001': { name: 'Banque de France', bic: 'BDFEFRPPCCT' },
  '30002': { name: 'LCL', bic: 'CRLYFRPPXXX' },
  '30003': { name: 'Société Générale', bic: 'SOGEFRPPXXX' },
  '30004': { name: 'BNP Paribas', bic: 'BNPAFRPPXXX' },
  '30066': { name: 'CIC', bic: 'CMCIFRPPXXX' },
  '10278': { name: 'Crédit Mutuel', bic: 'CMCIFR2AXXX' },
  '15589': { name: 'Crédit Mutuel de Bretagne', bic: 'CMBRFR2BXXX' },
  '40618': { name: 'Boursorama', bic: 'BOUSFRPPXXX' },
  '12548': { name: 'AXA Banque', bic: 'AXABFRPPXXX' },
  '14690': { name: 'Monabanq', bic: 'CMCIFRP1MON' },
  '16598': { name: 'Treezor', bic: 'TRZOFR21XXX' },
  '16798': { name: 'Treezor', bic: 'TRZOFR21XXX' },
  '17515': { name: "Caisse d'Épargne Île-de-France", bic: 'CEPAFRPP751' },
  '18206': { name: "Crédit Agricole d'Île-de-France", bic: 'AGRIFRPP882' },
  '20433': { name: 'N26', bic: 'NTSBFRM1XXX' },
  '28233': { name: 'Revolut', bic: 'REVOFRP2XXX' },
};

/** The bank of an IBAN, where its name is known here. */
export function bankOf(iban: string): Bank | undefined {
  return iban.startsWith('FR') ? french[iban.slice(4, 9)] : undefined;
}
