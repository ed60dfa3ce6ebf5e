import type { ColumnKind } from '../export/table.ts';
import type { Figures } from './figures.ts';
import type { Share } from './share.ts';
import type { Tally } from './tally.ts';

type Counted = { readonly tally: Tally; readonly figures: Figures };

/** One figure of a report. */
export type ReportColumn = {
  readonly id: string;
  readonly fr: string;
  readonly en: string;
} & (
  | { readonly kind: Exclude<ColumnKind, 'share' | 'text' | 'date'>; readonly of: (counted: Counted) => number | null }
  /** A ratio without an interval: not of things that were counted one by one. */
  | { readonly kind: 'share'; readonly of: (counted: Counted) => number | null }
  | { readonly kind: 'share'; readonly share: (figures: Figures) => Share }
);

const count = (id: keyof Tally, fr: string, en: string): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'count',
  of: ({ tally }) => tally[id],
});
const share = (id: string, fr: string, en: string, of: (figures: Figures) => Share): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'share',
  share: of,
});
const cents = (id: string, fr: string, en: string, of: (figures: Figures) => number | null): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'cents',
  of: ({ figures }) => of(figures),
});
const time = (id: 'loggedInMs' | 'pausedMs' | 'talkMs' | 'wrapUpMs', fr: string, en: string): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'hours',
  of: ({ tally }) => tally[id],
});
const ratio = (id: string, fr: string, en: string, of: (figures: Figures) => number | null): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'share',
  of: ({ figures }) => of(figures),
});
const number = (id: string, fr: string, en: string, of: (figures: Figures) => number | null): ReportColumn => ({
  id,
  fr,
  en,
  kind: 'number',
  of: ({ figures }) => of(figures),
});

/** Every figure of a report in its order: the file, the calls, the donors, the money, the work. */
export const reportColumns: readonly ReportColumn[] = [
  count('received', 'Lignes reçues', 'Rows received'),
  count('rejected', 'Lignes rejetées', 'Rows rejected'),
  share('rejection', 'Taux de rejet fichier', 'File rejection', (f) => f.rejection),
  count('closed', 'Fiches closes', 'Records closed'),
  share('exhaustion', "Taux d'épuisement", 'Records used up', (f) => f.exhaustion),
  count('dials', 'Appels', 'Dials'),
  number('dialsPerRecord', 'Appels par fiche', 'Dials per record', (f) => f.dialsPerRecord),
  count('answered', 'Décrochés', 'Answered'),
  count('connected', 'Mis en relation', 'Connected'),
  count('abandoned', 'Abandons', 'Abandoned'),
  share('abandonment', "Taux d'abandon", 'Abandonment', (f) => f.abandonment),
  count('rightPerson', 'Bons interlocuteurs', 'Right person'),
  share('reach', 'Taux de joignabilité (fiches)', 'Reach (of records)', (f) => f.reach),
  count('useful', 'Contacts utiles', 'Useful contacts'),
  share('pitch', "Taux d'argumentation", 'Pitched (of right person)', (f) => f.pitch),
  share('pitchOfRecords', 'Contacts utiles / fiches', 'Useful contacts of records', (f) => f.pitchOfRecords),
  share('agreement', "Taux d'accord", 'Agreement', (f) => f.agreement),
  share('firmAgreement', "Taux d'accord ferme", 'Firm agreement', (f) => f.firmAgreement),
  count('monthlyPromises', 'Accords PA', 'Monthly agreed'),
  share('monthly', 'Taux PA', 'Monthly (of useful)', (f) => f.monthly),
  count('oneOffPromises', 'Promesses de don', 'One-off promises'),
  share('oneOff', 'Taux don', 'One-off (of useful)', (f) => f.oneOff),
  count('undeterminedPromises', 'Promesses indéterminées', 'Undetermined promises'),
  share('promise', 'Taux de promesse', 'Promises (of useful)', (f) => f.promise),
  cents('meanOneOffCents', 'Don moyen promis', 'Mean one-off promised', (f) => f.meanOneOffCents),
  cents('meanPaidCents', 'Don moyen encaissé', 'Mean one-off paid', (f) => f.meanPaidCents),
  cents('meanMonthlyCents', 'Mensualité moyenne', 'Mean monthly gift', (f) => f.meanMonthlyCents),
  cents('promisedYearCents', 'Collecte promise annualisée', 'Promised in a year', (f) => f.promisedYearCents),
  count('signed', 'PA signés', 'Monthly signed'),
  share('signature', 'Taux de signature', 'Signed (of monthly)', (f) => f.signature),
  share('signatureIn7', 'Signés à J7', 'Signed within 7 days', (f) => f.signatureIn7),
  share('signatureIn14', 'Signés à J14', 'Signed within 14 days', (f) => f.signatureIn14),
  share('signatureIn30', 'Signés à J30', 'Signed within 30 days', (f) => f.signatureIn30),
  share('fall', 'Taux de chute', 'Lost before signature', (f) => f.fall),
  share('signedOfUseful', 'PA signés / contacts utiles', 'Signed (of useful)', (f) => f.signedOfUseful),
  cents('meanSignedMonthlyCents', 'Mensualité moyenne signée', 'Mean monthly signed', (f) => f.meanSignedMonthlyCents),
  cents('signedYearCents', 'Collecte signée annualisée', 'Signed in a year', (f) => f.signedYearCents),
  count('paid', 'Dons encaissés', 'One-off gifts paid'),
  share('fulfilment', 'Taux de concrétisation', 'Fulfilment', (f) => f.fulfilment),
  ratio('fulfilmentOfValue', 'Concrétisation en valeur', 'Fulfilment in value', (f) => f.fulfilmentOfValue),
  count('objections', 'Oppositions', 'Objections'),
  share('objection', "Taux d'opposition", 'Objections (of right person)', (f) => f.objection),
  count('complaints', 'Réclamations', 'Complaints'),
  number(
    'complaintsPer1000',
    'Réclamations pour 1 000 appels',
    'Complaints per 1,000 dials',
    (f) => f.complaintsPer1000,
  ),
  time('loggedInMs', 'Heures connectées', 'Hours logged in'),
  count('pauses', 'Pauses', 'Breaks'),
  time('pausedMs', 'Heures de pause', 'Hours of breaks'),
  time('talkMs', 'Heures en conversation', 'Hours of talk'),
  time('wrapUpMs', 'Heures de post-appel', 'Hours of wrap-up'),
  { id: 'meanTalkMs', fr: 'DMC (s)', en: 'Mean talk (s)', kind: 'seconds', of: ({ figures }) => figures.meanTalkMs },
  {
    id: 'meanHandleMs',
    fr: 'DMT (s)',
    en: 'Mean handling (s)',
    kind: 'seconds',
    of: ({ figures }) => figures.meanHandleMs,
  },
  ratio('occupancy', "Taux d'occupation", 'Occupancy', (f) => f.occupancy),
  ratio('utilisation', "Taux d'utilisation", 'Utilisation', (f) => f.utilisation),
  number('usefulPerHour', 'Contacts utiles par heure', 'Useful contacts an hour', (f) => f.usefulPerHour),
  { id: 'costCents', fr: 'Coût', en: 'Cost', kind: 'cents', of: ({ tally }) => tally.costCents },
  cents('costPerUsefulCents', 'Coût par contact utile', 'Cost per useful contact', (f) => f.costPerUsefulCents),
  cents(
    'costPerFirmAgreementCents',
    'Coût par accord ferme',
    'Cost per firm agreement',
    (f) => f.costPerFirmAgreementCents,
  ),
  cents('costPerSignedCents', 'Coût par PA signé', 'Cost per monthly signed', (f) => f.costPerSignedCents),
  number('return12Months', 'ROI 12 mois', 'Return in 12 months', (f) => f.return12Months),
];
