export type Severity = 'error' | 'warning' | 'info';

/** One thing that was found in a lead file, and where. */
export interface LeadIssue {
  /** As a spreadsheet counts, from 1; 0 for the file as a whole. */
  readonly row: number;
  /** The heading of the column, or null for the row as a whole. */
  readonly column: string | null;
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly fr: string;
  readonly en: string;
}

interface Kind {
  readonly severity: Severity;
  readonly fr: (detail: string, other: string) => string;
  readonly en: (detail: string, other: string) => string;
}

/** error: the row is refused; warning: something was lost, repaired or suppressed; info: understood, worth knowing. */
const kind = (severity: Severity, fr: Kind['fr'], en: Kind['en']): Kind => ({ severity, fr, en });

const kinds = {
  'empty-file': kind(
    'error',
    () => 'Le fichier est vide. Exportez-le de nouveau et vérifiez sa taille.',
    () => 'The file is empty. Export it again and check its size.',
  ),
  'not-text': kind(
    'error',
    (what) =>
      `Ce n'est pas un fichier texte mais ${what}. Dans Excel : Enregistrer sous, « CSV UTF-8 (délimité par des virgules) ».`,
    (_, what) => `This is not a text file but ${what}. In Excel: Save as, "CSV UTF-8".`,
  ),
  'no-header': kind(
    'error',
    (columns) =>
      `Aucune ligne d'en-tête reconnue dans les 20 premières lignes. Donnez aux colonnes des noms connus, par exemple : ${columns}.`,
    (columns) =>
      `No heading row was recognised in the first 20 rows. Give the columns known names, for example: ${columns}.`,
  ),
  'too-many-columns': kind(
    'error',
    (max) => `Plus de ${max} colonnes. Supprimez celles qui ne servent pas et exportez de nouveau.`,
    (max) => `More than ${max} columns. Delete those that are not needed and export again.`,
  ),
  'file-too-large': kind(
    'error',
    (size, max) => `Fichier de ${size}, plus que les ${max} permis. Coupez-le en plusieurs.`,
    (size, max) => `The file has ${size}, more than the ${max} that are taken. Split it.`,
  ),
  'workbook-bomb': kind(
    'error',
    (part) =>
      `Le classeur se gonfle au-delà de toute mesure (${part}) : il n'est pas ouvert. Enregistrez la feuille au format CSV UTF-8.`,
    (part) => `The workbook inflates beyond all measure (${part}): it is not opened. Save the sheet as CSV UTF-8.`,
  ),
  'workbook-damaged': kind(
    'error',
    (why) => `Ce classeur ne peut pas être lu (${why}). Ouvrez-le dans le tableur et enregistrez-le de nouveau.`,
    (why) => `This workbook cannot be read (${why}). Open it in the spreadsheet and save it again.`,
  ),
  'no-such-sheet': kind(
    'error',
    (sheet, others) => `Pas de feuille « ${sheet} ». Feuilles : ${others}.`,
    (sheet, others) => `No sheet "${sheet}". Sheets: ${others}.`,
  ),
  'sheet-chosen': kind(
    'info',
    (sheet, others) => `Feuille lue : « ${sheet} ». Autres feuilles : ${others}.`,
    (sheet, others) => `The sheet read is "${sheet}". Other sheets: ${others}.`,
  ),
  'no-phone-column': kind(
    'error',
    (found) =>
      `Aucune colonne de téléphone. Colonnes trouvées : ${found}. Nommez-en une tel_fixe, tel_mobile ou tel_autre.`,
    (found) => `No telephone column. Columns found: ${found}. Name one of them tel_fixe, tel_mobile or tel_autre.`,
  ),
  'read-failed': kind(
    'error',
    (cause) =>
      `La lecture s'est arrêtée : ${cause}. Vérifiez le fichier et recommencez : rien n'est importé deux fois.`,
    (cause) => `Reading stopped: ${cause}. Check the file and start again: nothing is imported twice.`,
  ),
  'too-many-rows': kind(
    'error',
    (max) => `Plus de ${max} lignes : la suite n'est pas lue. Coupez le fichier en plusieurs.`,
    (max) => `More than ${max} rows: the rest is not read. Split the file.`,
  ),
  'encoding-guessed': kind(
    'info',
    (encoding) => `Le fichier n'est pas en UTF-8 : lu comme ${encoding}. Vérifiez les accents des premières lignes.`,
    (encoding) => `The file is not UTF-8: read as ${encoding}. Check the accents of the first rows.`,
  ),
  'encoding-mixed': kind(
    'warning',
    () => 'Le fichier mélange UTF-8 et Windows-1252 : chaque caractère a été lu au mieux.',
    () => 'The file mixes UTF-8 and Windows-1252: each character was read as well as possible.',
  ),
  'column-unknown': kind(
    'info',
    () => "Colonne inconnue : elle n'est pas importée.",
    () => 'Unknown column: it is not imported.',
  ),
  'column-twice': kind(
    'warning',
    () => 'Cette colonne est là deux fois : la première est retenue.',
    () => 'This column is there twice: the first one is used.',
  ),
  'row-too-long': kind(
    'error',
    (max) => `Ligne de plus de ${max} caractères, sautée. Un guillemet ou un saut de ligne manque sans doute ici.`,
    (max) => `Row of more than ${max} characters, skipped. A quote or a line break is probably missing here.`,
  ),
  'stray-quote': kind(
    'warning',
    () => 'Guillemet ouvrant jamais refermé : lu comme un simple caractère.',
    () => 'A quote is opened and never closed: read as a plain character.',
  ),
  'extra-cells': kind(
    'warning',
    (count) =>
      `${count} cellule(s) de trop : un séparateur s'est sans doute glissé dans un texte, les colonnes peuvent être décalées.`,
    (count) => `${count} cell(s) too many: a separator probably slipped into a text, columns may be shifted.`,
  ),
  'donor-code-missing': kind(
    'warning',
    (code) => `Pas de code donateur : « ${code} » est retenu, d'après le numéro.`,
    (code) => `No donor code: "${code}" is used, after the number.`,
  ),
  'donor-code-damaged': kind(
    'error',
    (code) =>
      `Code donateur « ${code} » abîmé par le tableur. Mettez la colonne au format Texte et exportez de nouveau.`,
    (code) => `Donor code "${code}" was damaged by the spreadsheet. Format the column as Text and export again.`,
  ),
  'duplicate-donor': kind(
    'error',
    (row) => `Donateur déjà présent à la ligne ${row}.`,
    (row) => `This donor is already in row ${row}.`,
  ),
  'same-number': kind(
    'warning',
    (row) => `Même numéro qu'à la ligne ${row} : un seul contact par foyer, celui-ci n'est pas appelé.`,
    (row) => `Same number as in row ${row}: one contact per household, this one is not called.`,
  ),
  'no-number': kind(
    'error',
    () => 'Aucun numéro qui puisse être appelé.',
    () => 'No number that may be called.',
  ),
  'number-refused': kind(
    'warning',
    (number, why) => `Numéro « ${number} » refusé : ${why.split('|')[0]}.`,
    (number, why) => `Number "${number}" refused: ${why.split('|')[1]}.`,
  ),
  'number-damaged': kind(
    'warning',
    (number) =>
      `Numéro « ${number} » abîmé par le tableur : des chiffres sont perdus. Mettez la colonne au format Texte.`,
    (number) => `Number "${number}" was damaged by the spreadsheet: digits are lost. Format the column as Text.`,
  ),
  'number-repaired': kind(
    'info',
    (number, e164) => `Numéro « ${number} » compris comme ${e164}.`,
    (number, e164) => `Number "${number}" understood as ${e164}.`,
  ),
  'number-fax': kind(
    'warning',
    (number) => `« ${number} » est un fax.`,
    (number) => `"${number}" is a fax.`,
  ),
  'number-unlisted': kind(
    'info',
    (text) => `« ${text} » : pas de numéro.`,
    (text) => `"${text}": no number.`,
  ),
  'several-numbers': kind(
    'info',
    (count) => `${count} numéros dans une cellule : chacun est retenu.`,
    (count) => `${count} numbers in one cell: each is kept.`,
  ),
  'too-many-numbers': kind(
    'warning',
    (max) => `Plus de ${max} numéros : les suivants ne sont pas retenus.`,
    (max) => `More than ${max} numbers: the others are not kept.`,
  ),
  mojibake: kind(
    'warning',
    (text) => `Accents abîmés par une conversion, réparés : « ${text} ».`,
    (text) => `Accents damaged by a conversion, repaired: "${text}".`,
  ),
  'date-unreadable': kind(
    'warning',
    (text) => `Date « ${text} » illisible.`,
    (text) => `Date "${text}" can't be read.`,
  ),
  'date-ambiguous': kind(
    'info',
    (text, iso) => `Date « ${text} » lue à la française : ${iso}.`,
    (text, iso) => `Date "${text}" read day first: ${iso}.`,
  ),
  'date-serial': kind(
    'info',
    (text, iso) => `« ${text} » est une date en numéro de série Excel : ${iso}.`,
    (text, iso) => `"${text}" is a date as an Excel serial number: ${iso}.`,
  ),
  'amount-unreadable': kind(
    'warning',
    (text) => `Montant « ${text} » illisible.`,
    (text) => `Amount "${text}" can't be read.`,
  ),
  'amount-ambiguous': kind(
    'info',
    (text, cents) => `Montant « ${text} » lu ${cents}.`,
    (text, cents) => `Amount "${text}" read as ${cents}.`,
  ),
  'count-unreadable': kind(
    'warning',
    (text) => `Nombre « ${text} » illisible.`,
    (text) => `Count "${text}" can't be read.`,
  ),
  'postal-code-repaired': kind(
    'info',
    (text, code) => `Code postal « ${text} » complété en ${code}.`,
    (text, code) => `Postal code "${text}" completed to ${code}.`,
  ),
  'postal-code-unreadable': kind(
    'warning',
    (text) => `Code postal « ${text} » illisible.`,
    (text) => `Postal code "${text}" can't be read.`,
  ),
  'relation-unreadable': kind(
    'warning',
    (text) =>
      `Relation « ${text} » inconnue. Écrivez donateur, ancien donateur, prospect, adhérent, bénévole ou client.`,
    (text) => `Relation "${text}" is not known. Write donor, lapsed donor, prospect, member, volunteer or customer.`,
  ),
  'email-unreadable': kind(
    'warning',
    (text) => `Adresse « ${text} » illisible.`,
    (text) => `Address "${text}" can't be read.`,
  ),
  'text-cut': kind(
    'warning',
    (max) => `Texte coupé à ${max} caractères.`,
    (max) => `Text cut to ${max} characters.`,
  ),
  'do-not-call': kind(
    'warning',
    (text) => `« ${text} » : cette personne n'est pas appelée.`,
    (text) => `"${text}": this person is not called.`,
  ),
  deceased: kind(
    'warning',
    (text) => `« ${text} » : personne décédée, pas d'appel.`,
    (text) => `"${text}": deceased, no call.`,
  ),
  minor: kind(
    'warning',
    (text) => `« ${text} » : mineur, pas d'appel.`,
    (text) => `"${text}": a minor, no call.`,
  ),
} as const satisfies Record<string, Kind>;

export type IssueCode = keyof typeof kinds;

export const issueCodes = Object.keys(kinds) as IssueCode[];

/** Longest piece of a file that is quoted back in an issue. */
const MAX_QUOTED = 60;

export function leadIssue(row: number, column: string | null, code: IssueCode, detail = '', other = ''): LeadIssue {
  const { severity, fr, en } = kinds[code];
  const quoted = detail.length > MAX_QUOTED ? `${detail.slice(0, MAX_QUOTED)}…` : detail;
  return { row, column, code, severity, fr: fr(quoted, other), en: en(quoted, other) };
}
