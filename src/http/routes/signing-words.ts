import type { DonorLanguage } from '../../campaigns/index.ts';

interface SigningWords {
  readonly title: string;
  readonly giftTitle: string;
  readonly soldTitle: string;
  readonly intro: (charity: string, gift: string) => string;
  readonly whatYouSign: string;
  readonly name: string;
  readonly nameHint: string;
  readonly iban: string;
  readonly ibanHint: string;
  readonly next: string;
  readonly code: string;
  readonly codeHint: (by: string) => string;
  readonly bySms: (last4: string) => string;
  readonly byEmail: string;
  readonly sign: string;
  readonly newCode: string;
  readonly change: string;
  readonly signed: (charity: string) => string;
  readonly keep: string;
  readonly document: string;
  readonly cancelAnyTime: string;
  readonly thanks: (charity: string, gift: string) => string;
  readonly card: string;
  readonly transfer: string;
  readonly reference: string;
  readonly errorsTitle: string;
  readonly privacy: (charity: string) => string;
  readonly unknown: string;
  readonly expired: (charity: string) => string;
  readonly over: (charity: string) => string;
  readonly busy: string;
  readonly problems: Readonly<Record<string, string>>;
}

const fr: SigningWords = {
  title: 'Signer mon don régulier',
  giftTitle: 'Faire mon don',
  soldTitle: 'Mon abonnement',
  intro: (charity, gift) => `Voici ce qui a été convenu au téléphone avec ${charity} : ${gift}. Merci !`,
  whatYouSign: 'Ce que vous signez',
  name: 'Nom du titulaire du compte',
  nameHint: 'Tel qu’il figure sur votre relevé d’identité bancaire (RIB).',
  iban: 'IBAN',
  ibanHint: 'Sur votre RIB : FR suivi de 25 chiffres ou lettres. Les espaces ne comptent pas.',
  next: 'Continuer',
  code: 'Code à 6 chiffres',
  codeHint: (by) => `Nous venons de vous l’envoyer ${by}. Il est valable 10 minutes.`,
  bySms: (last4) => `par SMS au numéro qui se termine par ${last4}`,
  byEmail: 'par e-mail',
  sign: 'Signer le mandat',
  newCode: 'Recevoir un autre code',
  change: 'Corriger le nom ou l’IBAN',
  signed: (charity) => `C’est signé. ${charity} vous remercie.`,
  keep: 'Vous serez prévenu avant le premier prélèvement. Vous pouvez fermer cette page.',
  document: 'Télécharger mon mandat (PDF)',
  cancelAnyTime: 'Vous pouvez arrêter à tout moment, en écrivant à l’association ou à votre banque.',
  thanks: (charity, gift) => `Voici ce qui a été convenu au téléphone avec ${charity} : ${gift}. Merci !`,
  card: 'Donner par carte',
  transfer: 'Ou par virement :',
  reference: 'Référence à indiquer',
  errorsTitle: 'À corriger',
  privacy: (charity) =>
    `Vos coordonnées bancaires sont chiffrées et ne servent qu’aux prélèvements de ${charity}. Cette page ne contient aucun traceur.`,
  unknown: 'Ce lien n’est pas complet. Recopiez-le en entier, ou demandez-en un autre à l’association.',
  expired: (charity) =>
    `Ce lien n’est plus valable : un autre vous a été envoyé, ou le délai est passé. ${charity} peut vous en envoyer un nouveau.`,
  over: (charity) => `Il n’y a rien à signer ici pour le moment. En cas de doute, écrivez à ${charity}.`,
  busy: 'Trop de demandes en ce moment. Réessayez dans une minute.',
  problems: {
    'name missing': 'Indiquez le nom du titulaire du compte.',
    'name too-long': 'Le nom est trop long : 70 caractères au plus.',
    'name characters':
      'Le nom contient un caractère que les banques n’acceptent pas : lettres, espaces, points et tirets seulement.',
    'iban missing': 'Indiquez votre IBAN : il figure sur votre RIB.',
    'iban characters': 'Un IBAN ne contient que des lettres et des chiffres. Recopiez-le depuis votre RIB.',
    'iban country': 'Les deux premières lettres de l’IBAN doivent être celles d’un pays, FR pour la France.',
    'iban not-sepa': 'Ce compte est hors de la zone SEPA : il ne peut pas être prélevé. Utilisez un autre compte.',
    'iban length': 'L’IBAN n’a pas le bon nombre de caractères : 27 pour la France. Vérifiez qu’il est complet.',
    'iban key': 'L’IBAN contient une erreur de frappe : ses chiffres de contrôle ne correspondent pas. Relisez-le.',
    'iban national-key': 'La clé RIB (les deux derniers chiffres) ne correspond pas au numéro de compte. Relisez-le.',
    'code wrong': 'Ce n’est pas le bon code. Relisez le dernier message reçu.',
    'code expired': 'Ce code a plus de 10 minutes. Demandez-en un autre.',
    'code used-up': 'Trop d’essais pour ce code. Demandez-en un autre.',
    'code none': 'Aucun code n’est en cours. Demandez-en un.',
    'code too-soon': 'Un code vient d’être envoyé. Attendez une minute avant d’en demander un autre.',
    'code too-many': 'Trop de codes ont été envoyés. L’association peut vous envoyer un mandat par courrier.',
    'code not-sent': 'Le code n’a pas pu être envoyé. Réessayez dans un instant.',
  },
};

const en: SigningWords = {
  title: 'Sign my regular gift',
  giftTitle: 'Make my gift',
  soldTitle: 'My subscription',
  intro: (charity, gift) => `On the telephone you agreed with ${charity}: ${gift}. Thank you!`,
  whatYouSign: 'What you sign',
  name: 'Name of the account holder',
  nameHint: 'As it stands on your bank statement.',
  iban: 'IBAN',
  ibanHint: 'On your bank statement: two letters and up to 32 digits or letters. Blanks do not matter.',
  next: 'Continue',
  code: '6-digit code',
  codeHint: (by) => `We have just sent it to you ${by}. It is good for 10 minutes.`,
  bySms: (last4) => `by text message to the number that ends in ${last4}`,
  byEmail: 'by e-mail',
  sign: 'Sign the mandate',
  newCode: 'Send me another code',
  change: 'Correct the name or the IBAN',
  signed: (charity) => `It is signed. ${charity} thanks you.`,
  keep: 'You will be told before the first debit. You can close this page.',
  document: 'Download my mandate (PDF)',
  cancelAnyTime: 'You can stop at any time, by writing to the charity or to your bank.',
  thanks: (charity, gift) => `On the telephone you agreed with ${charity}: ${gift}. Thank you!`,
  card: 'Give by card',
  transfer: 'Or by bank transfer:',
  reference: 'Reference to give',
  errorsTitle: 'Please correct',
  privacy: (charity) =>
    `Your bank details are encrypted and serve the debits of ${charity} alone. Nothing on this page tracks you.`,
  unknown: 'This link is not complete. Copy the whole of it, or ask the charity for another.',
  expired: (charity) =>
    `This link is not good any more: another was sent, or its time is over. ${charity} can send you a new one.`,
  over: (charity) => `There is nothing to sign here at the moment. If in doubt, write to ${charity}.`,
  busy: 'Too many requests at the moment. Try again in a minute.',
  problems: {
    'name missing': 'Give the name of the account holder.',
    'name too-long': 'The name is too long: 70 characters at most.',
    'name characters': 'The name has a character that banks do not take: letters, blanks, dots and hyphens only.',
    'iban missing': 'Give your IBAN: it stands on your bank statement.',
    'iban characters': 'An IBAN has letters and digits only. Copy it from your bank statement.',
    'iban country': 'The first two letters of an IBAN are those of a country, FR for France.',
    'iban not-sepa': 'This account is outside SEPA: it cannot be debited. Use another account.',
    'iban length': 'The IBAN does not have the right number of characters. See whether it is whole.',
    'iban key': 'The IBAN has a slip: its check digits do not fit. Read it again.',
    'iban national-key': 'The last two digits do not fit the account number. Read it again.',
    'code wrong': 'This is not the right code. Read the last message again.',
    'code expired': 'This code is older than 10 minutes. Ask for another.',
    'code used-up': 'Too many tries for this code. Ask for another.',
    'code none': 'There is no code at present. Ask for one.',
    'code too-soon': 'A code has just been sent. Wait a minute before you ask for another.',
    'code too-many': 'Too many codes have been sent. The charity can send you a mandate by post.',
    'code not-sent': 'The code could not be sent. Try again in a moment.',
  },
};

export const signingWords: Readonly<Record<DonorLanguage, SigningWords>> = { fr, en };
