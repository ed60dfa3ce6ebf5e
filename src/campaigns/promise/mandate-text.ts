import { hash } from 'node:crypto';
import type { Creditor } from './creditor.ts';
import type { PromiseRecord } from './promise-record.ts';
import { giftWords, type Language, promisedWords } from './promise-words.ts';

export interface MandateTerms {
  readonly creditor: Creditor;
  readonly rum: string;
  readonly promise: Pick<PromiseRecord, 'amountCents' | 'currency' | 'frequency' | 'debitDay'> &
    Partial<Pick<PromiseRecord, 'offerTitle'>>;
  readonly debtor: { readonly name: string; readonly maskedIban: string };
}

/** The wording of the SEPA Core mandate (EPC392-08, the translations of the European Payments Council). */
const authorisation = {
  fr: (creditor: string) =>
    `En signant ce formulaire de mandat, vous autorisez ${creditor} à envoyer des instructions à votre banque pour débiter votre compte, et votre banque à débiter votre compte conformément aux instructions de ${creditor}. Vous bénéficiez du droit d’être remboursé par votre banque selon les conditions décrites dans la convention que vous avez passée avec elle. Une demande de remboursement doit être présentée dans les 8 semaines suivant la date de débit de votre compte pour un prélèvement autorisé.`,
  en: (creditor: string) =>
    `By signing this mandate form, you authorise ${creditor} to send instructions to your bank to debit your account and your bank to debit your account in accordance with the instructions from ${creditor}. As part of your rights, you are entitled to a refund from your bank under the terms and conditions of your agreement with your bank. A refund must be claimed within 8 weeks starting from the date on which your account was debited.`,
} as const;

/** Every line of the mandate, as the donor reads it and as it is hashed for the proof. */
export function mandateLines(
  terms: MandateTerms,
  language: Language,
): readonly (readonly [label: string, value: string])[] {
  const { creditor, rum, promise, debtor } = terms;
  const fr = language === 'fr';
  const day = promise.debitDay;
  return [
    [fr ? 'Référence unique du mandat (RUM)' : 'Mandate reference', rum],
    [fr ? 'Créancier' : 'Creditor', [creditor.name, ...creditor.address].join(', ')],
    [fr ? 'Identifiant créancier SEPA (ICS)' : 'Creditor identifier', creditor.creditorId],
    [
      fr ? 'Type de paiement' : 'Type of payment',
      fr ? 'Récurrent (prélèvement SEPA CORE)' : 'Recurrent (SEPA Core direct debit)',
    ],
    [
      promise.offerTitle == null ? (fr ? 'Don' : 'Gift') : fr ? 'Abonnement' : 'Subscription',
      `${promise.offerTitle == null ? giftWords(promise, language) : promisedWords(promise, language)}${day === null ? '' : fr ? `, le ${day}` : `, on day ${day} of the month`}`,
    ],
    [fr ? 'Titulaire du compte' : 'Account holder', debtor.name],
    ['IBAN', debtor.maskedIban],
  ];
}

export function mandateText(terms: MandateTerms, language: Language): string {
  const title = language === 'fr' ? 'Mandat de prélèvement SEPA' : 'SEPA Direct Debit mandate';
  const lines = mandateLines(terms, language).map(([label, value]) => `${label} : ${value}`);
  return [title, authorisation[language](terms.creditor.name), ...lines].join('\n');
}

export function authorisationText(creditor: string, language: Language): string {
  return authorisation[language](creditor);
}

/** SHA-256 of the text that was shown, hex. */
export function proofHash(text: string): string {
  return hash('sha256', text, 'hex');
}
