import type { PromiseRecord } from './promise-record.ts';
import { giftWords, type Language, promisedWords } from './promise-words.ts';

/** What goes to the donor. An SMS stays within two parts of 153 characters: no accents are lost, no link is cut. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

type Gift = Pick<PromiseRecord, 'kind' | 'amountCents' | 'currency' | 'frequency'> &
  Partial<Pick<PromiseRecord, 'offerTitle'>>;

export function linkText(charity: string, gift: Gift, url: string, language: Language = 'fr'): MessageText {
  const what = giftWords(gift, language);
  const regular = gift.kind === 'monthly';
  if (gift.offerTitle != null) return soldText(charity, gift, url, language);
  if (language === 'en') {
    return {
      subject: `Your gift to ${charity}`,
      text: `${charity}: thank you for your promise of ${what}. To ${regular ? 'sign' : 'give'}: ${url}`,
    };
  }
  return {
    subject: `Votre don à ${charity}`,
    text: `${charity} : merci pour votre promesse de ${what}. Pour ${regular ? 'signer' : 'donner'} : ${url}`,
  };
}

function soldText(charity: string, gift: Gift, url: string, language: Language): MessageText {
  const what = promisedWords(gift, language);
  const regular = gift.kind === 'monthly';
  return language === 'en'
    ? { subject: `Your order with ${charity}`, text: `${charity}: ${what}. To ${regular ? 'sign' : 'pay'}: ${url}` }
    : {
        subject: `Votre commande chez ${charity}`,
        text: `${charity} : ${what}. Pour ${regular ? 'signer' : 'payer'} : ${url}`,
      };
}

export function reminderText(charity: string, gift: Gift, url: string, language: Language = 'fr'): MessageText {
  const what = giftWords(gift, language);
  if (language === 'en') {
    return {
      subject: `Your promise to ${charity}`,
      text: `${charity}: your promise of ${what} waits for you here: ${url} Changed your mind? Do nothing.`,
    };
  }
  return {
    subject: `Votre promesse à ${charity}`,
    text: `${charity} : votre promesse de ${what} vous attend ici : ${url} Vous avez changé d’avis ? Ne faites rien.`,
  };
}

export function codeText(charity: string, code: string, language: Language = 'fr'): MessageText {
  if (language === 'en') {
    return {
      subject: `Your code for ${charity}`,
      text: `${charity}: ${code} is your code to sign, for 10 minutes. Nobody will ever ask you for it on the telephone.`,
    };
  }
  return {
    subject: `Votre code pour ${charity}`,
    text: `${charity} : ${code} est votre code pour signer, pendant 10 minutes. Personne ne vous le demandera au téléphone.`,
  };
}

export function noticeText(charity: string, gift: Gift, language: Language = 'fr'): MessageText {
  const fr: Readonly<Record<string, string>> = {
    upgrade: `votre don passe à ${giftWords(gift, 'fr')}`,
    downgrade: `votre don passe à ${giftWords(gift, 'fr')}`,
    pause: 'vos prélèvements sont suspendus',
  };
  const en: Readonly<Record<string, string>> = {
    upgrade: `your gift becomes ${giftWords(gift, 'en')}`,
    downgrade: `your gift becomes ${giftWords(gift, 'en')}`,
    pause: 'your direct debits are paused',
  };
  return language === 'en'
    ? {
        subject: `Your gift to ${charity}`,
        text: `${charity}: as agreed on the telephone, ${en[gift.kind] ?? ''}. Not you? Tell us.`,
      }
    : {
        subject: `Votre don à ${charity}`,
        text: `${charity} : comme convenu au téléphone, ${fr[gift.kind] ?? ''}. Une erreur ? Dites-le-nous.`,
      };
}
