import type { ImportLook } from '../../src/http/contract/index.ts';

type Column = NonNullable<ImportLook['columns'][number]>;

/** In the order of a donor's record; fails to compile when one is missing. */
const columns: Readonly<Record<Column, true>> = {
  code_donateur: true,
  civilite: true,
  prenom: true,
  nom: true,
  raison_sociale: true,
  tel_fixe: true,
  tel_mobile: true,
  tel_autre: true,
  adresse: true,
  code_postal: true,
  ville: true,
  pays: true,
  email: true,
  date_dernier_don: true,
  montant_dernier_don: true,
  cumul_dons: true,
  nombre_dons: true,
  segment: true,
  commentaire: true,
  ne_pas_appeler: true,
  accord_telephone: true,
  decede: true,
  relation: true,
  fin_relation: true,
  date_consentement: true,
  moyen_consentement: true,
  preuve_consentement: true,
  retrait_consentement: true,
  consentement_hors_horaires: true,
};
export const leadColumns = Object.keys(columns) as readonly Column[];
