import type { Refusal } from './planned-call.ts';

const failClosed = (check: string, fr: string, en: string): Refusal => ({
  ruleId: 'GL-FAIL-CLOSED',
  check,
  strength: 'product_default',
  confidence: 'memory',
  words: { fr, en },
});

/** Unknown means no: the gate refuses and says what is missing. */
export const missing = {
  /** Without a zone nobody can tell the hour at which the phone would ring. */
  zone: failClosed(
    'timezone_resolution',
    "Fuseau horaire du numéro inconnu : l'heure locale ne peut pas être vérifiée.",
    'The time zone of the number is unknown, so the local hour cannot be checked.',
  ),
  jurisdiction: failClosed(
    'jurisdiction',
    "Aucune règle d'appel n'est chargée pour le pays ou le territoire de ce numéro ou de cette adresse.",
    'No calling rules are loaded for the country or territory of this number or address.',
  ),
  purpose: failClosed(
    'campaign_metadata',
    "L'objet de la campagne (don, commercial, enquête) n'est pas renseigné.",
    'The purpose of the campaign (donation, commercial, survey) is not given.',
  ),
  callerType: failClosed(
    'campaign_metadata',
    "La campagne ne dit pas qui appelle (personnel de l'organisme ou agence rémunérée).",
    "The campaign does not say who calls (the charity's own staff or a paid agency).",
  ),
  callerId: failClosed(
    'caller_id',
    "Aucun numéro n'est présenté : un appel masqué n'est permis nulle part.",
    'No number is presented: a withheld number is allowed nowhere.',
  ),
} as const;

/** The house's own, where the rules of the profile have none. */
export const OBJECTION: Refusal = {
  ruleId: 'GL-OPTOUT-IMMEDIATE',
  check: 'opt_out',
  strength: 'product_default',
  confidence: 'memory',
  words: { fr: "La personne s'est opposée aux appels.", en: 'The person has objected to calls.' },
};
